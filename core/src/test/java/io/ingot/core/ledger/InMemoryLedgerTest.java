package io.ingot.core.ledger;

/** The in-memory ledger keeps the contract. */
class InMemoryLedgerTest extends LedgerContract {
  @Override
  protected Ledger create() {
    return new InMemoryLedger();
  }
}

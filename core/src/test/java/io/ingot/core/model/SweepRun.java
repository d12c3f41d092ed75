package io.ingot.core.model;

import io.ingot.core.admit.Admit;
import io.ingot.core.failure.TransientException;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.sweep.Sweep;

/** A run of Sweep. */
final class SweepRun extends Actor {
  SweepRun(Simulation world, int number) {
    super(world, "sweep " + number);
  }

  @Override
  Cut.Who who() {
    return Cut.Who.sweep;
  }

  @Override
  void program() {
    Ports ports = new Ports(this);
    Ledger ledger = world.mutant.sweepLedger(ports.ledger());
    Admit admit = new Admit(world.definitions, ledger, world.uploads, (subject, message) -> {});
    try {
      new Sweep(world.definitions, ledger, world.uploads, ports.workflow(), admit)
          .sweep(Uploads.NOW, "b");
      done();
    } catch (TransientException failure) {
      world.trace(() -> name + " throws " + failure.getMessage());
    }
  }
}

package io.ingot.core.model;

/**
 * What happens next.
 *
 * @param actor who goes on, or suffers
 * @param fault what it suffers; null if it goes on
 * @param execution the execution that it is about, if it is about one
 */
record Move(Actor actor, Fault fault, Execution execution) {
  static Move on(Actor actor) {
    return new Move(actor, null, null);
  }

  @Override
  public String toString() {
    return fault
        + (execution == null ? "" : " of " + execution.name)
        + (actor == null ? "" : " of " + actor.name);
  }
}

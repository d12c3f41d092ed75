package io.ingot.core.plan;

/**
 * An operator's command, carried by an execution's input.
 *
 * @param verb what to do; empty for an ordinary execution
 * @param batch the batch it is about; 0 if none
 */
public record Command(String verb, long batch) {
  /** An ordinary execution. */
  public static final Command NONE = new Command("", 0);

  /** Verb: try a held batch again. */
  public static final String REDRIVE = "redrive";

  public Command {
    verb = verb == null ? "" : verb;
  }
}

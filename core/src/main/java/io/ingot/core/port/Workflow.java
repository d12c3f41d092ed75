package io.ingot.core.port;

/** Port: the service that runs the medallion state machine. */
public interface Workflow {

  /** What came of a start. */
  enum Start {
    /** It runs, whether by this call or an earlier one with the same name. */
    running,
    /** An execution of that name has ended; the name cannot be used again. */
    name_taken
  }

  /**
   * Starts an execution; a repetition with the same name and input starts nothing.
   *
   * @param name 1 to 80 characters of {@code [0-9A-Za-z_-]}
   * @param input the execution's input, JSON
   */
  Start start(String name, String input);

  /**
   * Whether an execution is running.
   *
   * @param execution its id, as the state machine's context object shows it
   */
  boolean running(String execution);
}

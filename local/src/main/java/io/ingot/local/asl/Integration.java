package io.ingot.local.asl;

import com.fasterxml.jackson.databind.JsonNode;

/** What stands behind one {@code Resource} of Task states, such as {@code sns:publish}. */
@FunctionalInterface
public interface Integration {
  /**
   * Does the task and waits for it. Called again, with the arguments evaluated anew, for each
   * retry.
   *
   * @param arguments the state's evaluated {@code Arguments}, or its input if it has none
   * @param context who calls, and how long the task may take
   * @return the task's result, in the shape of the service's own answer; JSON null for none
   * @throws TaskFailedException with the error name that Step Functions would report; {@code
   *     States.Timeout} if the task took longer than allowed. Any unchecked exception is taken as a
   *     fault of the laptop, not of the task, and leaves {@link Interpreter#run}
   */
  JsonNode invoke(JsonNode arguments, TaskContext context) throws TaskFailedException;
}

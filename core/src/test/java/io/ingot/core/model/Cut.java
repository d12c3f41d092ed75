package io.ingot.core.model;

/**
 * Where somebody is killed, whom nobody repeats: an invocation whose message is not delivered
 * again, or whose execution ends with it. One run of Sweep follows, at any time.
 *
 * @param who whose process it is
 * @param place before which of the writes and ends of such processes in a history, from 0
 */
record Cut(Who who, int place) {
  /** Whose process is killed. */
  enum Who {
    admit,
    sweep,
    plan,
    close
  }
}

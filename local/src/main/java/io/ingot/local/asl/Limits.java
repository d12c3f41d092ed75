package io.ingot.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import java.time.Duration;
import java.time.Instant;

/** The quotas of one execution: its time, its history and the size of what it carries. */
final class Limits {
  /** Bytes of UTF-8 JSON in any input, output or variable. */
  static final int PAYLOAD_BYTES = 256 * 1024;

  /** Events in a history. */
  static final int EVENTS = 25_000;

  private final Pacer pacer;
  private final Duration timeout;
  private final Instant deadline;
  private int events;

  /**
   * @param timeout from the start; zero for no limit
   */
  Limits(Pacer pacer, Instant start, Duration timeout) {
    this.pacer = pacer;
    this.timeout = timeout;
    this.deadline = timeout.isZero() ? Instant.MAX : start.plus(timeout);
  }

  void checkTime() throws ExecutionEndedException {
    if (!pacer.now().isBefore(deadline)) {
      throw new ExecutionEndedException(
          ExecutionResult.Status.TIMED_OUT,
          ErrorName.TIMEOUT,
          "Cannot finish the execution: it takes longer than its TimeoutSeconds ("
              + timeout.toSeconds()
              + ").");
    }
  }

  /** Waits, but not beyond the execution's time. */
  void pause(Duration duration) throws ExecutionEndedException {
    checkTime();
    Duration left = left();
    boolean enough = left.isZero() || duration.compareTo(left) < 0;
    Duration time = enough ? duration : left;
    if (!time.isZero()) {
      pacer.pause(time);
    }
    checkTime();
  }

  /** The shorter of a task's own time and what is left to the execution; zero for no limit. */
  Duration within(Duration own) {
    Duration left = left();
    return own.isZero() || (!left.isZero() && left.compareTo(own) < 0) ? left : own;
  }

  private Duration left() {
    return timeout.isZero() ? Duration.ZERO : Duration.between(pacer.now(), deadline);
  }

  void count(int more) throws ExecutionEndedException {
    events += more;
    if (events > EVENTS) {
      events = EVENTS;
      throw new ExecutionEndedException(
          ExecutionResult.Status.FAILED,
          ErrorName.RUNTIME,
          "Cannot go on with the execution: its history is full (" + EVENTS + " events).");
    }
  }

  int events() {
    return events;
  }

  /** The value itself, if it is not too large. */
  JsonNode checkSize(String what, JsonNode value) throws StateFailedException {
    int bytes = Json.bytes(value).length;
    if (bytes > PAYLOAD_BYTES) {
      throw new StateFailedException(
          ErrorName.DATA_LIMIT_EXCEEDED,
          "Cannot carry the "
              + what
              + ": it is too large ("
              + bytes
              + " bytes, at most "
              + PAYLOAD_BYTES
              + "). Pass a reference instead.");
    }
    return value;
  }
}

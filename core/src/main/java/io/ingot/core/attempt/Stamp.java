package io.ingot.core.attempt;

import java.util.Map;
import java.util.Optional;

/**
 * What a snapshot says of the batch that made it, committed atomically with the data.
 *
 * @param batch the batch
 * @param fence fence of the lease under which it was written
 * @param result work-bucket key of the result of the attempt that published it
 */
public record Stamp(long batch, long fence, String result) {
  /** Summary property: the batch. */
  public static final String BATCH = "ingot.batch";

  /** Summary property: the fence. */
  public static final String FENCE = "ingot.fence";

  /** Summary property: the result key. */
  public static final String RESULT = "ingot.result";

  /** The stamp in a snapshot's summary, if it has one. */
  public static Optional<Stamp> in(Map<String, String> summary) {
    if (!summary.containsKey(BATCH)) {
      return Optional.empty();
    }
    return Optional.of(
        new Stamp(
            Long.parseLong(summary.get(BATCH)),
            Long.parseLong(summary.getOrDefault(FENCE, "0")),
            summary.getOrDefault(RESULT, "")));
  }

  /** As summary properties. */
  public Map<String, String> properties() {
    return Map.of(BATCH, Long.toString(batch), FENCE, Long.toString(fence), RESULT, result);
  }
}

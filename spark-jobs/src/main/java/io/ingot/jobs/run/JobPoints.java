package io.ingot.jobs.run;

/** What a job run tells as it goes; faults are injected here. */
@FunctionalInterface
public interface JobPoints {
  /** Nobody listens. */
  JobPoints NONE = point -> {};

  /**
   * The run is at a point: {@code <stage>:start}, {@code <stage>:prepared}, {@code
   * <stage>:publish:<database>.<table>:before}, the same with {@code :after}, and {@code
   * <stage>:done}.
   *
   * @param point where it is; throwing here stops the run as a crash would
   */
  void reached(String point);
}

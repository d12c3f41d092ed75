package io.ingot.bench.simulation;

import java.time.Duration;

/**
 * How long the services take, in seconds.
 *
 * @param admitWindow how long Lambda collects messages of the upload queue
 * @param admitPerMessage one upload's requests to S3 and to the ledger
 * @param start of a function, and of an execution
 * @param planPerFile one file's share of Plan batch
 * @param closePerFile one file's share of Close batch
 * @param jobRunNoticed from the end of a job run until the state machine goes on
 * @param sweep from one sweep to the next
 */
record ServiceTimes(
    double admitWindow,
    double admitPerMessage,
    double start,
    double planPerFile,
    double closePerFile,
    double jobRunNoticed,
    Duration sweep) {
  static final ServiceTimes DEFAULT =
      new ServiceTimes(5, 0.03, 0.5, 0.004, 0.004, 2, Duration.ofHours(1));

  /** Messages in a batch, and batches at once, as the template has them. */
  static final int ADMIT_BATCH = 100;

  static final int ADMITS_AT_ONCE = 5;
}

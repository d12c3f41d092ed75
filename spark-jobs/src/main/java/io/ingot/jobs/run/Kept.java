package io.ingot.jobs.run;

import org.apache.spark.storage.StorageLevel;

/** How rows are kept that several Spark jobs of a stage read. */
public final class Kept {
  /**
   * On disk. With {@code MEMORY_AND_DISK} every reader of a partition that does not fit into memory
   * tries to bring it there again, beside all other tasks: at 7.2 million rows of 34 columns, two
   * tasks did not fit into 4 GB.
   */
  public static final StorageLevel LEVEL = StorageLevel.DISK_ONLY();

  private Kept() {}
}

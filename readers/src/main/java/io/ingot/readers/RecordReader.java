package io.ingot.readers;

import java.io.Closeable;
import java.io.IOException;

/**
 * Reads the records of one file, or of a part of it, in file order. Every record becomes one row:
 * typed values, {@code _rescued} for what a type does not hold exactly or nobody declared, or
 * {@code _corrupt} with its reason. Not safe for use by several threads.
 */
public interface RecordReader extends Closeable {

  /**
   * Reads the next record.
   *
   * @param row where its values go
   * @return whether there was one
   * @throws UnreadableFileException if the file cannot be read, for a reason that is in its bytes
   * @throws StorageException if its bytes could not be had
   */
  boolean next(Row row) throws IOException;

  /** What was met up to now; complete when {@link #next} has answered false. */
  FileReport report();
}

package io.ingot.readers.columnar;

import io.ingot.readers.FileReport;
import io.ingot.readers.RecordReader;
import io.ingot.readers.Row;
import io.ingot.readers.StorageException;
import io.ingot.readers.UnreadableFileException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A reader of which everything that goes wrong is about the file, except what the storage throws.
 */
public final class Guarded implements RecordReader {
  private final RecordReader reader;

  private Guarded(RecordReader reader) {
    this.reader = reader;
  }

  /** Opens a reader. */
  public interface Opening {
    RecordReader open() throws IOException;
  }

  /** Opens a reader and guards it. */
  public static RecordReader open(Opening opening) throws IOException {
    try {
      return new Guarded(opening.open());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw about(e);
    }
  }

  @Override
  public boolean next(Row row) throws IOException {
    try {
      return reader.next(row);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw about(e);
    }
  }

  @Override
  public FileReport report() {
    return reader.report();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private static IOException about(Throwable thrown) {
    Throwable e = thrown instanceof UncheckedIOException ? thrown.getCause() : thrown;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StorageException storage) {
        return storage;
      }
    }
    return e instanceof UnreadableFileException unreadable
        ? unreadable
        : new UnreadableFileException(
            "its bytes are damaged (%s)".formatted(e.getClass().getSimpleName()), e);
  }
}

package io.ingot.readers;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * A file whose storage throws from one of the times on when it is asked for something; closing its
 * streams throws if nothing else has.
 */
final class ThrowingFile implements FileBytes {
  private final MemoryFile file;
  private final int good;
  private final Throwable fault;
  private int asked;
  private boolean hasThrown;

  /**
   * @param good how often it answers before it throws
   */
  ThrowingFile(MemoryFile file, int good, Throwable fault) {
    this.file = file;
    this.good = good;
    this.fault = fault;
  }

  /** How often it was asked. */
  int asked() {
    return asked;
  }

  private void answer() throws IOException {
    if (asked++ >= good) {
      hasThrown = true;
      ThrowingFile.<IOException>raise(fault);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "DoNotCallSuggester"})
  static <T extends Throwable> void raise(Throwable fault) throws T {
    throw (T) fault;
  }

  @Override
  public String key() {
    return file.key();
  }

  @Override
  public long length() {
    return file.length();
  }

  @Override
  public Instant modified() {
    return file.modified();
  }

  @Override
  public InputStream open(long from) throws IOException {
    answer();
    InputStream in = file.open(from);
    return new InputStream() {
      @Override
      public int read() throws IOException {
        answer();
        return in.read();
      }

      @Override
      public int read(byte[] into, int at, int count) throws IOException {
        answer();
        return in.read(into, at, count);
      }

      @Override
      public void close() throws IOException {
        if (!hasThrown) {
          answer();
        }
      }
    };
  }
}

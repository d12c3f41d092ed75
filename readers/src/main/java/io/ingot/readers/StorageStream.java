package io.ingot.readers;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a file from a place on, up to its length. Whatever its storage throws becomes a
 * {@link StorageException}, so that the faults of a codec above it are told apart.
 */
public final class StorageStream extends InputStream {
  private final FileBytes file;
  private final InputStream in;
  private long left;

  private StorageStream(FileBytes file, InputStream in, long left) {
    this.file = file;
    this.in = in;
    this.left = left;
  }

  /** Opens a file from a byte on. */
  public static StorageStream open(FileBytes file, long from) throws StorageException {
    try {
      return new StorageStream(file, file.open(from), Math.max(0, file.length() - from));
    } catch (IOException | RuntimeException e) {
      throw ofStorage(e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int at, int count) throws IOException {
    if (left == 0) {
      return -1;
    }
    try {
      int read = in.read(into, at, (int) Math.min(count, left));
      if (read < 0) {
        throw new EOFException(
            "%s ends at byte %d of %d".formatted(file.key(), file.length() - left, file.length()));
      }
      left -= read;
      return read;
    } catch (IOException | RuntimeException e) {
      throw ofStorage(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      in.close();
    } catch (IOException | RuntimeException e) {
      throw ofStorage(e);
    }
  }

  private static StorageException ofStorage(Exception e) {
    return e instanceof StorageException already ? already : new StorageException(e);
  }
}

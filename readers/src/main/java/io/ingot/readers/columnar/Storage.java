package io.ingot.readers.columnar;

import io.ingot.readers.FileBytes;
import io.ingot.readers.StorageException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads a file's bytes. What goes wrong here is the storage's fault, not the file's. */
public final class Storage implements Closeable {
  private static final int BUFFER = 64 << 10;

  private final FileBytes file;
  private final InputStream in;

  private Storage(FileBytes file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /**
   * Reads a range as a whole.
   *
   * @param into where the bytes go, from {@code at} on
   * @throws StorageException if they could not be had
   */
  public static void read(FileBytes file, long from, byte[] into, int at, int count)
      throws StorageException {
    try (InputStream in = file.open(from)) {
      read(file, in, into, at, count);
    } catch (IOException e) {
      throw about(e);
    }
  }

  /** Opens a file for reading it from its beginning to its end. */
  public static Storage open(FileBytes file) throws StorageException {
    try {
      return new Storage(file, new BufferedInputStream(file.open(0), BUFFER));
    } catch (IOException e) {
      throw about(e);
    }
  }

  /** Reads the next bytes, of which there must be as many. */
  public void read(byte[] into, int at, int count) throws StorageException {
    try {
      read(file, in, into, at, count);
    } catch (IOException e) {
      throw about(e);
    }
  }

  @Override
  public void close() throws StorageException {
    try {
      in.close();
    } catch (IOException e) {
      throw about(e);
    }
  }

  private static void read(FileBytes file, InputStream in, byte[] into, int at, int count)
      throws IOException {
    if (in.readNBytes(into, at, count) < count) {
      throw new EOFException("%s ends before its byte %d".formatted(file.key(), file.length()));
    }
  }

  private static StorageException about(IOException e) {
    return e instanceof StorageException storage ? storage : new StorageException(e);
  }
}

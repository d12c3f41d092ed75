package io.ingot.readers.columnar;

import io.ingot.readers.FileBytes;
import io.ingot.readers.StorageException;
import io.ingot.readers.StorageStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads ranges of a file's bytes. What goes wrong here is the storage's fault, not the file's. */
public final class Storage {
  private Storage() {}

  /**
   * Reads a range as a whole.
   *
   * @param into where the bytes go, from {@code at} on
   * @param count bytes, which the file must have
   * @throws StorageException if they could not be had
   */
  public static void read(FileBytes file, long from, byte[] into, int at, int count)
      throws IOException {
    try (InputStream in = StorageStream.open(file, from)) {
      if (in.readNBytes(into, at, count) < count) {
        throw new StorageException(
            new EOFException("%s has %d bytes".formatted(file.key(), file.length())));
      }
    }
  }
}

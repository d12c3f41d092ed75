package io.ingot.readers.columnar;

import io.ingot.readers.FileBytes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;

/** A file in memory. */
public final class MemoryBytes implements FileBytes {
  private final byte[] bytes;

  public MemoryBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public String key() {
    return "landing/file";
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public Instant modified() {
    return Instant.EPOCH;
  }

  @Override
  public InputStream open(long from) {
    return new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
  }
}

package io.ingot.readers;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;

/** A file in memory. */
final class MemoryFile implements FileBytes {
  private final String key;
  private final byte[] bytes;

  MemoryFile(byte[] bytes) {
    this("in/file", bytes);
  }

  MemoryFile(String key, byte[] bytes) {
    this.key = key;
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public Instant modified() {
    return Instant.parse("2024-05-06T07:08:09.123456Z");
  }

  @Override
  public InputStream open(long from) {
    return new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
  }
}

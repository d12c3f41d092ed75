package io.ingot.bench.fuzz;

import io.ingot.readers.FileBytes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;

/** A fuzzed file in memory. */
final class FuzzBytes implements FileBytes {
  private final String key;
  private final byte[] content;

  FuzzBytes(FuzzFile file) {
    this.key = file.key();
    this.content = file.content();
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public long length() {
    return content.length;
  }

  @Override
  public Instant modified() {
    return Instant.EPOCH;
  }

  @Override
  public InputStream open(long from) {
    return new ByteArrayInputStream(content, (int) from, content.length - (int) from);
  }
}

package io.ingot.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ingot.readers.FileBytes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;

/** A file that stands in a test. */
public record TextFile(String text) implements FileBytes {
  @Override
  public String key() {
    return "t/file";
  }

  @Override
  public long length() {
    return text.getBytes(UTF_8).length;
  }

  @Override
  public Instant modified() {
    return Instant.EPOCH;
  }

  @Override
  public InputStream open(long from) {
    byte[] bytes = text.getBytes(UTF_8);
    return new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
  }
}

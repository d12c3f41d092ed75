package io.ingot.bench.read;

import io.ingot.readers.FileBytes;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.RecordReader;
import io.ingot.readers.RecordReaders;
import io.ingot.readers.Row;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The record readers alone: one thread, from a file's bytes to typed values. */
final class ReaderSpeed {
  private ReaderSpeed() {}

  /**
   * Reads a file.
   *
   * @param rows how many rows it has, all of them without a fault
   * @return seconds
   */
  static double seconds(ReadSpec spec, Path file, long rows) throws IOException {
    Values values = new Values(spec.columns().size() + 4);
    long start = System.nanoTime();
    long found = 0;
    try (RecordReader reader =
        RecordReaders.open(spec, new LocalBytes(file, Files.size(file)), 0, Files.size(file))) {
      while (reader.next(values)) {
        found++;
      }
      if (found != rows || reader.report().corruptRecords() > 0) {
        throw new IllegalStateException(
            "%s has %d rows, %d were read: %s".formatted(file, rows, found, reader.report()));
      }
    }
    return Elapsed.since(start);
  }

  private record LocalBytes(Path file, long length) implements FileBytes {
    @Override
    public String key() {
      return file.toString();
    }

    @Override
    public Instant modified() {
      return Instant.EPOCH;
    }

    @Override
    public InputStream open(long from) throws IOException {
      InputStream in = Files.newInputStream(file);
      in.skipNBytes(from);
      return in;
    }
  }

  /** Keeps the values of a record, as a row of a table would. */
  private static final class Values implements Row {
    private static final int LARGEST = 1 << 20;

    private final long[] words;
    private final byte[] texts = new byte[LARGEST];
    private int end;

    Values(int count) {
      this.words = new long[count];
    }

    @Override
    public void clear() {
      java.util.Arrays.fill(words, 0);
      end = 0;
    }

    @Override
    public void setBoolean(int ordinal, boolean value) {
      words[ordinal] = value ? 1 : 0;
    }

    @Override
    public void setInt(int ordinal, int value) {
      words[ordinal] = value;
    }

    @Override
    public void setLong(int ordinal, long value) {
      words[ordinal] = value;
    }

    @Override
    public void setFloat(int ordinal, float value) {
      words[ordinal] = Float.floatToRawIntBits(value);
    }

    @Override
    public void setDouble(int ordinal, double value) {
      words[ordinal] = Double.doubleToRawLongBits(value);
    }

    @Override
    public void setDecimal(int ordinal, long unscaled, int precision, int scale) {
      words[ordinal] = unscaled;
    }

    @Override
    public void setDecimal(int ordinal, BigDecimal value, int precision, int scale) {
      byte[] unscaled = value.unscaledValue().toByteArray();
      setText(ordinal, unscaled, 0, unscaled.length);
    }

    @Override
    public void setText(int ordinal, byte[] utf8, int from, int to) {
      System.arraycopy(utf8, from, texts, end, to - from);
      words[ordinal] = (long) end << Integer.SIZE | (to - from);
      end += to - from;
    }

    @Override
    public void setNested(int ordinal, Object value) {
      throw new IllegalStateException("The rows that are read have no nested column.");
    }
  }
}

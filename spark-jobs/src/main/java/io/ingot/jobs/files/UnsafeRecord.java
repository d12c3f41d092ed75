package io.ingot.jobs.files;

import io.ingot.readers.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * Writes a record's values where Spark reads them, without an object for any of them. What all
 * records of a file have in common is written once per file: every record begins as a copy of that.
 *
 * <p>Spark's layout of a row: a bit per column that is set if it is NULL, eight bytes per column,
 * then texts, large decimals and nested values, whose place and length these eight bytes tell.
 */
final class UnsafeRecord implements Row {
  private static final int WORD = 8;
  private static final int LARGE_DECIMAL = 16;
  private static final int MOST = Integer.MAX_VALUE - 64;

  private final RowLayout layout;
  private final int[] ordinals;
  private final int width;
  private final UnsafeRow row;
  private final Map<Integer, NestedValues> nested = new HashMap<>();
  private byte[] common = {};
  private byte[] buffer;
  private int end;

  UnsafeRecord(RowLayout layout) {
    this.layout = layout;
    this.ordinals = layout.ordinals();
    int columns = layout.columns().size();
    this.width = UnsafeRow.calculateBitSetWidthInBytes(columns) + WORD * columns;
    this.row = new UnsafeRow(columns);
    this.buffer = new byte[2 * width];
    row.pointTo(buffer, width);
  }

  /** From now on records are of this file. */
  void begin(BatchFile file) {
    Arrays.fill(buffer, 0, width, (byte) 0);
    end = width;
    for (int i = 0; i < row.numFields(); i++) {
      row.setNullAt(i);
    }
    row.setLong(layout.ordinal(FileColumns.BATCH), layout.batch());
    row.setLong(layout.ordinal(FileColumns.ARRIVAL), file.arrival());
    row.setLong(layout.ordinal(FileColumns.INGESTED_AT), layout.ingestedAt());
    text(layout.ordinal(FileColumns.FILE_VERSION), file.version());
    text(layout.ordinal(FileColumns.SOURCE_FILE), file.sourceFile());
    common = Arrays.copyOf(buffer, end);
  }

  private void text(int column, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    put(column, utf8, 0, utf8.length);
  }

  /** The record as a row, valid until the next one is begun. */
  UnsafeRow row() {
    row.pointTo(buffer, end);
    return row;
  }

  @Override
  public void clear() {
    System.arraycopy(common, 0, buffer, 0, width);
    end = common.length;
  }

  @Override
  public void setBoolean(int ordinal, boolean value) {
    row.setBoolean(ordinals[ordinal], value);
  }

  @Override
  public void setInt(int ordinal, int value) {
    row.setInt(ordinals[ordinal], value);
  }

  @Override
  public void setLong(int ordinal, long value) {
    row.setLong(ordinals[ordinal], value);
  }

  @Override
  public void setFloat(int ordinal, float value) {
    row.setFloat(ordinals[ordinal], value);
  }

  @Override
  public void setDouble(int ordinal, double value) {
    row.setDouble(ordinals[ordinal], value);
  }

  @Override
  public void setDecimal(int ordinal, long unscaled, int precision, int scale) {
    row.setLong(ordinals[ordinal], unscaled);
  }

  @Override
  public void setDecimal(int ordinal, BigDecimal value, int precision, int scale) {
    byte[] unscaled = value.unscaledValue().toByteArray();
    room(LARGE_DECIMAL);
    Arrays.fill(buffer, end, end + LARGE_DECIMAL, (byte) 0);
    System.arraycopy(unscaled, 0, buffer, end, unscaled.length);
    row.setLong(ordinals[ordinal], place(unscaled.length));
    end += LARGE_DECIMAL;
  }

  @Override
  public void setText(int ordinal, byte[] utf8, int from, int to) {
    put(ordinals[ordinal], utf8, from, to);
  }

  @Override
  public void setNested(int ordinal, Object value) {
    int column = ordinals[ordinal];
    NestedValues values =
        nested.computeIfAbsent(
            column, c -> new NestedValues(layout.columns().fields()[c].dataType()));
    values.store(value);
    put(column, values.bytes(), values.from(), values.to());
  }

  private void put(int column, byte[] utf8, int from, int to) {
    int length = to - from;
    int words = (length + WORD - 1) / WORD * WORD;
    room(words);
    if (words > length) {
      Arrays.fill(buffer, end + length, end + words, (byte) 0);
    }
    System.arraycopy(utf8, from, buffer, end, length);
    row.setLong(column, place(length));
    end += words;
  }

  private long place(int length) {
    return (long) end << Integer.SIZE | length;
  }

  private void room(int bytes) {
    long needed = (long) end + bytes;
    if (needed > MOST) {
      throw new IllegalStateException("a record has more than 2 GiB");
    }
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(MOST, Math.max(needed, 2L * buffer.length)));
      row.pointTo(buffer, width);
    }
  }
}

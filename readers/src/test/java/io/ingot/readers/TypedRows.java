package io.ingot.readers;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Rows with a column of every type, as a test generates them and as readers set them. */
public final class TypedRows {
  /** The columns; the first has a value in every row. */
  public static final List<Column> COLUMNS =
      List.of(
          new Column("id", "int", true),
          new Column("note", "string", false),
          new Column("amount", "decimal(12,3)", false),
          new Column("day", "date", false),
          new Column("at", "timestamp", false),
          new Column("flag", "boolean", false),
          new Column("ratio", "double", false),
          new Column("total", "long", false));

  /** Places of the columns. */
  public static final int NOTE = 1;

  public static final int AMOUNT = 2;
  public static final int DAY = 3;
  public static final int AT = 4;
  public static final int FLAG = 5;
  public static final int RATIO = 6;
  public static final int TOTAL = 7;

  private static final long SECONDS = 4_000_000_000L;

  private TypedRows() {}

  /**
   * Some rows; about every fifth value is NULL.
   *
   * @param notes texts of the string column
   */
  public static List<List<Object>> some(Random random, int count, Supplier<String> notes) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Object[] row = {
        random.nextInt(),
        notes.get(),
        BigDecimal.valueOf(random.nextLong() % 1_000_000_000_000L, 3),
        random.nextInt(40_000) - 10_000,
        random.nextLong(SECONDS) * 1_000_000 + random.nextInt(1_000_000),
        random.nextBoolean(),
        random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20),
        random.nextLong() >> random.nextInt(64)
      };
      for (int c = 1; c < row.length; c++) {
        row[c] = random.nextInt(5) == 0 ? null : row[c];
      }
      rows.add(Arrays.asList(row));
    }
    return rows;
  }

  /** A value of the date column. */
  public static LocalDate date(Object days) {
    return LocalDate.ofEpochDay((int) days);
  }

  /** A value of the timestamp column. */
  public static LocalDateTime time(Object micros) {
    return LocalDateTime.ofInstant(
        Instant.EPOCH.plus((long) micros, ChronoUnit.MICROS), ZoneOffset.UTC);
  }

  /** What is to be read from files of a format. */
  public static ReadSpec spec(Format format) {
    return spec(format, COLUMNS);
  }

  /** What is to be read from files of a format. */
  public static ReadSpec spec(Format format, List<Column> columns) {
    return new ReadSpec(format, columns, UnknownColumns.rescue, "in/", ReadSpec.MAX_FIELD);
  }

  /** A file's rows, of which none may be corrupt; behind the values what was rescued, if any. */
  public static List<List<Object>> read(ReadSpec spec, byte[] file) throws IOException {
    return read(spec, file, 0, file.length);
  }

  /** The rows of a part of a file. */
  public static List<List<Object>> read(ReadSpec spec, byte[] file, int from, int to)
      throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    Values row = new Values(spec.corruptReason() + 1);
    try (RecordReader reader = RecordReaders.open(spec, new MemoryFile(file), from, to)) {
      while (reader.next(row)) {
        if (row.get(spec.corrupt()) != null) {
          throw new AssertionError(row.get(spec.corruptReason()) + ": " + row.get(spec.corrupt()));
        }
        List<Object> values = new ArrayList<>(row.all().subList(0, spec.position()));
        if (row.get(spec.rescued()) != null) {
          values.add(row.get(spec.rescued()));
        }
        rows.add(values);
      }
    }
    return rows;
  }
}

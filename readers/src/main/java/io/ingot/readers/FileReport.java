package io.ingot.readers;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a reading of a file, or of a part of it, met.
 *
 * @param records records read, corrupt ones included
 * @param corrupt records that could not be parsed, by reason: how often, and where first
 * @param columns what a column's values were like, by column name; columns without a value that was
 *     rescued may be left out
 * @param undeclared names of columns that nobody declared, the first of them, each with how many
 *     records have a value there; those of a header also if no record has
 */
public record FileReport(
    long records,
    Map<String, Met> corrupt,
    Map<String, ColumnReport> columns,
    Map<String, Long> undeclared)
    implements Serializable {
  /** How many undeclared names are kept. */
  public static final int NAMES = 2_000;

  /** Nothing was read. */
  public static final FileReport NOTHING = new FileReport(0, Map.of(), Map.of(), Map.of());

  public FileReport {
    corrupt = Collections.unmodifiableMap(new TreeMap<>(corrupt));
    columns = Collections.unmodifiableMap(new TreeMap<>(columns));
    undeclared = Collections.unmodifiableMap(new TreeMap<>(undeclared));
  }

  /**
   * How often something was met.
   *
   * @param count how often
   * @param position place of the first record that showed it
   * @param example what it was there, shortened
   */
  public record Met(long count, long position, String example) implements Serializable {
    /** It was not met. */
    public static final Met NONE = new Met(0, Long.MAX_VALUE, "");

    Met and(Met other) {
      boolean isFirst = other.count == 0 || (count > 0 && position <= other.position);
      Met first = isFirst ? this : other;
      return new Met(count + other.count, first.position, first.example);
    }
  }

  /**
   * What a column's values were like.
   *
   * @param values values that are not NULL, rescued ones included
   * @param rescued those of them that the type does not hold exactly
   */
  public record ColumnReport(long values, Met rescued) implements Serializable {
    /** How many of a hundred values are rescued, as people write it. */
    public String share() {
      long percent = Math.round(100.0 * rescued.count() / values);
      if (percent == 100 && rescued.count() < values) {
        return "over 99 %";
      }
      return percent == 0 ? "under 1 %" : percent + " %";
    }

    ColumnReport and(ColumnReport other) {
      return new ColumnReport(values + other.values, rescued.and(other.rescued));
    }
  }

  /** How many records could not be parsed. */
  public long corruptRecords() {
    return corrupt.values().stream().mapToLong(Met::count).sum();
  }

  /** The reports of two parts of a file as one. */
  public FileReport and(FileReport other) {
    Map<String, Met> bad = new TreeMap<>(corrupt);
    other.corrupt.forEach((k, v) -> bad.merge(k, v, Met::and));
    Map<String, ColumnReport> all = new TreeMap<>(columns);
    other.columns.forEach((k, v) -> all.merge(k, v, ColumnReport::and));
    Map<String, Long> names = new TreeMap<>(undeclared);
    other.undeclared.forEach((k, v) -> names.merge(k, v, Long::sum));
    return new FileReport(records + other.records, bad, all, names);
  }
}

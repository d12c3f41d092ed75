package io.ingot.readers;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * A declared column of a source's files.
 *
 * @param name its name in bronze
 * @param type {@code string, boolean, int, long, float, double, decimal(p,s), date, timestamp}, or
 *     one of {@code struct<…>}, {@code array<…>} and {@code map<string,…>}
 * @param required whether a file without this column is refused, and a row without a value
 *     quarantined
 * @param was names that it had before, in headers or in tables; files may still use them
 * @param from where its value comes from
 * @param reading how its text is read
 */
public record Column(
    String name, String type, boolean required, List<String> was, Origin from, Reading reading)
    implements Serializable {
  public Column {
    was = was == null ? List.of() : List.copyOf(was);
    from = from == null ? Origin.SAME_NAME : from;
    reading = reading == null ? Reading.PLAIN : reading;
  }

  /** A column that files have under its own name, with values as a cast reads them. */
  public Column(String name, String type, boolean required) {
    this(name, type, required, List.of(), Origin.SAME_NAME, Reading.PLAIN);
  }

  /** The same column, read in another way. */
  public Column read(Reading how) {
    return new Column(name, type, required, was, from, how);
  }

  /** The same column, written by a pattern. */
  public Column written(String pattern) {
    return read(reading.in(pattern));
  }

  /** The same column with names that it had before. */
  public Column formerly(List<String> names) {
    return new Column(name, type, required, names, from, reading);
  }

  /** The same column, whose value comes from elsewhere. */
  public Column from(Origin where) {
    return new Column(name, type, required, was, where, reading);
  }

  /** Whether its values have parts. */
  public boolean isNested() {
    return ColumnType.isNested(type);
  }

  /** The type as Spark SQL and Iceberg spell it. */
  public String sqlType() {
    return isNested() ? ColumnType.of(type).sql() : type.equals("long") ? "bigint" : type;
  }

  /** What it may be called in a file: its names there, then those that it had before. */
  public List<String> names() {
    List<String> now = from.names().isEmpty() ? List.of(name) : from.names();
    return Stream.concat(now.stream(), was.stream()).toList();
  }

  /** Whether its value stands in the records, not in the file's name or time. */
  public boolean isInRecords() {
    return from.kind() == Origin.Kind.record || from.kind() == Origin.Kind.added;
  }

  /** Whether a file with these names has it, in any case and under any of its names. */
  public boolean in(Collection<String> header) {
    return names().stream().anyMatch(n -> header.stream().anyMatch(n::equalsIgnoreCase));
  }
}

package io.ingot.core.definition;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * A declared column of a source's files.
 *
 * @param name the name in the file's header
 * @param type {@code string, boolean, int, long, float, double, decimal(p,s), date, timestamp}
 * @param required whether a file without this column is refused, and a row without a value
 *     quarantined
 * @param format how a date, a timestamp or (of a string) a time of day is written, as a pattern of
 *     Spark's; empty for what a cast reads
 * @param was names that it had before, in headers or in tables; files may still use them
 */
public record Column(String name, String type, boolean required, String format, List<String> was) {
  public Column {
    format = format == null ? "" : format;
    was = was == null ? List.of() : List.copyOf(was);
  }

  /** A column that is read by a cast and never had another name. */
  public Column(String name, String type, boolean required) {
    this(name, type, required, "", List.of());
  }

  /** The same column, written by a pattern. */
  public Column written(String pattern) {
    return new Column(name, type, required, pattern, was);
  }

  /** The same column with names that it had before. */
  public Column formerly(List<String> names) {
    return new Column(name, type, required, format, names);
  }

  /** The type as Spark SQL and Iceberg spell it. */
  public String sqlType() {
    return type.equals("long") ? "bigint" : type;
  }

  /** What it may be called in a file: its name, then those that it had before. */
  public List<String> names() {
    return Stream.concat(Stream.of(name), was.stream()).toList();
  }

  /** Whether a file with these names has it, in any case and under any of its names. */
  public boolean in(Collection<String> header) {
    return names().stream().anyMatch(n -> header.stream().anyMatch(n::equalsIgnoreCase));
  }
}

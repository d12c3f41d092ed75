package io.ingot.core.definition;

/**
 * A declared column of a source's files.
 *
 * @param name the name in the file's header
 * @param type {@code string, boolean, int, long, float, double, decimal(p,s), date, timestamp}
 * @param required whether a file without this column is refused, and a row without a value
 *     quarantined
 * @param format how a date, a timestamp or (of a string) a time of day is written, as a pattern of
 *     Spark's; empty for what a cast reads
 */
public record Column(String name, String type, boolean required, String format) {
  /** A column that is read by a cast. */
  public Column(String name, String type, boolean required) {
    this(name, type, required, "");
  }

  /** The type as Spark SQL and Iceberg spell it. */
  public String sqlType() {
    return type.equals("long") ? "bigint" : type;
  }
}

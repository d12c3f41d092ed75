package io.ingot.core.definition;

/**
 * A declared column of a source's files.
 *
 * @param name the name in the file's header
 * @param type {@code string, boolean, int, long, float, double, decimal(p,s), date, timestamp}
 * @param required whether a file without this column is refused, and a row without a value
 *     quarantined
 */
public record Column(String name, String type, boolean required) {
  /** The type as Spark SQL and Iceberg spell it. */
  public String sqlType() {
    return type.equals("long") ? "bigint" : type;
  }
}

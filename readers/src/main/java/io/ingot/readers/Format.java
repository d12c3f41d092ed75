package io.ingot.readers;

import java.io.Serializable;

/**
 * How a source's files are written.
 *
 * @param type the file format
 * @param csv how delimited or fixed-width text is written; the defaults for other types
 * @param json how JSON is laid out; the defaults for other types
 */
public record Format(Type type, CsvDialect csv, JsonDialect json) implements Serializable {
  public Format {
    csv = csv == null ? CsvDialect.DEFAULT : csv;
    json = json == null ? JsonDialect.DEFAULT : json;
  }

  /** The formats that can be read. */
  public enum Type {
    csv,
    json,
    parquet,
    avro,
    orc;

    /** Whether its files are text, which may be compressed as a whole. */
    public boolean isText() {
      return this == csv || this == json;
    }
  }

  /** A format with the default of every option. */
  public static Format of(Type type) {
    return new Format(type, CsvDialect.DEFAULT, JsonDialect.DEFAULT);
  }

  /** CSV of a dialect. */
  public static Format of(CsvDialect dialect) {
    return new Format(Type.csv, dialect, JsonDialect.DEFAULT);
  }

  /** JSON of a dialect. */
  public static Format of(JsonDialect dialect) {
    return new Format(Type.json, CsvDialect.DEFAULT, dialect);
  }
}

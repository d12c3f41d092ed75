package io.ingot.readers.columnar;

import io.ingot.readers.FileReport;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.Rescue;
import io.ingot.readers.Row;
import io.ingot.readers.UnreadableFileException;
import io.ingot.readers.Utf8;
import io.ingot.readers.ValueTally;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** The records of a file on their way into rows, one at a time, and what was met up to now. */
public final class Records {
  private final ReadSpec spec;
  private final Rescue rescue = new Rescue();
  private final Json json = new Json();
  private final Map<String, ValueTally> declared = new TreeMap<>();
  private final Map<String, ValueTally> undeclared = new TreeMap<>();
  private long count;
  private long position;
  private Row row;

  public Records(ReadSpec spec) {
    this.spec = spec;
  }

  /** The record at a place begins. */
  public void begin(Row into, long place) {
    row = into;
    row.clear();
    position = place;
    rescue.clear();
  }

  /** All of the record's values were taken. */
  public void end() {
    row.setLong(spec.position(), position);
    rescue.write(row, spec.rescued());
    count++;
  }

  public FileReport report() {
    Map<String, FileReport.ColumnReport> columns = new TreeMap<>();
    declared.forEach((name, tally) -> columns.put(name, tally.report()));
    Map<String, Long> others = new TreeMap<>();
    undeclared.forEach((name, tally) -> others.put(name, tally.values()));
    columns.values().removeIf(c -> c.values() == 0);
    return new FileReport(count, Map.of(), columns, others);
  }

  Row row() {
    return row;
  }

  /** Where nested values are written, one at a time. */
  Json json() {
    return json;
  }

  ValueTally declared(String name) {
    return declared.computeIfAbsent(name, n -> new ValueTally());
  }

  /** Counts the values of a column that nobody declared; only the first such names are told. */
  ValueTally undeclared(String name) {
    return undeclared.size() < FileReport.NAMES
        ? undeclared.computeIfAbsent(name, n -> new ValueTally())
        : new ValueTally();
  }

  void rescue(byte[] name, byte[] bytes, int from, int to) {
    if (Utf8.isValid(bytes, from, to)) {
      rescue.add(name, bytes, from, to);
    } else {
      rescue.addBytes(name, bytes, from, to);
    }
  }

  /** Refuses a file with a value that is larger than values may be. */
  void checkSize(int bytes) {
    if (bytes > spec.maxField()) {
      throw new UncheckedIOException(
          new UnreadableFileException(
              "record %d has a field of more than %d bytes (limits.max_field)"
                  .formatted(position, spec.maxField())));
    }
  }

  long position() {
    return position;
  }
}

package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads text that stands in a test. */
final class CsvFile {
  private final ReadSpec spec;
  private FileReport report = FileReport.NOTHING;

  private CsvFile(ReadSpec spec) {
    this.spec = spec;
  }

  static CsvFile of(CsvDialect dialect, Column... columns) {
    return of(dialect, UnknownColumns.rescue, columns);
  }

  static CsvFile of(CsvDialect dialect, UnknownColumns unknown, Column... columns) {
    return of(dialect, unknown, ReadSpec.MAX_FIELD, columns);
  }

  static CsvFile of(CsvDialect dialect, UnknownColumns unknown, int maxField, Column... columns) {
    return new CsvFile(
        new ReadSpec(Format.of(dialect), List.of(columns), unknown, "in/", maxField));
  }

  static Column column(String name, String type) {
    return new Column(name, type, false);
  }

  ReadSpec spec() {
    return spec;
  }

  /**
   * The rows: values with commas between them, NULL as nothing, text in angle brackets; behind them
   * what was rescued or is corrupt. In any window the same.
   */
  List<String> read(String text) {
    return read(text.getBytes(UTF_8));
  }

  List<String> read(byte[] bytes) {
    List<String> rows = read(bytes, 0, bytes.length, Window.SIZE);
    for (int size : new int[] {1, 2, 13}) {
      assertThat(read(bytes, 0, bytes.length, size)).isEqualTo(rows);
    }
    return rows;
  }

  /** The rows of a part of a file. */
  List<String> read(byte[] bytes, int from, int to, int window) {
    List<String> rows = new ArrayList<>();
    Values row = new Values(spec.columns().size() + 4);
    try (CsvReader reader = CsvReader.open(spec, new MemoryFile(bytes), from, to, window)) {
      long last = -1;
      while (reader.next(row)) {
        long position = (long) row.get(spec.position());
        assertThat(position).isGreaterThan(last).isGreaterThanOrEqualTo(from);
        last = position;
        rows.add(shown(row));
      }
      report = reader.report();
      assertThat(report.records()).isEqualTo(rows.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private String shown(Values row) {
    String values =
        IntStream.range(0, spec.columns().size())
            .mapToObj(row::get)
            .map(v -> v instanceof String ? "<" + v + ">" : v == null ? "" : v.toString())
            .collect(Collectors.joining(","));
    String rescued = row.get(spec.rescued()) == null ? "" : " " + row.get(spec.rescued());
    return row.get(spec.corrupt()) == null
        ? values + rescued
        : "%s: %s".formatted(row.get(spec.corruptReason()), row.get(spec.corrupt()));
  }

  /** What the last reading met. */
  FileReport report() {
    return report;
  }
}

package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads JSON that stands in a test. */
final class JsonFile {
  private final ReadSpec spec;
  private FileReport report = FileReport.NOTHING;

  JsonFile(ReadSpec spec) {
    this.spec = spec;
  }

  /** One object per line. */
  static JsonFile of(Column... columns) {
    return of(JsonDialect.DEFAULT, columns);
  }

  static JsonFile of(JsonDialect dialect, Column... columns) {
    return of(dialect, UnknownColumns.rescue, columns);
  }

  static JsonFile of(JsonDialect dialect, UnknownColumns unknown, Column... columns) {
    return new JsonFile(
        new ReadSpec(Format.of(dialect), List.of(columns), unknown, "in/", ReadSpec.MAX_FIELD));
  }

  static Column column(String name, String type) {
    return new Column(name, type, false);
  }

  /** The rows of a file, in any window the same. */
  List<String> read(String text) {
    return read(text.getBytes(UTF_8));
  }

  List<String> read(byte[] bytes) {
    for (int size : new int[] {1, 13}) {
      assertThat(outcome(bytes, size)).isEqualTo(outcome(bytes, Window.SIZE));
    }
    return read(bytes, 0, bytes.length, Window.SIZE);
  }

  private Object outcome(byte[] bytes, int window) {
    try {
      return read(bytes, 0, bytes.length, window);
    } catch (UncheckedIOException e) {
      return e.getMessage();
    }
  }

  /** The rows of the lines that begin in a part of a file. */
  List<String> read(byte[] bytes, int from, int to, int window) {
    int open = Math.max(0, from - 1);
    List<String> rows = new ArrayList<>();
    try (JsonReader reader =
        new JsonReader(
            spec, new ByteArrayInputStream(bytes, open, bytes.length - open), from, to, window)) {
      Values row = new Values(spec.corruptReason() + 1);
      while (reader.next(row)) {
        rows.add(row(row));
      }
      report = reader.report();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  ReadSpec spec() {
    return spec;
  }

  /** What the last reading met. */
  FileReport report() {
    return report;
  }

  private String row(Values row) {
    String position = row.get(spec.position()) + ": ";
    if (row.get(spec.corrupt()) != null) {
      assertThat(row.all().subList(0, spec.position())).containsOnlyNulls();
      assertThat(row.get(spec.rescued())).isNull();
      return position
          + "corrupt, "
          + row.get(spec.corruptReason())
          + ": "
          + row.get(spec.corrupt());
    }
    String values =
        row.all().subList(0, spec.position()).stream()
            .map(String::valueOf)
            .collect(Collectors.joining("|"));
    Object rescued = row.get(spec.rescued());
    return position + values + (rescued == null ? "" : " rescued " + rescued);
  }

  /** Lines of a file. */
  static String lines(String... lines) {
    return Arrays.stream(lines).map(l -> l + "\n").collect(Collectors.joining());
  }
}

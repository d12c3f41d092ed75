package io.ingot.bench.fuzz;

import io.ingot.readers.CsvDialect;
import io.ingot.readers.Format;
import java.util.List;

/** The sources of the fuzzed pipeline: as many ways to write the same five columns. */
enum FuzzSource {
  plain("{type: csv}", Format.of(Format.Type.csv)),
  quoted(
      "{type: csv, delimiter: \";\", escape: \"\\\\\", multiline: true, null_value: \"NULL\"}",
      CsvDialect.with().delimiter(";").escape("\\").multiline(true).nulls("NULL").format()),
  report(
      "{type: csv, delimiter: \"\\t\", quote: \"\", skip_lines: 2}",
      CsvDialect.with().delimiter("\t").quote("").skipLines(2).format()),
  bare(
      "{type: csv, header: false, empty_value: none}",
      CsvDialect.with().header(false).emptyValue(CsvDialect.EmptyValue.none).format()),
  lines("{type: json}", Format.of(Format.Type.json));

  static final List<String> COLUMNS = List.of("id", "amount", "day", "at", "note");

  private final String yaml;

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Format format;

  FuzzSource(String yaml, Format format) {
    this.yaml = yaml;
    this.format = format;
  }

  Format format() {
    return format;
  }

  String suffix() {
    return format.type() == Format.Type.json ? ".json" : ".csv";
  }

  String definition() {
    return """
        source: %s
        format: %s
        columns:
          - {name: id, type: long, required: true}
          - {name: amount, type: "decimal(12,2)"}
          - {name: day, type: date, format: M/d/yyyy}
          - {name: at, type: timestamp}
          - {name: note, type: string}
        overwrite: append
        """
        .formatted(name(), yaml);
  }
}

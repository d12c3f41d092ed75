package io.ingot.bench.fuzz;

import io.ingot.core.definition.Format;
import java.util.List;

/** The sources of the fuzzed pipeline: as many ways to write the same five columns. */
enum FuzzSource {
  plain("{type: csv}", Format.of(Format.Type.csv)),
  quoted(
      "{type: csv, delimiter: \";\", escape: \"\\\\\", multiline: true, null_value: \"NULL\"}",
      new Format(Format.Type.csv, ";", true, "\"", "\\", true, 0, "NULL", Format.EmptyValue.text)),
  report(
      "{type: csv, delimiter: \"\\t\", quote: \"\", skip_lines: 2}",
      new Format(Format.Type.csv, "\t", true, "", "\"", false, 2, "", Format.EmptyValue.text)),
  bare(
      "{type: csv, header: false, empty_value: none}",
      new Format(Format.Type.csv, ",", false, "\"", "\"", false, 0, "", Format.EmptyValue.none)),
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

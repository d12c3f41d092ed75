package io.ingot.bench.fuzz;

import io.ingot.core.definition.DefinitionReader;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.jobs.syntax.SparkSqlSyntax;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The sources of the fuzzed pipeline: as many ways to write the same five columns. */
enum FuzzSource {
  plain("{type: csv}"),
  quoted("{type: csv, delimiter: \";\", escape: \"\\\\\", multiline: true, null_values: [NULL]}"),
  report("{type: csv, delimiter: \"\\t\", quote: \"\", skip_lines: 2}"),
  bare("{type: csv, header: false, empty_value: none}"),
  wide("{type: csv, encoding: UTF-16LE, delimiter: \"||\"}"),
  latin(
      "{type: csv, encoding: windows-1252, quote: \"'\", trailing_delimiter: true}", Style.people),
  copied("{type: csv, delimiter: \"\\t\", quote: \"\", backslash: true, null_values: [\"\\\\N\"]}"),
  ragged(
      "{type: csv, short_rows: \"null\", long_rows: rescue, comment: \"#\", null_values: [\"\", \"-\", n/a]}",
      Style.people),
  fixed("{type: csv, header: false, widths: [12, 12, 12, 20, 12]}"),
  counted("{type: csv, trailer: {starts_with: END, count: 2}, skip_footer: 1}"),
  lines("{type: json}"),
  documents("{type: json, layout: any}"),
  trail("{type: json, records: Records, ignore_case: true}"),
  parquet("{type: parquet}"),
  avro("{type: avro}"),
  orc("{type: orc}");

  /** The names of the columns. */
  static final List<String> COLUMNS = List.of("id", "amount", "day", "at", "note");

  /** Widths of the columns of {@link #fixed}. */
  static final List<Integer> WIDTHS = List.of(12, 12, 12, 20, 12);

  private final String yaml;
  private final Style style;

  FuzzSource(String yaml) {
    this(yaml, Style.programs);
  }

  FuzzSource(String yaml, Style style) {
    this.yaml = yaml;
    this.style = style;
  }

  /** How numbers and times are written. */
  private enum Style {
    programs(
        """
          - {name: amount, type: "decimal(12,2)"}
          - {name: day, type: date, format: M/d/yyyy}
          - {name: at, type: timestamp}
        """,
        List.of("12.50", "2/29/2024", "2024-02-29 10:00:00")),
    people(
        """
          - {name: amount, type: "decimal(12,2)", decimal: ",", group: "."}
          - {name: day, type: date, format: [dd.MM.yyyy, yyyyMMdd], null_values: ["0"]}
          - {name: at, type: timestamp, zone: Europe/Berlin}
        """,
        List.of("1.012,50", "29.02.2024", "2024-02-29 10:00:00"));

    private final String columns;

    @SuppressWarnings("ImmutableEnumChecker") // a list of texts
    private final List<String> good;

    Style(String columns, List<String> good) {
      this.columns = columns;
      this.good = good;
    }
  }

  /** Texts that the columns between id and note hold. */
  List<String> good() {
    return style.good;
  }

  boolean isJson() {
    return this == lines || this == documents || this == trail;
  }

  boolean isColumnar() {
    return this == parquet || this == avro || this == orc;
  }

  String suffix() {
    return isColumnar() ? "." + name() : isJson() ? ".json" : ".csv";
  }

  /** Whether a file is refused in which all values of a column, or any id, cannot be read. */
  private boolean isStrict() {
    return this == plain || this == lines || this == parquet;
  }

  String yaml() {
    return """
        source: %s
        format: %s
        columns:
          - {name: id, type: long, required: %s}
        %s  - {name: note, type: string}
        limits: {max_rescued: %s}
        overwrite: append
        """
        .formatted(name(), yaml, isStrict(), style.columns, isStrict() ? "99%" : "100%");
  }

  /** The files of a pipeline with some sources, by path. */
  static SortedMap<String, String> pipeline(List<FuzzSource> sources) {
    SortedMap<String, String> files = new TreeMap<>();
    files.put("fuzz/pipeline.yaml", "pipeline: fuzz\ndatabase: fuzz\n");
    sources.forEach(s -> files.put("fuzz/sources/" + s + ".yaml", s.yaml()));
    return files;
  }

  /** The definitions of some sources. */
  static Map<FuzzSource, SourceDefinition> definitions(List<FuzzSource> sources) {
    Map<FuzzSource, SourceDefinition> definitions = new EnumMap<>(FuzzSource.class);
    DefinitionReader.read(pipeline(sources), new SparkSqlSyntax())
        .orThrow()
        .pipelines()
        .forEach(p -> p.sources().forEach(s -> definitions.put(valueOf(s.name()), s)));
    return definitions;
  }
}

package io.ingot.core.definition;

import io.ingot.readers.Column;
import io.ingot.readers.CsvDialect;
import io.ingot.readers.Format;
import io.ingot.readers.UnknownColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a file of {@code sources/}. */
final class SourceReader {
  private static final long MAX_FILE_SIZE = 5_000_000_000L;

  /** The formats that the bronze stage loads. */
  private static final Format.Type[] LOADED = {
    Format.Type.csv, Format.Type.json, Format.Type.parquet
  };

  private final SqlSyntax sql;
  private final Problems problems;

  SourceReader(SqlSyntax sql, Problems problems) {
    this.sql = sql;
    this.problems = problems;
  }

  /**
   * The source of a file.
   *
   * @param name the file's name without {@code .yaml}
   */
  ReadSource read(PipelineDefinition pipeline, String name, YamlNode yaml) {
    Section root = Section.root(FileKind.SOURCE, yaml, problems);
    Names.checkOwn(root, "source", name, "file", problems);
    ColumnScope declared = new ColumnScope();
    List<Column> columns = columns(root, declared);
    Section bronze = root.section("bronze");
    Section silver = root.section("silver");
    SourceDefinition source =
        new SourceDefinition(
            name,
            root.text("description", ""),
            landing(root, pipeline.name() + "/" + name + "/"),
            format(root.section("format")),
            columns,
            root.section("limits")
                .value("max_file_size", "a size such as 5GB", Sizes::bytes)
                .orElse(MAX_FILE_SIZE),
            root.choice("overwrite", Overwrite.values()).orElse(Overwrite.replace),
            root.choice("unknown_columns", UnknownColumns.values()).orElse(UnknownColumns.rescue),
            Names.table(bronze, pipeline.database(), "bronze_" + name, problems),
            new SilverReader(silver, declared, sql, problems)
                .read(pipeline.database(), "silver_" + name));
    return new ReadSource(source, root.at("landing"), bronze.at("table"), silver.at("table"));
  }

  private String landing(Section root, String otherwise) {
    String landing = root.text("landing", otherwise);
    if (!root.has("landing")) {
      return landing;
    }
    YamlNode at = root.at("landing");
    if (landing.startsWith("/")) {
      problems.add(
          at, "landing \"" + landing + "\" begins with /", "Write it as a prefix, such as a/b/.");
    } else if (!landing.endsWith("/")) {
      problems.add(
          at, "landing \"" + landing + "\" does not end in /", "Write \"" + landing + "/\".");
    } else if (("/" + landing).matches(".*/(\\.{0,2})/.*")) {
      problems.add(
          at,
          "landing \"" + landing + "\" has an empty part, . or .. in it",
          "Write it as a prefix, such as a/b/.");
    }
    return landing;
  }

  private Format format(Section section) {
    Format.Type type = section.choice("type", LOADED).orElse(Format.Type.csv);
    if (type != Format.Type.csv) {
      for (FileKind.Key known : FileKind.SOURCE.below("format")) {
        String key = known.name();
        if (!key.equals("type") && section.has(key)) {
          problems.add(
              section.at(key),
              "\"format." + key + "\" has no meaning for type " + type,
              "Remove it.");
        }
      }
      return Format.of(type);
    }
    CsvDialect d = CsvDialect.DEFAULT;
    CsvDialect csv =
        CsvDialect.with()
            .delimiter(character(section, "delimiter", d.delimiter()))
            .header(section.bool("header", d.header()))
            .quote(quote(section, d.quote()))
            .escape(ascii(section, "escape", d.escape()))
            .multiline(section.bool("multiline", d.multiline()))
            .skipLines(
                section
                    .value("skip_lines", "a number of lines from 0 to 1000", SourceReader::lines)
                    .orElse(d.skipLines()))
            .nulls(
                section
                    .value("null_value", "text in double quotes, such as \"NULL\"", Optional::of)
                    .orElse(""))
            .emptyValue(
                section
                    .choice("empty_value", CsvDialect.EmptyValue.values())
                    .orElse(d.emptyValue()))
            .done();
    if (csv.multiline() && csv.skipLines() > 0) {
      problems.add(
          section.at("skip_lines"),
          "\"format.skip_lines\" does not go together with multiline: true",
          "Remove one of them.");
    }
    if (csv.delimiter().equals(csv.quote())) {
      problems.add(
          section.at("quote"),
          "delimiter and quote are the same character",
          "Write different ones, or quote: \"\" if nothing is quoted.");
    }
    return Format.of(csv);
  }

  private static String character(Section section, String key, String otherwise) {
    return section
        .value(
            key,
            "one character; a tab is \"\\t\" in double quotes",
            t -> t.length() == 1 && !"\r\n".contains(t) ? Optional.of(t) : Optional.empty())
        .orElse(otherwise);
  }

  private static String quote(Section section, String otherwise) {
    return section.has("quote")
            && section.at("quote").isScalar()
            && section.at("quote").text().isEmpty()
        ? ""
        : ascii(section, "quote", otherwise);
  }

  private static String ascii(Section section, String key, String otherwise) {
    return section
        .value(
            key,
            "one ASCII character",
            t ->
                t.length() == 1 && t.charAt(0) < 128 && !"\r\n".contains(t)
                    ? Optional.of(t)
                    : Optional.empty())
        .orElse(otherwise);
  }

  private static Optional<Integer> lines(String text) {
    return text.matches("\\d{1,3}|1000") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private List<Column> columns(Section root, ColumnScope declared) {
    List<Column> result = new ArrayList<>();
    for (Section section : root.sections("columns")) {
      String name = section.text("name", "");
      String type = section.text("type", "");
      boolean required = section.bool("required", false);
      if (section.has("type") && !ColumnTypes.valid(type)) {
        problems.add(
            section.at("type"),
            "invalid type \"" + type + "\" of column \"" + name + '"',
            "Write " + ColumnTypes.ALLOWED + ".");
        type = "";
      }
      String format = pattern(section, type);
      if (!section.has("name")) {
        continue;
      }
      Names.checkColumn(section.at("name"), name, problems);
      Optional<String> former = declared.add(name, type);
      former.ifPresent(f -> problems.add(section.at("name"), again(name, f), "Keep one of them."));
      if (former.isEmpty()) {
        result.add(
            new Column(name, type, required)
                .written(format)
                .formerly(section.texts("was").stream().map(YamlNode::text).toList()));
      }
    }
    formerNames(root, declared);
    if (result.isEmpty() && root.has("columns")) {
      problems.add(root.at("columns"), "there are no columns", "Declare at least one column.");
    }
    return result;
  }

  private String pattern(Section section, String type) {
    String format = section.text("format", "");
    if (!section.has("format") || type.isEmpty()) {
      return "";
    }
    if (!Set.of("date", "timestamp", "string").contains(type)) {
      problems.add(
          section.at("format"),
          "a column of type " + type + " has no format",
          "Remove it, or declare date, timestamp or string.");
      return "";
    }
    Optional<String> problem = DateTimePattern.problem(format, type);
    problem.ifPresent(
        p ->
            problems.add(
                section.at("format"),
                "format \"" + format + "\" of type " + type + " has " + p,
                "Write a pattern such as M/d/yyyy (date), yyyy-MM-dd HH:mm:ss (timestamp) or"
                    + " hh:mm a (string)."));
    return problem.isEmpty() ? format : "";
  }

  /** A former name is that of one column, and of none that there is. */
  private void formerNames(Section root, ColumnScope declared) {
    ColumnScope former = new ColumnScope();
    for (Section section : root.sections("columns")) {
      for (YamlNode was : section.texts("was")) {
        Names.checkColumn(was, was.text(), problems);
        if (declared.finds(was.text())) {
          problems.add(
              was,
              "former name \"" + was.text() + "\" is that of a declared column",
              "Remove it from was, or the column of that name.");
        } else if (former.add(was.text(), "").isPresent()) {
          problems.add(
              was,
              "former name \"" + was.text() + "\" belongs to two columns",
              "Keep it in one of them.");
        }
      }
    }
  }

  /** Why a name cannot be given again. */
  static String again(String name, String former) {
    return name.equals(former)
        ? "duplicate column \"" + name + '"'
        : "columns \"" + former + "\" and \"" + name + "\" differ only in case";
  }

  /** A source with the places at which problems with other files are reported. */
  record ReadSource(
      SourceDefinition definition, YamlNode landing, YamlNode bronze, YamlNode silver) {}
}

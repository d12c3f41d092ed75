package io.ingot.core.definition;

import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.Limit;
import io.ingot.readers.Tolerance;
import io.ingot.readers.UnknownColumns;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a file of {@code sources/}. */
final class SourceReader {
  static final String PATTERNS = "patterns such as \"*.csv\"";

  private static final int LARGEST_FIELD = 1_000_000_000;

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
    Format dialect = new FormatReader(root.section("format"), problems).read();
    ColumnsReader columns = new ColumnsReader(root, declared, problems);
    List<Column> read = columns.read(dialect);
    Format format = new LayoutsReader(root, read, problems).read(dialect);
    Section bronze = root.section("bronze");
    Section silver = root.section("silver");
    SilverDefinition silverTable =
        new SilverReader(silver, declared, sql, problems)
            .read(pipeline.database(), "silver_" + name);
    unsequenced(silver, read);
    texts(silver, read);
    SourceDefinition source =
        new SourceDefinition(
            name,
            root.text("description", ""),
            landing(root, pipeline.name() + "/" + name + "/"),
            files(root, format.type()),
            format,
            read,
            limits(root, columns.maxRescued()),
            root.choice("overwrite", Overwrite.values()).orElse(Overwrite.replace),
            root.choice("unknown_columns", UnknownColumns.values()).orElse(UnknownColumns.rescue),
            Names.table(bronze, pipeline.database(), "bronze_" + name, problems),
            silverTable);
    return new ReadSource(source, root.at("landing"), bronze.at("table"), silver.at("table"));
  }

  private FileNames files(Section root, Format.Type type) {
    boolean any = root.choice("suffix", Suffix.values()).orElse(Suffix.usual) == Suffix.any;
    List<String> read = patterns(root.oneOrMore("files", PATTERNS));
    if (read.isEmpty() && root.has("files") && root.at("files").isList()) {
      problems.add(root.at("files"), "no file is read", "Write patterns, or remove files.");
    }
    List<String> ignored =
        root.has("ignore")
            ? patterns(root.texts("ignore", PATTERNS))
            : FileNames.markers(type, any);
    return new FileNames(read, ignored, any);
  }

  private List<String> patterns(List<YamlNode> items) {
    items.stream()
        .filter(i -> i.text().isEmpty() || i.text().startsWith("/"))
        .forEach(
            i ->
                problems.add(
                    i,
                    "no key below the landing prefix matches \"" + i.text() + '"',
                    "Write a name such as \"*.csv\", or a path such as \"new/*.csv\"."));
    return items.stream().map(YamlNode::text).toList();
  }

  /** As text, 9 comes after 10. */
  private void texts(Section silver, List<Column> columns) {
    boolean meant = silver.choice("sequence_as", SequenceAs.values()).isPresent();
    for (YamlNode item : silver.texts("sequence")) {
      columns.stream()
          .filter(c -> c.name().equals(item.text()) && c.type().equals("string") && !meant)
          .forEach(
              c ->
                  problems.add(
                      item,
                      "sequence column \""
                          + c.name()
                          + "\" is text, of which \"9\" comes after \"10\"",
                      "Declare it as long or timestamp, or write sequence_as: text if that is meant."));
    }
  }

  /** How a sequence of type string is compared. */
  enum SequenceAs {
    text
  }

  /** A change without a sequence comes before all others, which few people mean. */
  private void unsequenced(Section silver, List<Column> columns) {
    for (YamlNode item : silver.has("key") ? silver.texts("sequence") : List.<YamlNode>of()) {
      columns.stream()
          .filter(c -> c.name().equals(item.text()) && c.isInRecords() && !c.required())
          .forEach(
              c ->
                  problems.note(
                      item,
                      "a change that has no \"" + c.name() + "\" counts as the earliest of its key",
                      "Declare the column with required: true, unless that is meant."));
    }
  }

  private SourceLimits limits(Section root, Map<String, Limit> maxRescued) {
    Section limits = root.section("limits");
    Tolerance d = Tolerance.DEFAULT;
    return new SourceLimits(
        limits
            .value("max_file_size", "a size such as 5GB", Sizes::bytes)
            .orElse(SourceLimits.DEFAULT.maxFileSize()),
        limits
            .value(
                "max_field",
                "a size up to 1GB, such as 100MB",
                t -> Sizes.bytes(t).filter(b -> b <= LARGEST_FIELD).map(Long::intValue))
            .orElse(SourceLimits.DEFAULT.maxField()),
        new Tolerance(
            limit(limits, "max_corrupt", "records").orElse(d.corrupt()),
            limit(limits, "max_rescued", "values").orElse(d.rescued()),
            maxRescued,
            root.bool("allow_empty", d.empty())));
  }

  /** A limit on what a file may have. */
  static Optional<Limit> limit(Section section, String key, String what) {
    return section.value(
        key,
        "a percentage such as 20% or a number of " + what,
        t -> Sizes.ratio(t).map(Limit::part).or(() -> Sizes.count(t, 0).map(Limit::number)));
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

  /** Why a name cannot be given again. */
  static String again(String name, String former) {
    return name.equals(former)
        ? "duplicate column \"" + name + '"'
        : "columns \"" + former + "\" and \"" + name + "\" differ only in case";
  }

  /** Which suffixes files may have. */
  enum Suffix {
    usual,
    any
  }

  /** A source with the places at which problems with other files are reported. */
  record ReadSource(
      SourceDefinition definition, YamlNode landing, YamlNode bronze, YamlNode silver) {}
}

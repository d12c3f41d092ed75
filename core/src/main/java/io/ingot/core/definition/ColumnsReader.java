package io.ingot.core.definition;

import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.Limit;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the {@code columns} of a source. */
final class ColumnsReader {
  private final Section root;
  private final ColumnScope declared;
  private final Problems problems;
  private final List<Column> columns = new ArrayList<>();
  private final Map<String, Limit> maxRescued = new TreeMap<>();

  /**
   * Reads the columns of a file.
   *
   * @param declared gets their names and types
   */
  ColumnsReader(Section root, ColumnScope declared, Problems problems) {
    this.root = root;
    this.declared = declared;
    this.problems = problems;
  }

  List<Column> read(Format format) {
    root.sections("columns").forEach(this::column);
    formerNames();
    if (columns.isEmpty() && root.has("columns")) {
      problems.add(root.at("columns"), "there are no columns", "Declare at least one column.");
    }
    if (columns.size() > ReadSpec.MOST_COLUMNS) {
      problems.add(
          root.at("columns"),
          "there are " + columns.size() + " columns, more than " + ReadSpec.MOST_COLUMNS,
          "Declare those that are needed: the values of others are kept in _rescued.");
    }
    fixedWidth(format);
    return List.copyOf(columns);
  }

  /** Limits of single columns on rescued values. */
  Map<String, Limit> maxRescued() {
    return maxRescued;
  }

  private void column(Section section) {
    String name = section.text("name", "");
    String type = ColumnTypes.read(section, name, problems);
    boolean required = section.bool("required", false);
    Reading reading = new ReadingReader(section, type, problems).read();
    if (!section.has("name")) {
      return;
    }
    Names.checkColumn(section.at("name"), name, problems);
    Optional<String> former = declared.add(name, type);
    if (former.isPresent()) {
      problems.add(section.at("name"), SourceReader.again(name, former.get()), "Keep one of them.");
      return;
    }
    SourceReader.limit(section, "max_rescued", "values")
        .ifPresent(limit -> maxRescued.put(name, limit));
    columns.add(
        new Column(
            name,
            type,
            required,
            section.texts("was").stream().map(YamlNode::text).toList(),
            new OriginReader(section, problems).read(name, type),
            reading));
  }

  /** A former name is that of one column, and of none that there is. */
  private void formerNames() {
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

  private void fixedWidth(Format format) {
    int widths = format.csv().widths().size();
    long fields = columns.stream().filter(Column::isInRecords).count();
    if (widths > 0 && !format.csv().header() && widths != fields) {
      problems.add(
          root.section("format").at("widths"),
          "there are " + widths + " widths and " + fields + " columns",
          "Write one width per column, in their order.");
    }
  }
}

package io.ingot.core.definition;

import io.ingot.readers.Column;
import io.ingot.readers.CsvDialect.Layout;
import io.ingot.readers.Format;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the {@code layouts} of a source: which columns the fields of text without header are. */
final class LayoutsReader {
  private final Section root;
  private final List<Column> columns;
  private final Problems problems;

  LayoutsReader(Section root, List<Column> columns, Problems problems) {
    this.root = root;
    this.columns = columns.stream().filter(Column::isInRecords).toList();
    this.problems = problems;
  }

  /** The format with the layouts of its files. */
  Format read(Format format) {
    if (!root.has("layouts") || misfits(format)) {
      return format;
    }
    List<Layout> layouts = new ArrayList<>();
    for (Section section : root.sections("layouts")) {
      layout(section, layouts);
    }
    if (layouts.isEmpty()) {
      root.wrong("layouts", root.at("layouts"), "a list of maps with columns");
      return format;
    }
    unused(layouts);
    return Format.of(format.csv().in(layouts));
  }

  private boolean misfits(Format format) {
    String where =
        format.type() != Format.Type.csv
            ? "for type " + format.type()
            : format.csv().header()
                ? "where a header names the columns"
                : format.csv().widths().isEmpty() ? "" : "beside widths";
    if (where.isEmpty()) {
      return false;
    }
    String fix = where.contains("header") ? "Remove it, or write header: false." : "Remove it.";
    problems.add(root.at("layouts"), "\"layouts\" has no meaning " + where, fix);
    return true;
  }

  private void layout(Section section, List<Layout> former) {
    List<YamlNode> items = section.texts("columns");
    for (YamlNode item : items) {
      if (columns.stream().noneMatch(c -> c.name().equals(item.text()))) {
        problems.add(
            item,
            "\"" + item.text() + "\" in a layout is not a column of the files",
            NearestName.fix(item.text(), columns.stream().map(Column::name).toList(), "columns"));
      }
    }
    List<String> names = items.stream().map(YamlNode::text).toList();
    for (Column column : columns) {
      if (column.required() && !names.contains(column.name())) {
        problems.add(
            section.at("columns"),
            "a layout lacks the required column \"" + column.name() + '"',
            "Add it, or remove required: true.");
      }
    }
    Layout layout =
        new Layout(
            section.oneOrMore("files", SourceReader.PATTERNS).stream().map(YamlNode::text).toList(),
            names);
    if (former.stream().anyMatch(f -> isAlike(f, layout))) {
      boolean isByName = !layout.files().isEmpty();
      problems.add(
          section.at(isByName ? "files" : "columns"),
          isByName
              ? "two layouts are of the same files"
              : "two layouts have " + names.size() + " fields",
          "Tell them apart by files, or remove one of them.");
    }
    former.add(layout);
  }

  /** Whether no file can tell two layouts apart. */
  private static boolean isAlike(Layout one, Layout other) {
    return one.files().equals(other.files())
        && (!one.files().isEmpty() || one.columns().size() == other.columns().size());
  }

  /** A column that no layout has is NULL in every row. */
  private void unused(List<Layout> layouts) {
    Set<String> used = new HashSet<>();
    layouts.forEach(l -> used.addAll(l.columns()));
    columns.stream()
        .filter(c -> !used.contains(c.name()))
        .forEach(
            c ->
                problems.note(
                    root.at("layouts"),
                    "no layout has column \"" + c.name() + '"',
                    "Add it to one, unless files do not have it any more."));
  }
}

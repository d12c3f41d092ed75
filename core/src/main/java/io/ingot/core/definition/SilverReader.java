package io.ingot.core.definition;

import io.ingot.core.definition.YamlNode.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@code silver} section of a source and checks it against the declared columns. */
final class SilverReader {
  static final Pattern DAYS = Pattern.compile("([1-9]\\d{0,4}) days?");

  /** Columns that a history has beside silver's. */
  private static final List<String> HISTORY = List.of("valid_from", "valid_to", "is_current");

  /** Where columns with parts have no meaning. */
  private static final List<String> SIMPLE = List.of("sequence", "operation");

  private final Section section;
  private final Section select;
  private final ColumnScope declared;
  private final SqlSyntax sql;
  private final Problems problems;

  /** Columns of the table to be, and the names that expressions may use. */
  private final ColumnScope silver;

  private final ColumnScope visible;

  SilverReader(Section section, ColumnScope declared, SqlSyntax sql, Problems problems) {
    this.section = section;
    this.select = section.section("select");
    this.declared = declared;
    this.sql = sql;
    this.problems = problems;
    this.silver = declared.copy();
    this.visible = declared.copy();
  }

  SilverDefinition read(String database, String otherwise) {
    List<String> drop = drop();
    Map<String, String> rename = rename(drop);
    Map<String, String> add = add();
    List<String> key = key(drop, rename);
    List<String> sequence = declaredColumns("sequence");
    Operation operation = operation();
    for (String dependent : List.of("sequence", "operation")) {
      if (section.has(dependent) && !section.has("key")) {
        problems.add(
            section.at(dependent),
            '"' + dependent + "\" has no meaning without a key",
            "Add key: to silver, or remove " + dependent + ".");
      }
    }
    boolean history = history();
    return new SilverDefinition(
        Names.table(section, database, otherwise, problems),
        drop,
        rename,
        add,
        key,
        sequence,
        operation,
        PartitionTransforms.read(section, silver, problems),
        new ExpectationsReader(
                FileKind.SOURCE, "silver.expect", section.section("expect"), visible, sql, problems)
            .read(),
        history);
  }

  private boolean history() {
    boolean history = section.bool("history", false);
    if (!history) {
      return false;
    }
    YamlNode at = section.at("history");
    if (!section.has("key")) {
      problems.add(
          at, "\"history\" has no meaning without a key", "Add key: to silver, or remove history.");
    }
    YamlNode sequence = section.at("sequence");
    int columns = sequence.isList() ? sequence.items().size() : 0;
    if (columns != 1) {
      problems.add(
          at,
          "\"history\" needs a sequence of one column, which says since when a row holds; there are "
              + columns,
          "Write sequence: with that column alone, or remove history.");
    }
    for (String own : HISTORY) {
      if (silver.finds(own)) {
        problems.add(
            at,
            "silver has a column \"" + own + "\", and its history has one of its own",
            "Rename or drop the column in select, or remove history.");
      }
    }
    return true;
  }

  private List<String> drop() {
    List<String> result = new ArrayList<>();
    for (YamlNode item : select.texts("drop")) {
      if (isDeclared(item, "drop")) {
        result.add(item.text());
        silver.remove(item.text());
      }
    }
    if (!declared.names().isEmpty() && result.size() == declared.names().size()) {
      problems.add(select.at("drop"), "every column is dropped", "Keep at least one column.");
    }
    return result;
  }

  private Map<String, String> rename(List<String> drop) {
    Map<String, String> result = new LinkedHashMap<>();
    for (Entry entry : select.namedTexts("rename")) {
      String from = entry.name();
      String to = entry.value().text();
      if (!isDeclared(entry.key(), "rename")) {
        continue;
      }
      if (drop.contains(from)) {
        problems.add(
            entry.key(),
            "column \"" + from + "\" is dropped and renamed",
            "Remove it from drop or from rename.");
        continue;
      }
      Names.checkColumn(entry.value(), to, problems);
      // A change of case alone keeps the name, as far as SQL is concerned.
      boolean taken = !to.equalsIgnoreCase(from) && visible.finds(to);
      if (taken) {
        problems.add(
            entry.value(),
            "cannot rename \"" + from + "\" to \"" + to + "\", which is a column already",
            "Choose another name.");
        continue;
      }
      String type = silver.type(from);
      silver.remove(from);
      silver.add(to, type);
      visible.add(to, type);
      result.put(from, to);
    }
    return result;
  }

  private Map<String, String> add() {
    Map<String, String> result = new LinkedHashMap<>();
    for (Entry entry : select.namedTexts("add")) {
      String name = entry.name();
      Names.checkColumn(entry.key(), name, problems);
      ExpectationsReader.checkExpression(
          entry.value(), "add \"" + name + '"', visible, sql, problems);
      Optional<String> former = visible.add(name, "");
      former.ifPresent(
          f -> problems.add(entry.key(), SourceReader.again(name, f), "Choose another name."));
      if (former.isEmpty()) {
        silver.add(name, "");
        result.put(name, entry.value().text());
      }
    }
    return result;
  }

  private List<String> key(List<String> drop, Map<String, String> rename) {
    List<String> result = new ArrayList<>();
    for (YamlNode item : section.texts("key")) {
      String name = item.text();
      result.add(name);
      if (silver.has(name)) {
        ColumnTypes.checkSimple(item, "key", name, silver.type(name), problems);
        continue;
      }
      if (drop.contains(name)) {
        problems.add(item, "key column \"" + name + "\" is dropped", "Remove it from drop.");
      } else if (rename.containsKey(name)) {
        problems.add(
            item,
            "key column \"" + name + "\" is renamed to \"" + rename.get(name) + '"',
            "Write \"" + rename.get(name) + "\": the key names columns after rename.");
      } else {
        unknown(item, "key", silver.names());
      }
    }
    if (result.isEmpty() && section.at("key").isList()) {
      problems.add(section.at("key"), "the key is empty", "Name its columns, or remove key.");
    }
    return result;
  }

  private Operation operation() {
    Section operation = section.section("operation");
    if (operation.has("column") && operation.at("column").isScalar()) {
      isDeclared(operation.at("column"), "operation");
    }
    List<String> delete = operation.texts("delete").stream().map(YamlNode::text).toList();
    if (operation.has("delete") && operation.at("delete").isList() && delete.isEmpty()) {
      problems.add(
          operation.at("delete"),
          "no value means a deletion",
          "Name the values of the column that do, or remove operation.");
    }
    List<String> upsert = operation.texts("upsert").stream().map(YamlNode::text).toList();
    upsert.stream()
        .filter(delete::contains)
        .findFirst()
        .ifPresent(
            both ->
                problems.add(
                    operation.at("upsert"),
                    "value \"" + both + "\" means a deletion and an upsert",
                    "Remove it from one of the lists."));
    int keep =
        operation
            .value("keep_tombstones", "a number of days such as 90 days", SilverReader::days)
            .orElse(0);
    return new Operation(operation.text("column", ""), delete, upsert, keep);
  }

  private static Optional<Integer> days(String text) {
    Matcher days = DAYS.matcher(text);
    return days.matches() ? Optional.of(Integer.valueOf(days.group(1))) : Optional.empty();
  }

  private List<String> declaredColumns(String key) {
    Predicate<YamlNode> known = item -> isDeclared(item, key);
    return section.texts(key).stream().filter(known).map(YamlNode::text).toList();
  }

  private boolean isDeclared(YamlNode at, String where) {
    if (at.isScalar() && declared.has(at.text())) {
      if (SIMPLE.contains(where)) {
        ColumnTypes.checkSimple(at, where, at.text(), declared.type(at.text()), problems);
      }
      return true;
    }
    unknown(at, where, declared.names());
    return false;
  }

  private void unknown(YamlNode at, String where, List<String> known) {
    problems.add(
        at,
        "unknown column \"" + at.text() + "\" in " + where,
        NearestName.fix(at.text(), known, "columns"));
  }
}

package io.ingot.core.definition;

import io.ingot.readers.ColumnType;
import io.ingot.readers.Origin;
import io.ingot.readers.Origin.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads {@code from} of a column: where its value comes from. */
final class OriginReader {
  private static final String ALLOWED =
      "a name in the files, a list of names, path, file_name, modified, or a map such as {path:"
          + " \"year=(.*)/\"}";

  private final Section section;
  private final Problems problems;

  OriginReader(Section section, Problems problems) {
    this.section = section;
    this.problems = problems;
  }

  /**
   * Reads it.
   *
   * @param column the column's name
   * @param type its type; empty if that is not known
   */
  Origin read(String column, String type) {
    if (!section.has("from")) {
      return Origin.SAME_NAME;
    }
    YamlNode from = section.at("from");
    boolean isElsewhere =
        from.isMap() || (from.isScalar() && List.of("path", "file_name").contains(from.text()));
    if (isElsewhere && ColumnType.isNested(type)) {
      problems.add(from, "a part of a key is not a " + type, "Write a type without parts.");
    }
    if (from.isMap()) {
      return patterned(column);
    }
    if (from.isScalar() && List.of("path", "file_name", "modified").contains(from.text())) {
      Kind kind = Kind.valueOf(from.text());
      if (kind == Kind.modified) {
        checkModified(type);
      }
      return new Origin(kind, List.of(), "");
    }
    List<String> names = section.oneOrMore("from", ALLOWED).stream().map(YamlNode::text).toList();
    if (names.stream().anyMatch(String::isBlank) || (from.isList() && names.isEmpty())) {
      section.wrong("from", from, ALLOWED);
    }
    return new Origin(Kind.record, names, "");
  }

  private void checkModified(String type) {
    if (!List.of("", "timestamp", "date").contains(type)) {
      problems.add(
          section.at("from"),
          "the time of an upload is not a " + type,
          "Write type: timestamp, or date.");
    }
    ReadingReader.keysOf(section)
        .forEach(
            key ->
                problems.add(
                    section.at(key),
                    "\"" + key + "\" has no meaning for the time of an upload",
                    "Remove it."));
  }

  private Origin patterned(String column) {
    Section from = section.section("from");
    List<String> keys = List.of("folder", "path", "file_name");
    List<String> has = keys.stream().filter(from::has).toList();
    if (has.size() != 1) {
      problems.add(
          section.at("from"),
          "\"columns[].from\" does not say where a value is",
          "Write one of " + String.join(", ", keys) + ".");
      return Origin.SAME_NAME;
    }
    String key = has.get(0);
    String pattern = from.text(key, "");
    if (key.equals("folder")) {
      return new Origin(Kind.path, List.of(pattern), "");
    }
    flaw(pattern, column)
        .ifPresent(
            why ->
                problems.add(
                    from.at(key),
                    "pattern \"" + pattern + "\" " + why,
                    "Write a regular expression with a group for the value, such as \"sales_([0-9]+)\"."));
    return new Origin(Kind.valueOf(key), List.of(), pattern);
  }

  private static Optional<String> flaw(String pattern, String column) {
    try {
      int groups = Pattern.compile(pattern).matcher("").groupCount();
      if (groups == 1 || pattern.contains("(?<" + column + ">")) {
        return Optional.empty();
      }
      return Optional.of(
          "has %s groups, none of them named %s".formatted(groups == 0 ? "no" : groups, column));
    } catch (PatternSyntaxException e) {
      return Optional.of("is no regular expression (" + e.getDescription() + ")");
    }
  }
}

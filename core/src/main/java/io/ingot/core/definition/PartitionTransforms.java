package io.ingot.core.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads partition transforms, as Iceberg knows them. */
final class PartitionTransforms {
  private static final Pattern CALL =
      Pattern.compile("(\\w+)\\( ?(?:(\\d{1,9}) ?, ?)?([^,()]+?) ?\\)");
  private static final Set<String> TIMES = Set.of("years", "months", "days", "hours");
  private static final Map<String, Set<String>> TYPES =
      Map.of(
          "years", Set.of("date", "timestamp"),
          "months", Set.of("date", "timestamp"),
          "days", Set.of("date", "timestamp"),
          "hours", Set.of("timestamp"),
          "bucket", Set.of("int", "long", "decimal", "string", "date", "timestamp"),
          "truncate", Set.of("int", "long", "decimal", "string"));
  private static final String FIX =
      "Write a column, years(c), months(c), days(c), hours(c), bucket(n, c) or truncate(n, c).";

  private PartitionTransforms() {}

  /**
   * The transforms at {@code partition}.
   *
   * @param columns the table's columns, with types as far as they are known
   */
  static List<String> read(Section section, ColumnScope columns, Problems problems) {
    List<String> result = new ArrayList<>();
    Map<String, String> times = new HashMap<>();
    for (YamlNode item : section.texts("partition")) {
      String text = item.text();
      result.add(text);
      Matcher call = CALL.matcher(text);
      if (!text.contains("(")) {
        if (checkColumn(item, text, columns, problems)) {
          ColumnTypes.checkSimple(item, "partition", text, columns.type(text), problems);
        }
      } else if (!call.matches() || !wellFormed(call)) {
        problems.add(item, "unknown partition transform \"" + text + '"', FIX);
      } else if (checkColumn(item, call.group(3), columns, problems)) {
        checkType(item, call.group(1), call.group(3), columns, problems);
        String former =
            TIMES.contains(call.group(1)) ? times.putIfAbsent(call.group(3), text) : null;
        if (former != null) {
          problems.add(
              item,
              "partition \"" + text + "\" divides what \"" + former + "\" divides already",
              "Keep the finer of the two.");
        }
      }
    }
    return result;
  }

  private static boolean wellFormed(Matcher call) {
    boolean width = call.group(2) != null && Integer.parseInt(call.group(2)) > 0;
    return TYPES.containsKey(call.group(1))
        && (TIMES.contains(call.group(1)) ? call.group(2) == null : width);
  }

  private static boolean checkColumn(
      YamlNode at, String column, ColumnScope columns, Problems problems) {
    if (columns.has(column)) {
      return true;
    }
    problems.add(
        at,
        "unknown column \"" + column + "\" in partition",
        NearestName.fix(column, columns.names(), "columns"));
    return false;
  }

  private static void checkType(
      YamlNode at, String transform, String column, ColumnScope columns, Problems problems) {
    String type = columns.type(column).replaceFirst("\\(.*", "");
    if (!type.isEmpty() && !TYPES.get(transform).contains(type)) {
      problems.add(
          at,
          "partition transform "
              + transform
              + " does not take column \""
              + column
              + "\" of type "
              + columns.type(column),
          "Use a column of type "
              + String.join(", ", TYPES.get(transform).stream().sorted().toList())
              + ".");
    }
  }
}

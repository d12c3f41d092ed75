package io.ingot.core.definition;

import io.ingot.readers.ColumnType;
import java.util.Optional;

/** The types that a column can be declared with. */
final class ColumnTypes {
  static final String ALLOWED =
      "string, boolean, int, long, float, double, decimal(p,s), date, timestamp, struct<name:"
          + " type, …>, array<type> or map<string, type>";

  private ColumnTypes() {}

  /** A type in the form in which types are compared; empty, and a problem, if there is none. */
  static String read(Section section, String column, Problems problems) {
    String type = section.text("type", "");
    if (!section.has("type")) {
      return type;
    }
    Optional<String> flaw = ColumnType.flaw(type);
    if (flaw.isEmpty()) {
      return ColumnType.of(type).toString();
    }
    String why = ColumnType.isNested(type) ? ": " + flaw.get() : "";
    problems.add(
        section.at("type"),
        "invalid type \"" + type + "\" of column \"" + column + '"' + why,
        "Write " + ALLOWED + ".");
    return "";
  }

  /** Reports a column whose type has parts where only other types have a meaning. */
  static void checkSimple(
      YamlNode at, String where, String column, String type, Problems problems) {
    if (ColumnType.isNested(type)) {
      problems.add(
          at,
          "column \"" + column + "\" of type " + type + " cannot be in " + where,
          "Use a column without parts; silver.select.add can make one of a part.");
    }
  }
}

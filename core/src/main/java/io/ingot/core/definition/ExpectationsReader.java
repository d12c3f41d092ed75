package io.ingot.core.definition;

import io.ingot.core.definition.Expectations.Gate;
import io.ingot.core.definition.Expectations.Rows;
import io.ingot.core.definition.YamlNode.Entry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code expect} section of a source or a mart. */
final class ExpectationsReader {
  private static final String LIMITS = "a percentage such as 20% or a number of rows";

  private final FileKind kind;
  private final String path;
  private final Section section;
  private final ColumnScope columns;
  private final SqlSyntax sql;
  private final Problems problems;
  private final Map<String, String> consequences = new HashMap<>();

  /**
   * Reads one section.
   *
   * @param path where it stands in such a file
   * @param columns what the rules may name; without any, nothing is known and all names are taken
   */
  ExpectationsReader(
      FileKind kind,
      String path,
      Section section,
      ColumnScope columns,
      SqlSyntax sql,
      Problems problems) {
    this.kind = kind;
    this.path = path;
    this.section = section;
    this.columns = columns;
    this.sql = sql;
    this.problems = problems;
  }

  Expectations read() {
    Map<String, Gate> warn = gates("warn");
    return new Expectations(warn, predicates("quarantine"), gates("fail"));
  }

  private Map<String, String> predicates(String consequence) {
    Map<String, String> result = new LinkedHashMap<>();
    for (Entry entry : section.namedTexts(consequence)) {
      checkName(entry, consequence);
      checkExpression(entry.value(), rule(entry), columns, sql, problems);
      result.put(entry.name(), entry.value().text());
    }
    return result;
  }

  private Map<String, Gate> gates(String consequence) {
    Map<String, Gate> result = new LinkedHashMap<>();
    for (Entry entry : section.named(consequence)) {
      checkName(entry, consequence);
      if (entry.value().isScalar()) {
        checkExpression(entry.value(), rule(entry), columns, sql, problems);
        result.put(entry.name(), Gate.every(entry.value().text()));
      } else if (entry.value().isMap()) {
        gate(consequence, entry).ifPresent(gate -> result.put(entry.name(), gate));
      } else {
        problems.add(
            entry.value(),
            rule(entry) + " is neither a predicate nor a limit",
            "Write \"<SQL predicate>\" or " + forms(consequence) + ".");
      }
    }
    return result;
  }

  private Optional<Gate> gate(String consequence, Entry entry) {
    Section rule = Section.of(kind, path + "." + consequence + ".<rule>", entry.value(), problems);
    boolean predicate = rule.has("predicate") || rule.has("max_broken");
    List<Rows> about =
        Arrays.stream(Rows.values())
            .filter(r -> r == Rows.broken ? predicate : rule.has("max_" + r))
            .toList();
    if (about.size() != 1 || (predicate && !rule.has("predicate"))) {
      if (limitsAllRows(consequence)) {
        problems.add(
            entry.value(),
            rule(entry) + " is not about one of: a predicate, quarantined rows, corrupt records",
            "Write " + forms(consequence) + ".");
      }
      return Optional.empty();
    }
    if (!predicate) {
      return limit(rule, about.get(0), "");
    }
    checkExpression(rule.at("predicate"), rule(entry), columns, sql, problems);
    String sqlText = rule.text("predicate", "");
    return rule.has("max_broken")
        ? limit(rule, Rows.broken, sqlText)
        : Optional.of(Gate.every(sqlText));
  }

  private static Optional<Gate> limit(Section rule, Rows rows, String predicate) {
    return rule.value(
        "max_" + rows,
        LIMITS,
        t ->
            Sizes.ratio(t)
                .map(r -> new Gate(rows, predicate, -1, r))
                .or(() -> Sizes.count(t, 0).map(n -> new Gate(rows, predicate, n, -1))));
  }

  private String forms(String consequence) {
    String broken = "{predicate: \"<SQL predicate>\", max_broken: 1%}";
    return limitsAllRows(consequence)
        ? "{max_quarantined: 20%}, {max_corrupt: 1%} or " + broken
        : broken;
  }

  /** Whether a rule of this consequence may limit quarantined and corrupt rows. */
  private boolean limitsAllRows(String consequence) {
    return kind == FileKind.SOURCE && consequence.equals("fail");
  }

  private void checkName(Entry entry, String consequence) {
    Names.checkRule(entry.key(), entry.name(), problems);
    String former = consequences.putIfAbsent(entry.name(), consequence);
    if (former != null) {
      problems.add(
          entry.key(),
          "rule \"" + entry.name() + "\" is in " + former + " already",
          "Give each rule of a " + (kind == FileKind.MART ? "mart" : "source") + " its own name.");
    }
  }

  private static String rule(Entry entry) {
    return "rule \"" + entry.name() + '"';
  }

  /** Checks that an expression parses and names only columns that are there. */
  static void checkExpression(
      YamlNode at, String what, ColumnScope columns, SqlSyntax sql, Problems problems) {
    Optional<String> unparsable = sql.expressionProblem(at.text());
    if (unparsable.isPresent()) {
      problems.add(
          at, what + " is no SQL expression: " + unparsable.get(), "Correct the expression.");
      return;
    }
    for (String column : new LinkedHashSet<>(sql.columnsOf(at.text()))) {
      if (!columns.names().isEmpty() && !columns.findsPart(column)) {
        problems.add(
            at,
            "unknown column \"" + column + "\" in " + what,
            NearestName.fix(column, columns.names(), "columns"));
      }
    }
  }
}

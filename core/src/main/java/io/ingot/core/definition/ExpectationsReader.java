package io.ingot.core.definition;

import io.ingot.core.definition.Expectations.Gate;
import io.ingot.core.definition.YamlNode.Entry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code expect} section of a source. */
final class ExpectationsReader {
  private static final String GATES = "a percentage such as 20% or a number of rows";

  private final Section section;
  private final ColumnScope columns;
  private final SqlSyntax sql;
  private final Problems problems;
  private final Map<String, String> consequences = new HashMap<>();

  ExpectationsReader(Section section, ColumnScope columns, SqlSyntax sql, Problems problems) {
    this.section = section;
    this.columns = columns;
    this.sql = sql;
    this.problems = problems;
  }

  Expectations read() {
    return new Expectations(predicates("warn"), predicates("quarantine"), gates());
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

  private Map<String, Gate> gates() {
    Map<String, Gate> result = new LinkedHashMap<>();
    for (Entry entry : section.named("fail")) {
      checkName(entry, "fail");
      if (entry.value().isScalar()) {
        checkExpression(entry.value(), rule(entry), columns, sql, problems);
        result.put(entry.name(), Gate.every(entry.value().text()));
      } else if (entry.value().isMap()) {
        limit(entry.value()).ifPresent(gate -> result.put(entry.name(), gate));
      } else {
        problems.add(
            entry.value(),
            rule(entry) + " is neither a predicate nor a limit",
            "Write \"<SQL predicate>\" or {max_quarantined: 20%}.");
      }
    }
    return result;
  }

  private Optional<Gate> limit(YamlNode value) {
    return Section.of(FileKind.SOURCE, "silver.expect.fail.<rule>", value, problems)
        .value(
            "max_quarantined",
            GATES,
            t ->
                Sizes.ratio(t)
                    .map(r -> new Gate("", -1, r))
                    .or(() -> Sizes.count(t, 0).map(n -> new Gate("", n, -1))));
  }

  private void checkName(Entry entry, String consequence) {
    Names.checkRule(entry.key(), entry.name(), problems);
    String former = consequences.putIfAbsent(entry.name(), consequence);
    if (former != null) {
      problems.add(
          entry.key(),
          "rule \"" + entry.name() + "\" is in " + former + " already",
          "Give each rule of a source its own name.");
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
      if (!columns.finds(column)) {
        problems.add(
            at,
            "unknown column \"" + column + "\" in " + what,
            NearestName.fix(column, columns.names(), "columns"));
      }
    }
  }
}

package io.ingot.core.definition;

import io.ingot.core.definition.MartDefinition.Refresh;
import io.ingot.core.definition.MartReader.ReadMart;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the marts of one pipeline against their SQL and what the pipeline has. */
final class MartLinter {
  private static final Pattern LINE = Pattern.compile("\\(line (\\d{1,6})");

  private final SqlSyntax sql;
  private final Problems problems;
  private final Set<String> known;
  private final Set<String> marts;

  /**
   * Lints one pipeline.
   *
   * @param known the names of all its sources and marts, readable or not
   * @param marts the names of its marts
   */
  MartLinter(Set<String> known, Collection<String> marts, SqlSyntax sql, Problems problems) {
    this.known = known;
    this.marts = Set.copyOf(marts);
    this.sql = sql;
    this.problems = problems;
  }

  void lint(ReadMart mart) {
    for (YamlNode read : mart.reads()) {
      if (!known.contains(read.text())) {
        problems.add(
            read,
            "unknown relation \"" + read.text() + "\" in reads",
            NearestName.fix(read.text(), known, "sources and marts"));
      }
    }
    boolean readsMart = refuseIncrementalOverMart(mart);
    String query = mart.definition().sql();
    if (query.isBlank()) {
      return;
    }
    Optional<String> unparsable = sql.queryProblem(query);
    if (unparsable.isPresent()) {
      Matcher line = LINE.matcher(unparsable.get());
      problems.add(
          mart.sqlFile(),
          line.find() ? Integer.parseInt(line.group(1)) : 1,
          "not a SQL query: " + unparsable.get(),
          "Correct the SQL.");
      return;
    }
    relations(mart);
    key(mart);
    if (!readsMart && mart.definition().refresh() == Refresh.incremental) {
      sql.incrementalProblem(query, mart.definition().key())
          .ifPresent(
              reason ->
                  problems.add(
                      mart.refresh(),
                      "refresh: incremental is not possible: " + reason,
                      "Use refresh: full."));
    }
  }

  private boolean refuseIncrementalOverMart(ReadMart mart) {
    Optional<String> other = mart.definition().reads().stream().filter(marts::contains).findFirst();
    if (other.isEmpty() || mart.definition().refresh() != Refresh.incremental) {
      return false;
    }
    problems.add(
        mart.refresh(),
        "refresh: incremental is not possible: it reads mart \"" + other.get() + '"',
        "Use refresh: full.");
    return true;
  }

  private void relations(ReadMart mart) {
    List<String> reads = mart.definition().reads();
    Set<String> used = new LinkedHashSet<>();
    for (String relation : sql.relationsOf(mart.definition().sql())) {
      String name = relation.toLowerCase(Locale.ROOT);
      if (!used.add(name) || reads.contains(name)) {
        continue;
      }
      problems.add(
          mart.sqlFile(),
          lineOf(relation, mart.definition().sql()),
          known.contains(name)
              ? "the query reads \"" + relation + "\", which reads does not list"
              : "unknown relation \"" + relation + "\" in the query",
          known.contains(name)
              ? "Add it to reads."
              : NearestName.fix(relation, known, "sources and marts"));
    }
    // No relation at all: nobody looked (the cloud has no parser), so nothing is known of them.
    for (YamlNode read : used.isEmpty() ? List.<YamlNode>of() : mart.reads()) {
      if (known.contains(read.text()) && !used.contains(read.text())) {
        problems.add(
            read,
            "reads lists \"" + read.text() + "\", which the query does not read",
            "Remove it from reads.");
      }
    }
  }

  private void key(ReadMart mart) {
    if (mart.columns().names().isEmpty()) {
      return;
    }
    for (YamlNode column : mart.key()) {
      if (!mart.columns().has(column.text())) {
        problems.add(
            column,
            "key column \"" + column.text() + "\" is not in the result of the query",
            NearestName.fix(column.text(), mart.columns().names(), "columns"));
      }
    }
    List<String> names = sql.resultColumnsOf(mart.definition().sql());
    ColumnScope seen = new ColumnScope();
    for (String name : names) {
      seen.add(name, "")
          .map(former -> SourceReader.again(name, former))
          .or(() -> name.startsWith("_") ? Names.columnProblem(name) : Optional.empty())
          .ifPresent(
              reason ->
                  problems.add(
                      mart.sqlFile(),
                      lineOf(name, mart.definition().sql()),
                      reason + " in the result of the query",
                      "Give the column another name."));
    }
  }

  /** The line on which a name stands first, as far as a look at the text can tell. */
  private static int lineOf(String name, String query) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    Matcher found = Pattern.compile("\\b" + Pattern.quote(last) + "\\b").matcher(query);
    return found.find()
        ? 1 + (int) query.substring(0, found.start()).chars().filter(c -> c == '\n').count()
        : 1;
  }
}

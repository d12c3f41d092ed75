package io.ingot.core.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at words only: enough SQL for tests of the linter. {@code ???} never parses. */
public final class WordSqlSyntax implements SqlSyntax {
  private static final Pattern WORD = Pattern.compile("'[^']*'|([A-Za-z_][\\w.]*)(\\()?");
  private static final Pattern RELATION = Pattern.compile("(?:FROM|JOIN) ([\\w.]+)");
  private static final Pattern SELECT = Pattern.compile("SELECT (.*?)\\sFROM", Pattern.DOTALL);
  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "is", "not", "null", "in", "between", "as");

  @Override
  public Optional<String> expressionProblem(String sql) {
    return sql.contains("???") ? Optional.of("unexpected ???") : Optional.empty();
  }

  @Override
  public List<String> columnsOf(String expression) {
    List<String> result = new ArrayList<>();
    Matcher word = WORD.matcher(expression);
    while (word.find()) {
      boolean column = word.group(1) != null && word.group(2) == null;
      if (column && !KEYWORDS.contains(word.group(1).toLowerCase(Locale.ROOT))) {
        result.add(word.group(1));
      }
    }
    return result;
  }

  @Override
  public Optional<String> queryProblem(String sql) {
    return sql.contains("???") ? Optional.of("unexpected ??? (line 2, pos 7)") : Optional.empty();
  }

  @Override
  public List<String> relationsOf(String query) {
    return RELATION.matcher(query).results().map(m -> m.group(1)).toList();
  }

  @Override
  public Optional<String> incrementalProblem(String query, List<String> key) {
    return query.contains("HAVING") ? Optional.of("it has HAVING") : Optional.empty();
  }

  @Override
  public List<String> resultColumnsOf(String query) {
    Matcher select = SELECT.matcher(query);
    if (!select.find() || select.group(1).contains("*")) {
      return List.of();
    }
    return Pattern.compile(",")
        .splitAsStream(select.group(1))
        .map(item -> item.strip().replaceFirst("(?s).*\\s", ""))
        .toList();
  }
}

package io.ingot.local.asl;

import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code DefinitionSubstitutions}: {@code ${Name}} in the text of a definition. */
final class Substitutions {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9_]+)}");

  private Substitutions() {}

  /** The text with all names replaced; both missing and superfluous ones are problems. */
  static String apply(String text, Map<String, String> values, Problems problems) {
    TreeSet<String> names = new TreeSet<>();
    PLACEHOLDER.matcher(text).results().forEach(match -> names.add(match.group(1)));
    for (String name : names) {
      if (!values.containsKey(name)) {
        problems.add("${" + name + "}", "it has no value. Add it to DefinitionSubstitutions.");
      }
    }
    for (String name : new TreeSet<>(values.keySet())) {
      if (!names.contains(name)) {
        problems.add(
            "${" + name + "}",
            "the definition does not mention it. Remove it from DefinitionSubstitutions.");
      }
    }
    return PLACEHOLDER.matcher(text).replaceAll(match -> value(match, values));
  }

  private static String value(MatchResult match, Map<String, String> values) {
    // An unknown name stays as text, so that what is around it can still be read.
    return Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group(1)));
  }
}

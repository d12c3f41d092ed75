package io.ingot.core.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A statement of a generated policy: actions that are allowed on what the pipelines have.
 *
 * @param sid the statement's name
 * @param actions what is allowed
 * @param grows what there is more of with every pipeline
 * @param always resources that the statement names wherever it stands, as arguments of {@code !Sub}
 * @param groups what grows; the members of a group stay in one policy
 */
record Grant(
    String sid, List<String> actions, Grows grows, List<String> always, List<List<String>> groups) {

  private static final Pattern WHOLE = Pattern.compile("\\$\\{(\\w+\\.Arn)}");

  /** Which list of a statement grows with the pipelines. */
  enum Grows {
    /** Its resources, as arguments of {@code !Sub}. */
    resources,
    /** The prefixes that may be listed. */
    prefixes
  }

  /** The same statement for no member. */
  Grant none() {
    return new Grant(sid, actions, grows, always, List.of());
  }

  /** The same statement for one group more. */
  Grant plus(List<String> group) {
    List<List<String>> more = Stream.concat(groups.stream(), Stream.of(group)).toList();
    return new Grant(sid, actions, grows, always, more);
  }

  /** The statement as IAM gets it. */
  Map<String, Object> json(UnaryOperator<String> substituted) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", sid);
    statement.put("Effect", "Allow");
    statement.put("Action", actions);
    statement.put("Resource", resources().stream().map(substituted).toList());
    if (grows == Grows.prefixes) {
      statement.put("Condition", Map.of("StringEquals", Map.of("s3:prefix", members())));
    }
    return statement;
  }

  /** The statement as it stands in the template, not indented. */
  List<String> yaml() {
    List<String> lines = new ArrayList<>();
    lines.add("- Sid: " + sid);
    lines.add("  Effect: Allow");
    lines.add(
        "  Action: "
            + (actions.size() == 1 ? actions.get(0) : "[" + String.join(", ", actions) + "]"));
    lines.add("  Resource:");
    resources().forEach(resource -> lines.add("    - " + reference(resource)));
    if (grows == Grows.prefixes) {
      lines.add("  Condition:");
      lines.add("    StringEquals:");
      lines.add("      s3:prefix:");
      members().forEach(prefix -> lines.add("        - \"" + prefix + "\""));
    }
    return lines;
  }

  /** What is a reference as a whole needs no substitution. */
  private static String reference(String resource) {
    Matcher whole = WHOLE.matcher(resource);
    return whole.matches() ? "!GetAtt " + whole.group(1) : "!Sub \"" + resource + "\"";
  }

  private List<String> resources() {
    return grows == Grows.prefixes
        ? always
        : Stream.concat(always.stream(), members().stream()).toList();
  }

  private List<String> members() {
    return groups.stream().flatMap(List::stream).toList();
  }
}

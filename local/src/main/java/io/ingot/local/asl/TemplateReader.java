package io.ingot.local.asl;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads values with expressions in them, and remembers which variables they use and assign. */
final class TemplateReader {
  /** Fields of {@code $states} that every expression sees. */
  static final Set<String> ALWAYS = Set.of("input", "context");

  /** Fields of {@code $states} after a task. */
  static final Set<String> WITH_RESULT = Set.of("input", "context", "result");

  /** Fields of {@code $states} in a catcher. */
  static final Set<String> WITH_ERROR = Set.of("input", "context", "errorOutput");

  private static final String OPEN = "{%";
  private static final String CLOSE = "%}";
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,79}");

  private record Use(String path, String name) {}

  private final Problems problems;
  private final Set<String> assigned = new TreeSet<>();
  private final Set<Use> uses = new LinkedHashSet<>();

  TemplateReader(Problems problems) {
    this.problems = problems;
  }

  static boolean isExpression(String text) {
    return text.startsWith(OPEN) && text.endsWith(CLOSE) && text.length() >= 4;
  }

  /** A value in which any string may be an expression that sees these fields of $states. */
  Template template(JsonNode node, String path, Set<String> available) {
    if (node.isObject()) {
      Map<String, Template> members = new LinkedHashMap<>();
      node.fields()
          .forEachRemaining(
              field -> {
                String memberPath = path + "." + field.getKey();
                members.put(field.getKey(), template(field.getValue(), memberPath, available));
              });
      return new Template.Members(members);
    } else if (node.isArray()) {
      List<Template> elements = new ArrayList<>();
      for (JsonNode element : node) {
        elements.add(template(element, path + "[" + elements.size() + "]", available));
      }
      return new Template.Elements(elements);
    } else if (node.isTextual() && node.textValue().contains(OPEN)) {
      return expression(node.textValue(), path, available)
          .<Template>map(Template.Computed::new)
          .orElse(Template.ABSENT);
    }
    return new Template.Constant(node);
  }

  /** The value of an {@code Assign} field. */
  Map<String, Template> assignments(JsonNode node, String path, Set<String> available) {
    Map<String, Template> templates = new LinkedHashMap<>();
    if (!node.isObject()) {
      problems.add(path, "it is no object (" + node + "). Write {\"variable\": value}.");
      return templates;
    }
    node.fields()
        .forEachRemaining(
            field -> {
              String name = field.getKey();
              if (!VARIABLE.matcher(name).matches() || name.equals("states")) {
                problems.add(
                    path,
                    "this is no name for a variable ("
                        + name
                        + "). Use up to 80 letters, digits and _, no $, and not 'states'.");
              }
              assigned.add(name);
              templates.put(name, template(field.getValue(), path + "." + name, available));
            });
    return templates;
  }

  /** A string that must be an expression; empty if it is none, which is a problem. */
  Optional<Expression> expression(String text, String path, Set<String> available) {
    if (!isExpression(text)) {
      problems.add(
          path,
          "Step Functions takes this text literally ("
              + text
              + "). Let an expression begin with {% and end with %}, without blanks outside.");
      return Optional.empty();
    }
    String source = text.substring(OPEN.length(), text.length() - CLOSE.length());
    try {
      Expression expression = new Expression(source);
      checkNames(ExpressionNames.of(source), path, available);
      return Optional.of(expression);
    } catch (IllegalArgumentException e) {
      problems.add(
          path,
          "this is no JSONata (" + text + "): " + e.getMessage() + ". Correct the expression.");
      return Optional.empty();
    }
  }

  private void checkNames(ExpressionNames names, String path, Set<String> available) {
    for (String field : names.stateFields()) {
      if (!available.contains(field)) {
        problems.add(
            path,
            "there is no such value here ($states"
                + (field.isEmpty() ? "" : "." + field)
                + "). Use one of "
                + new TreeSet<>(available)
                + ".");
      }
    }
    names.used().stream()
        .filter(name -> !names.bound().contains(name))
        .forEach(name -> uses.add(new Use(path, name)));
  }

  /** Reports variables and functions that no state assigns; call it after all states are read. */
  void checkVariables() {
    for (Use use : uses) {
      if (use.name().equals("eval")) {
        problems.add(use.path(), "Step Functions has no function $eval. Use $parse for JSON text.");
      } else if (!assigned.contains(use.name())
          && !StepFunctionsLibrary.EXTRA.contains(use.name())
          && !isFunction(use.name())) {
        problems.add(
            use.path(),
            "no state assigns this variable, and no function has its name ($"
                + use.name()
                + "). Assign it, or use one of "
                + assigned
                + ".");
      }
    }
  }

  private static boolean isFunction(String name) {
    return Jsonata.jsonata("$" + name).evaluate(null) != null;
  }
}

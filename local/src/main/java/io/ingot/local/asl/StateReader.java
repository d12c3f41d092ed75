package io.ingot.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one state, type by type. */
final class StateReader {
  /** The longest time that Step Functions takes, in seconds. */
  static final int LONGEST = 99_999_999;

  private static final Set<String> COMMON = Set.of("Type", "Comment", "QueryLanguage");
  private static final Set<String> LEAVING = Set.of("Output", "Assign", "Next", "End");

  private final TemplateReader templates;

  StateReader(TemplateReader templates) {
    this.templates = templates;
  }

  /** The state, or empty if its type is a problem. */
  Optional<State> read(Fields state) {
    state
        .optionalText("QueryLanguage")
        .filter(language -> !language.equals("JSONata"))
        .ifPresent(
            language ->
                state.problem(
                    "QueryLanguage", "it is not implemented (" + language + "). Write JSONata."));
    String type = state.text("Type").orElse("");
    return switch (type) {
      case "Task" -> Optional.of(task(state));
      case "Choice" -> Optional.of(choice(state));
      case "Pass" -> Optional.of(pass(state));
      case "Wait" -> Optional.of(waiting(state));
      case "Succeed" -> Optional.of(succeed(state));
      case "Fail" -> Optional.of(fail(state));
      case "" -> Optional.empty();
      default -> {
        state.problem(
            "Type",
            "this type is not implemented ("
                + type
                + "). Use Task, Choice, Pass, Wait, Succeed or Fail.");
        yield Optional.empty();
      }
    };
  }

  private State task(Fields state) {
    state.allow(fields(LEAVING, "Resource", "Arguments", "TimeoutSeconds", "Retry", "Catch"));
    String resource = state.text("Resource").orElse("");
    return new State.Task(
        resource,
        template(state, "Arguments", TemplateReader.ALWAYS),
        seconds(state, "TimeoutSeconds", 1),
        ErrorHandlerReader.retriers(state),
        catchers(state),
        exit(state, TemplateReader.WITH_RESULT, nextOrEnd(state)));
  }

  private List<State.Catcher> catchers(Fields state) {
    List<Fields> entries = state.objects("Catch");
    List<State.Catcher> catchers = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Fields entry = entries.get(i);
      entry.allow(Set.of("ErrorEquals", "Next", "Output", "Assign", "Comment"));
      catchers.add(
          new State.Catcher(
              ErrorHandlerReader.errorEquals(entry, i == entries.size() - 1),
              exit(entry, TemplateReader.WITH_ERROR, next(entry))));
    }
    return catchers;
  }

  private State choice(Fields state) {
    state.allow(fields(Set.of("Output", "Assign"), "Choices", "Default"));
    List<State.Rule> rules = new ArrayList<>();
    for (Fields rule : state.objects("Choices")) {
      rule.allow(Set.of("Condition", "Next", "Output", "Assign", "Comment"));
      State.Exit exit = exit(rule, TemplateReader.ALWAYS, next(rule));
      condition(rule).ifPresent(condition -> rules.add(new State.Rule(condition, exit)));
    }
    if (state.get("Choices").isEmpty()) {
      state.problem("Choices", "there is no rule. Write at least one.");
    }
    List<State.Exit> otherwise =
        state.optionalText("Default").map(State.Transition::to).stream()
            .map(transition -> exit(state, TemplateReader.ALWAYS, transition))
            .toList();
    if (otherwise.isEmpty() && (state.has("Output") || state.has("Assign"))) {
      state.problem("Default", "Output and Assign of the state count with it only. Add it.");
    }
    return new State.Choice(rules, otherwise);
  }

  private Optional<Expression> condition(Fields rule) {
    JsonNode condition = rule.get("Condition");
    if (!condition.isTextual()) {
      rule.problem("Condition", "there is no expression (" + condition + "). Write '{% … %}'.");
      return Optional.empty();
    }
    return templates.expression(
        condition.textValue(), rule.path("Condition"), TemplateReader.ALWAYS);
  }

  private State pass(Fields state) {
    state.allow(fields(LEAVING));
    return new State.Pass(exit(state, TemplateReader.ALWAYS, nextOrEnd(state)));
  }

  private State waiting(Fields state) {
    state.allow(fields(LEAVING, "Seconds"));
    if (!state.has("Seconds")) {
      state.problem("Seconds", "this field is missing. Add it.");
    }
    return new State.Wait(
        seconds(state, "Seconds", 0), exit(state, TemplateReader.ALWAYS, nextOrEnd(state)));
  }

  private State succeed(Fields state) {
    state.allow(fields(Set.of("Output")));
    return new State.Succeed(exit(state, TemplateReader.ALWAYS, State.Transition.END));
  }

  private State fail(Fields state) {
    state.allow(fields(Set.of("Error", "Cause")));
    for (String field : List.of("Error", "Cause")) {
      if (state.has(field) && !state.get(field).isTextual()) {
        state.problem(field, "it is no text (" + state.get(field) + "). Write a string.");
      }
    }
    return new State.Fail(
        template(state, "Error", TemplateReader.ALWAYS),
        template(state, "Cause", TemplateReader.ALWAYS));
  }

  private static Set<String> fields(Set<String> fields, String... more) {
    return Stream.of(COMMON.stream(), fields.stream(), Stream.of(more))
        .flatMap(names -> names)
        .collect(Collectors.toUnmodifiableSet());
  }

  private State.Exit exit(Fields fields, Set<String> available, State.Transition transition) {
    Map<String, Template> assign =
        fields.has("Assign")
            ? templates.assignments(fields.get("Assign"), fields.path("Assign"), available)
            : Map.of();
    return new State.Exit(template(fields, "Output", available), assign, transition);
  }

  private Template template(Fields fields, String field, Set<String> available) {
    return fields.has(field)
        ? templates.template(fields.get(field), fields.path(field), available)
        : Template.ABSENT;
  }

  private Template seconds(Fields fields, String field, int least) {
    JsonNode value = fields.get(field);
    return value.isTextual()
        ? templates
            .expression(value.textValue(), fields.path(field), TemplateReader.ALWAYS)
            .<Template>map(Template.Computed::new)
            .orElse(Template.ABSENT)
        : fields.has(field)
            ? new Template.Constant(IntNode.valueOf(fields.integer(field, least, least, LONGEST)))
            : Template.ABSENT;
  }

  private static State.Transition next(Fields fields) {
    return State.Transition.to(fields.text("Next").orElse(""));
  }

  private static State.Transition nextOrEnd(Fields state) {
    if (state.has("Next") == state.has("End")) {
      state.problem(
          state.has("Next") ? "End" : "Next",
          "a state has either Next or End ("
              + (state.has("Next") ? "both" : "none")
              + "). Write one.");
      return State.Transition.to("");
    }
    if (state.has("Next")) {
      return next(state);
    }
    if (!state.get("End").asBoolean(false)) {
      state.problem("End", "it is not true (" + state.get("End") + "). Write true, or Next.");
    }
    return State.Transition.END;
  }
}

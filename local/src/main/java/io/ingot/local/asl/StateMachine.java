package io.ingot.local.asl;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A definition in the Amazon States Language, checked and ready to run. */
public final class StateMachine {
  private static final Set<String> FIELDS =
      Set.of("Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version");

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonNode definition;
  private final String startAt;
  private final Duration timeout;
  private final Map<String, State> states;

  private StateMachine(
      JsonNode definition, String startAt, Duration timeout, Map<String, State> states) {
    this.definition = definition;
    this.startAt = startAt;
    this.timeout = timeout;
    this.states = states;
  }

  /**
   * Reads a definition and refuses whatever would not run here as it runs on AWS.
   *
   * @param json the text of the definition
   * @param substitutions values of the {@code ${Name}} in it, put in as plain text before the JSON
   *     is read, as {@code DefinitionSubstitutions} are; each must be used
   * @throws io.ingot.core.failure.RefusedException with every problem on a line of its own
   */
  public static StateMachine load(String json, Map<String, String> substitutions) {
    Problems problems = new Problems();
    JsonNode definition = parse(Substitutions.apply(json, substitutions, problems), problems);
    if (!definition.isObject()) {
      problems.add("definition", "it is no JSON object. Write {\"StartAt\": …, \"States\": …}.");
      problems.throwIfAny();
    }
    Fields top = new Fields(definition, "", problems);
    checkTop(top);
    String startAt = top.text("StartAt").orElse("");
    int timeout = top.integer("TimeoutSeconds", 0, 1, StateReader.LONGEST);
    Map<String, State> states = states(top, startAt, problems);
    problems.throwIfAny();
    return new StateMachine(definition, startAt, Duration.ofSeconds(timeout), states);
  }

  private static JsonNode parse(String json, Problems problems) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      problems.add("definition" + line, "this is no JSON: " + e.getOriginalMessage() + ".");
      problems.throwIfAny();
      return JsonNodeFactory.instance.missingNode();
    }
  }

  private static void checkTop(Fields top) {
    top.allow(FIELDS);
    String language = top.optionalText("QueryLanguage").orElse("JSONPath");
    if (!language.equals("JSONata")) {
      top.problem("QueryLanguage", "it is not implemented (" + language + "). Write JSONata.");
    }
    String version = top.optionalText("Version").orElse("1.0");
    if (!version.equals("1.0")) {
      top.problem("Version", "it is not implemented (" + version + "). Write 1.0.");
    }
  }

  private static Map<String, State> states(Fields top, String startAt, Problems problems) {
    JsonNode node = top.get("States");
    if (!node.isObject() || node.isEmpty()) {
      top.problem("States", "there is no state. Write {\"name\": {…}}.");
      return Map.of();
    }
    TemplateReader templates = new TemplateReader(problems);
    StateReader reader = new StateReader(templates);
    Map<String, State> states = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    node.fields()
        .forEachRemaining(
            field -> {
              String name = field.getKey();
              names.add(name);
              if (name.length() > 80) {
                problems.add(
                    "States." + name, "the name is longer than 80 characters. Shorten it.");
              }
              reader
                  .read(new Fields(field.getValue(), "States." + name, problems))
                  .ifPresent(state -> states.put(name, state));
            });
    templates.checkVariables();
    new Graph(startAt, names, states, problems).check();
    return states;
  }

  /** The names of all states, in the order of the definition. */
  public Set<String> stateNames() {
    return Collections.unmodifiableSet(states.keySet());
  }

  /** The definition as JSON, with its substitutions; a copy. */
  public JsonNode definition() {
    return definition.deepCopy();
  }

  String startAt() {
    return startAt;
  }

  /** How long an execution may take; zero for no limit. */
  Duration timeout() {
    return timeout;
  }

  Map<String, State> states() {
    return Collections.unmodifiableMap(states);
  }
}

package io.ingot.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One JSON object of a definition, read field by field; what does not fit becomes a problem. */
final class Fields {
  private static final Set<String> JSON_PATH =
      Set.of("InputPath", "Parameters", "ResultSelector", "ResultPath", "OutputPath", "Result");

  private final JsonNode node;
  private final String path;
  private final Problems problems;

  Fields(JsonNode node, String path, Problems problems) {
    this.node = node;
    this.path = path;
    this.problems = problems;
  }

  String path() {
    return path;
  }

  String path(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  /** Reports all fields but these. */
  void allow(Set<String> known) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (JSON_PATH.contains(name)) {
                problem(name, "this field belongs to JSONPath. Use Arguments, Output or Assign.");
              } else if (!known.contains(name)) {
                problem(name, "this field is not implemented here. Remove it.");
              }
            });
    optionalText("Comment");
  }

  boolean has(String field) {
    return node.has(field);
  }

  JsonNode get(String field) {
    return node.path(field);
  }

  void problem(String field, String message) {
    problems.add(path(field), message);
  }

  /** A string that must be there and must be no expression; empty if that is a problem. */
  Optional<String> text(String field) {
    if (!has(field)) {
      problem(field, "this field is missing. Add it.");
      return Optional.empty();
    }
    return optionalText(field);
  }

  /** A string that must be no expression; empty if it is not there or a problem. */
  Optional<String> optionalText(String field) {
    JsonNode value = get(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isEmpty()) {
      problem(field, "it is no text (" + value + "). Write a string.");
      return Optional.empty();
    }
    if (value.textValue().startsWith("{%") && !field.equals("Comment")) {
      problem(field, "it cannot be computed (" + value.textValue() + "). Write a constant.");
      return Optional.empty();
    }
    return Optional.of(value.textValue());
  }

  /** A whole number in a range, or the default. */
  int integer(String field, int ifAbsent, int least, int most) {
    JsonNode value = get(field);
    if (value.isMissingNode()) {
      return ifAbsent;
    }
    if (!value.canConvertToExactIntegral()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      problem(
          field,
          "it is no whole number from " + least + " to " + most + " (" + value + "). Correct it.");
      return ifAbsent;
    }
    return value.intValue();
  }

  /** A number that is at least this large, or the default. */
  double number(String field, double ifAbsent, double least) {
    JsonNode value = get(field);
    if (value.isMissingNode()) {
      return ifAbsent;
    }
    if (!value.isNumber() || value.doubleValue() < least) {
      problem(field, "it is no number from " + least + " on (" + value + "). Correct it.");
      return ifAbsent;
    }
    return value.doubleValue();
  }

  /** The elements of an array of objects; none if the field is not there. */
  List<Fields> objects(String field) {
    List<Fields> elements = new ArrayList<>();
    JsonNode array = get(field);
    if (!array.isArray() && has(field)) {
      problem(field, "it is no array (" + array + "). Write a list.");
      return elements;
    }
    for (JsonNode element : array) {
      String elementPath = path(field) + "[" + elements.size() + "]";
      if (!element.isObject()) {
        problems.add(elementPath, "it is no object (" + element + "). Write {…}.");
      }
      elements.add(new Fields(element, elementPath, problems));
    }
    return elements;
  }
}

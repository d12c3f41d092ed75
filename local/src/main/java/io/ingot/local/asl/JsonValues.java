package io.ingot.local.asl;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON trees as the maps and lists that the JSONata library works on, and back. Whole numbers are
 * integers on both sides, whatever arithmetic they come from: 1.0 is 1.
 */
final class JsonValues {
  /** Beyond, a double no longer tells neighbouring integers apart. */
  private static final double LARGEST_EXACT = 9_007_199_254_740_992.0;

  private JsonValues() {}

  static Object toJava(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        node.fields().forEachRemaining(field -> map.put(field.getKey(), toJava(field.getValue())));
        yield map;
      }
      case ARRAY -> {
        List<Object> list = new ArrayList<>(node.size());
        node.forEach(element -> list.add(toJava(element)));
        yield list;
      }
      case STRING -> node.textValue();
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> number(node.numberValue()).numberValue();
      // The library reads a Java null as "undefined", which JSON null is not.
      case NULL, MISSING -> Jsonata.NULL_VALUE;
      default ->
          throw new IllegalArgumentException(
              "Cannot use a value in an expression: it is no JSON (" + node.getNodeType() + ").");
    };
  }

  /**
   * @throws IllegalArgumentException if the value is no JSON, such as a function
   */
  static JsonNode toJson(Object value) {
    if (value == Jsonata.NULL_VALUE || value == null) {
      return NullNode.getInstance();
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      map.forEach((key, element) -> object.set(String.valueOf(key), toJson(element)));
      return object;
    } else if (value instanceof List<?> list) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(list.size());
      list.forEach(element -> array.add(toJson(element)));
      return array;
    } else if (value instanceof String text) {
      return TextNode.valueOf(text);
    } else if (value instanceof Boolean truth) {
      return BooleanNode.valueOf(truth);
    } else if (value instanceof Number number) {
      return number(number);
    }
    throw new IllegalArgumentException("the value is a function or another thing that is no JSON");
  }

  private static JsonNode number(Number number) {
    if (number instanceof Integer || number instanceof Long || number instanceof Short) {
      return whole(number.longValue());
    }
    double value = number.doubleValue();
    return value == Math.rint(value) && Math.abs(value) <= LARGEST_EXACT
        ? whole((long) value)
        : DoubleNode.valueOf(value);
  }

  private static JsonNode whole(long value) {
    return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
  }
}

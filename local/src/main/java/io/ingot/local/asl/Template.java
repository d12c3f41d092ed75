package io.ingot.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** A field's value in which any string may be an expression. */
sealed interface Template {
  /** The field is not there. */
  Template ABSENT = new Absent();

  /**
   * The value with all expressions evaluated, or the default if the field is not there.
   *
   * @throws StateFailedException if an expression fails or is undefined
   */
  JsonNode evaluate(Scope scope, JsonNode ifAbsent) throws StateFailedException;

  record Absent() implements Template {
    @Override
    public JsonNode evaluate(Scope scope, JsonNode ifAbsent) {
      return ifAbsent;
    }
  }

  record Constant(JsonNode value) implements Template {
    @Override
    public JsonNode evaluate(Scope scope, JsonNode ifAbsent) {
      return value;
    }
  }

  record Computed(Expression expression) implements Template {
    @Override
    public JsonNode evaluate(Scope scope, JsonNode ifAbsent) throws StateFailedException {
      return expression.evaluate(scope);
    }
  }

  record Members(Map<String, Template> templates) implements Template {
    @Override
    public JsonNode evaluate(Scope scope, JsonNode ifAbsent) throws StateFailedException {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, Template> member : templates.entrySet()) {
        object.set(member.getKey(), member.getValue().evaluate(scope, ifAbsent));
      }
      return object;
    }
  }

  record Elements(List<Template> templates) implements Template {
    @Override
    public JsonNode evaluate(Scope scope, JsonNode ifAbsent) throws StateFailedException {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (Template template : templates) {
        array.add(template.evaluate(scope, ifAbsent));
      }
      return array;
    }
  }
}

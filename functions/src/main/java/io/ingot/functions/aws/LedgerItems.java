package io.ingot.functions.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.PipelineItem;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Records as DynamoDB items: one attribute per component, times as ISO-8601 text. */
final class LedgerItems {
  private LedgerItems() {}

  /** A record's components, with an item's key. */
  static Map<String, AttributeValue> item(Map<String, AttributeValue> key, Object entry) {
    Map<String, AttributeValue> item = new HashMap<>(attributes(Json.tree(entry)));
    item.putAll(key);
    return item;
  }

  /** The record that an item was made of. */
  static <T> T entry(Map<String, AttributeValue> item, Class<T> type) {
    return Json.of(tree(item), type);
  }

  /** What an update of a header may change: everything but its birth and arrivals. */
  static Map<String, AttributeValue> changes(PipelineItem header, long revision) {
    return Map.ofEntries(
        Map.entry("revision", number(revision)),
        Map.entry("owner", text(header.owner())),
        Map.entry("fence", number(header.fence())),
        Map.entry("starts", number(header.starts())),
        Map.entry("openBatch", number(header.openBatch())),
        Map.entry("lastBatch", number(header.lastBatch())),
        Map.entry("attempt", number(header.attempt())),
        Map.entry("turn", text(header.turn())),
        Map.entry("manifest", text(header.manifest())),
        Map.entry("manifestSha256", text(header.manifestSha256())),
        Map.entry("held", text(header.held())),
        Map.entry("restore", number(header.restore())),
        Map.entry("since", number(header.since())));
  }

  /** A header that nothing has arrived for yet. */
  static Map<String, AttributeValue> newHeader(String pipeline, String birth) {
    Map<String, AttributeValue> item = new HashMap<>(changes(PipelineItem.absent(pipeline), 0));
    item.putAll(LedgerKeys.header(pipeline));
    item.put("birth", text(birth));
    item.put("arrivals", number(0));
    return item;
  }

  /** The header that an item holds. */
  static PipelineItem header(String pipeline, Map<String, AttributeValue> item) {
    return new PipelineItem(
        pipeline,
        item.get("birth").s(),
        number(item, "arrivals"),
        number(item, "revision"),
        item.get("owner").s(),
        number(item, "fence"),
        number(item, "starts"),
        number(item, "openBatch"),
        number(item, "lastBatch"),
        (int) number(item, "attempt"),
        item.get("turn").s(),
        item.get("manifest").s(),
        item.get("manifestSha256").s(),
        item.get("held").s(),
        number(item, "restore"),
        number(item, "since"));
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    return Long.parseLong(item.get(name).n());
  }

  private static Map<String, AttributeValue> attributes(JsonNode object) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    object
        .fields()
        .forEachRemaining(
            field -> {
              JsonNode value = field.getValue();
              attributes.put(
                  field.getKey(),
                  value.isObject()
                      ? AttributeValue.fromM(attributes(value))
                      : value.isNumber()
                          ? AttributeValue.fromN(value.asText())
                          : AttributeValue.fromS(value.asText()));
            });
    return attributes;
  }

  private static ObjectNode tree(Map<String, AttributeValue> attributes) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    attributes.forEach(
        (name, value) -> {
          switch (value.type()) {
            case M -> tree.set(name, tree(value.m()));
            case N -> tree.put(name, Long.parseLong(value.n()));
            default -> tree.put(name, value.s());
          }
        });
    return tree;
  }
}

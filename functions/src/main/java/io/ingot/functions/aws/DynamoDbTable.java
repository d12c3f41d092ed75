package io.ingot.functions.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** One DynamoDB table with keys {@code pk} and {@code sk}: consistent reads, conditional writes. */
final class DynamoDbTable {
  private static final String STATE = "state";
  private static final int GETS_PER_REQUEST = 100;

  private final DynamoDbClient client;
  private final String table;

  DynamoDbTable(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  Optional<Map<String, AttributeValue>> get(Map<String, AttributeValue> key) {
    return call(
        "read",
        () -> {
          var answer = client.getItem(r -> r.tableName(table).key(key).consistentRead(true));
          return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
        });
  }

  /** Those of the keys that there are items of. */
  Set<Map<String, AttributeValue>> existing(Collection<Map<String, AttributeValue>> keys) {
    return existing(keys, item -> true);
  }

  /** Those of the keys that there are items of whose {@code state} is another than this one. */
  Set<Map<String, AttributeValue>> existing(
      Collection<Map<String, AttributeValue>> keys, String otherThan) {
    return existing(keys, item -> !item.get(STATE).s().equals(otherThan));
  }

  private Set<Map<String, AttributeValue>> existing(
      Collection<Map<String, AttributeValue>> keys, Predicate<Map<String, AttributeValue>> which) {
    Set<Map<String, AttributeValue>> found = new HashSet<>();
    List<Map<String, AttributeValue>> left = new ArrayList<>();
    for (List<Map<String, AttributeValue>> some : parts(keys, GETS_PER_REQUEST)) {
      KeysAndAttributes wanted =
          KeysAndAttributes.builder()
              .keys(some)
              .consistentRead(true)
              .projectionExpression("pk, sk, #state")
              .expressionAttributeNames(Map.of("#state", STATE))
              .build();
      var answer =
          call("read", () -> client.batchGetItem(r -> r.requestItems(Map.of(table, wanted))));
      answer.responses().getOrDefault(table, List.of()).stream()
          .filter(which)
          .map(DynamoDbTable::key)
          .forEach(found::add);
      if (answer.unprocessedKeys().containsKey(table)) {
        left.addAll(answer.unprocessedKeys().get(table).keys());
      }
    }
    // What a batch request leaves undone is asked for one by one: there the SDK backs off itself.
    left.stream().filter(k -> get(k).filter(which).isPresent()).forEach(found::add);
    return found;
  }

  private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
    return Map.of(LedgerKeys.PK, item.get(LedgerKeys.PK), LedgerKeys.SK, item.get(LedgerKeys.SK));
  }

  /** Shows all items of a partition, in the order of their sort keys, page by page. */
  void each(String pk, Consumer<Map<String, AttributeValue>> action) {
    call(
        "read",
        () -> {
          client.queryPaginator(query(pk).build()).items().forEach(action);
          return pk;
        });
  }

  /** All items of a partition, in the order of their sort keys. */
  List<Map<String, AttributeValue>> partition(String pk) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    each(pk, items::add);
    return items;
  }

  /** How many items a partition has. */
  long count(String pk) {
    return call(
        "count",
        () ->
            client.queryPaginator(query(pk).select(Select.COUNT).build()).stream()
                .mapToLong(page -> page.count())
                .sum());
  }

  /** All items whose partition key starts so. Reads the whole table. */
  List<Map<String, AttributeValue>> scan(String pkPrefix) {
    ScanRequest request =
        ScanRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .filterExpression("begins_with(pk, :prefix)")
            .expressionAttributeValues(Map.of(":prefix", AttributeValue.fromS(pkPrefix)))
            .build();
    return call("scan", () -> client.scanPaginator(request).items().stream().toList());
  }

  /** Puts an item, whatever is there. */
  void put(Map<String, AttributeValue> item) {
    put(item, r -> r);
  }

  /**
   * Puts an item unless there is one.
   *
   * @return whether it was put by this call
   */
  boolean putIfAbsent(Map<String, AttributeValue> item) {
    return put(item, r -> r.conditionExpression("attribute_not_exists(pk)"));
  }

  /**
   * Puts an item, also over one with the same or a lower number in an attribute.
   *
   * @return whether it was put
   */
  boolean putUnlessLower(Map<String, AttributeValue> item, String attribute) {
    return put(
        item,
        r ->
            r.conditionExpression("attribute_not_exists(pk) OR #number <= :number")
                .expressionAttributeNames(Map.of("#number", attribute))
                .expressionAttributeValues(Map.of(":number", item.get(attribute))));
  }

  /**
   * Puts an item over one in this state and of this batch.
   *
   * @return whether it was put
   */
  boolean putIf(Map<String, AttributeValue> item, String state, long batch) {
    return put(
        item,
        r ->
            r.conditionExpression("#state = :state AND #batch = :batch")
                .expressionAttributeNames(Map.of("#state", STATE, "#batch", "batch"))
                .expressionAttributeValues(
                    Map.of(
                        ":state", AttributeValue.fromS(state),
                        ":batch", AttributeValue.fromN(Long.toString(batch)))));
  }

  /**
   * Puts an item, also over one that has not more in a first attribute, or as much in it and not
   * more in a second.
   */
  void putUnlessLower(Map<String, AttributeValue> item, String first, String second) {
    put(
        item,
        r ->
            r.conditionExpression(
                    "attribute_not_exists(pk) OR #first < :first"
                        + " OR (#first = :first AND #second <= :second)")
                .expressionAttributeNames(Map.of("#first", first, "#second", second))
                .expressionAttributeValues(
                    Map.of(":first", item.get(first), ":second", item.get(second))));
  }

  /**
   * Updates an item if the request's condition holds.
   *
   * @return the item as it is then; empty if the condition did not hold
   */
  Optional<Map<String, AttributeValue>> update(
      Map<String, AttributeValue> key, UnaryOperator<UpdateItemRequest.Builder> change) {
    UpdateItemRequest request =
        change
            .apply(UpdateItemRequest.builder().tableName(table).key(key))
            .returnValues(ReturnValue.ALL_NEW)
            .build();
    return call(
        "update",
        () -> {
          try {
            return Optional.of(client.updateItem(request).attributes());
          } catch (ConditionalCheckFailedException e) {
            return Optional.empty();
          }
        });
  }

  /**
   * Deletes an item whose number in an attribute is this one or lower; one that is not there is
   * deleted already.
   */
  void deleteUnlessHigher(Map<String, AttributeValue> key, String attribute, long number) {
    call(
        "delete from",
        () -> {
          try {
            return client.deleteItem(
                r ->
                    r.tableName(table)
                        .key(key)
                        .conditionExpression("attribute_not_exists(pk) OR #number <= :number")
                        .expressionAttributeNames(Map.of("#number", attribute))
                        .expressionAttributeValues(
                            Map.of(":number", AttributeValue.fromN(Long.toString(number)))));
          } catch (ConditionalCheckFailedException e) {
            return e;
          }
        });
  }

  private boolean put(
      Map<String, AttributeValue> item, UnaryOperator<PutItemRequest.Builder> condition) {
    PutItemRequest request =
        condition.apply(PutItemRequest.builder().tableName(table).item(item)).build();
    return call(
        "write",
        () -> {
          try {
            client.putItem(request);
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  private QueryRequest.Builder query(String pk) {
    return QueryRequest.builder()
        .tableName(table)
        .consistentRead(true)
        .keyConditionExpression("pk = :pk")
        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(pk)));
  }

  private <T> T call(String verb, Supplier<T> call) {
    return ServiceCall.to(verb + " ledger table " + table, call);
  }

  private static List<List<Map<String, AttributeValue>>> parts(
      Collection<Map<String, AttributeValue>> keys, int size) {
    List<Map<String, AttributeValue>> all = List.copyOf(keys);
    List<List<Map<String, AttributeValue>>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      parts.add(all.subList(from, Math.min(from + size, all.size())));
    }
    return parts;
  }
}

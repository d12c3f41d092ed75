package io.ingot.it.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.TransientException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.LedgerContract;
import io.ingot.functions.aws.DynamoDbLedger;
import io.ingot.it.NeedsStandIns;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** DynamoDB keeps the ledger's contract. */
@ExtendWith(NeedsStandIns.class)
class DynamoDbLedgerIT extends LedgerContract {
  private static final String RIDES = "rides";

  private static DynamoDbClient client;
  private static DynamoDbClient other;

  private String table;

  @BeforeAll
  static void startServer() throws Exception {
    client = DynamoDbLocal.shared().client();
    other = DynamoDbLocal.shared().client();
  }

  @Override
  protected Ledger create() {
    table = DynamoDbLocal.table(client);
    return new DynamoDbLedger(client, table);
  }

  @Override
  protected Ledger peer() {
    return new DynamoDbLedger(other, table);
  }

  @Test
  void waiting_whatARacedRegistrationLeft_isRemoved() {
    Ledger ledger = create();
    FileItem raced = waiting("a.csv");
    FileItem next = waiting("b.csv");
    ledger.register(RIDES, raced);
    ledger.register(RIDES, next);
    Map<String, AttributeValue> queued = queued("landing/a.csv#v1");
    ledger.settle(RIDES, List.of(raced.in(FileState.loaded, 1, "")));
    client.putItem(r -> r.tableName(table).item(queued));
    assertThat(ledger.countWaiting(RIDES)).isEqualTo(2);

    assertThat(ledger.waiting(RIDES, 1)).containsExactly(next);
    assertThat(ledger.countWaiting(RIDES)).isEqualTo(1);
  }

  @Test
  void settle_whileTheFileIsPutBackToWait_leavesItWaiting() {
    Ledger ledger = create();
    FileItem refused = waiting("a.csv").in(FileState.refused, 4, "bad");
    FileItem again = waiting("a.csv").in(FileState.waiting, 5, "");
    ledger.settle(RIDES, List.of(refused));

    // A repetition that is slow: the file is put back between its two steps.
    new DynamoDbLedger(
            beforeDeletes(() -> assertThat(ledger.requeue(RIDES, refused, again)).isTrue()), table)
        .settle(RIDES, List.of(refused));

    assertThat(ledger.waiting(RIDES, 1)).containsExactly(again);
  }

  @Test
  void requeue_overWhatARacedRegistrationLeft_waitsForItsBatch() {
    Ledger ledger = create();
    FileItem file = waiting("a.csv");
    FileItem refused = file.in(FileState.refused, 4, "bad");
    FileItem again = file.in(FileState.waiting, 5, "");
    ledger.register(RIDES, file);
    Map<String, AttributeValue> queued = queued("landing/a.csv#v1");
    ledger.settle(RIDES, List.of(refused));
    client.putItem(r -> r.tableName(table).item(queued));

    assertThat(ledger.requeue(RIDES, refused, again)).isTrue();
    assertThat(ledger.waiting(RIDES, 1)).containsExactly(again);
  }

  @Test
  void register_ofALongKey_keepsItApartFromOthers() {
    Ledger ledger = create();
    FileItem first = waiting("é".repeat(511) + "1");
    FileItem second = waiting("é".repeat(511) + "2");

    assertThat(ledger.register(RIDES, first)).isEqualTo(Ledger.Registration.added);
    assertThat(ledger.register(RIDES, second)).isEqualTo(Ledger.Registration.added);
    assertThat(ledger.waiting(RIDES, 9)).containsExactly(first, second);
    assertThat(ledger.file(RIDES, second.file())).contains(second);
    ledger.settle(RIDES, List.of(first.in(FileState.loaded, 1, "")));
    assertThat(ledger.waiting(RIDES, 9)).containsExactly(second);
  }

  @Test
  void register_ofAFile_costsOneWriteUnit() {
    Ledger ledger = create();
    ledger.register(RIDES, waiting("data/2024/05/01/rides.csv"));

    assertThat(queued("landing/data/2024/05/01/rides.csv#v1").toString().length())
        .as("well below the 1 KB of a write unit")
        .isLessThan(1000);
  }

  @Test
  void ledger_withoutItsTable_isRefused() {
    Ledger ledger = new DynamoDbLedger(client, "nowhere");

    assertThatThrownBy(() -> ledger.pipeline(RIDES))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("Cannot read ledger table nowhere: the service refused (")
        .hasMessageEndingWith("). Check the function's role and settings.");
  }

  @Test
  void ledger_thatIsNotReached_isTransient() throws Exception {
    DynamoDbClient nobody =
        TestClients.of(DynamoDbClient.builder(), "http://127.0.0.1:" + ServerProcess.freePort())
            .build();

    assertThatThrownBy(() -> new DynamoDbLedger(nobody, "ledger").pipeline(RIDES))
        .isInstanceOf(TransientException.class)
        .hasMessageStartingWith("Cannot read ledger table ledger: the service was not reached (");
  }

  /** A client that does something else before it deletes. */
  private static DynamoDbClient beforeDeletes(Runnable action) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              if (method.getName().matches("deleteItem|batchWriteItem")) {
                action.run();
              }
              try {
                return method.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Map<String, AttributeValue> queued(String sk) {
    return client
        .getItem(
            r ->
                r.tableName(table)
                    .key(
                        Map.of(
                            "pk",
                            AttributeValue.fromS("QUEUE#rides"),
                            "sk",
                            AttributeValue.fromS(sk))))
        .item();
  }

  private static FileItem waiting(String key) {
    return new FileItem(
        "rides",
        new FileVersion("landing", key, "v1"),
        10,
        "e",
        Instant.parse("2024-05-01T12:00:00Z"),
        "",
        FileState.waiting,
        0,
        "");
  }
}

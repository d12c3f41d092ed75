package io.ingot.it.aws;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * DynamoDB Local, in memory, in a process of its own, one for all tests of this JVM. It listens on
 * all interfaces, which it offers no way to change, with data that only tests put there.
 */
final class DynamoDbLocal {
  private static DynamoDbLocal running;

  private final ServerProcess server;

  private DynamoDbLocal(ServerProcess server) {
    this.server = server;
  }

  /**
   * The server, started by the first who asks; it ends with this JVM. Without its native library
   * the test is skipped, except in CI, where it fails.
   */
  static synchronized DynamoDbLocal shared() throws Exception {
    if (running == null) {
      running = start();
    }
    return running;
  }

  private static DynamoDbLocal start() throws Exception {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (!system.contains("linux") || !System.getProperty("os.arch").equals("amd64")) {
      String why = "DynamoDB Local has a native library for Linux on x86-64 only";
      if ("true".equals(System.getenv("CI"))) {
        fail(why);
      }
      abort(why);
    }
    Path lib = Path.of("dynamodb-local", "target", "lib").toAbsolutePath();
    int port = ServerProcess.freePort();
    return new DynamoDbLocal(
        ServerProcess.start(
            "dynamodb-local",
            port,
            List.of(
                "-Djava.library.path=" + lib,
                "-cp",
                lib + File.separator + "*",
                "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
                "-inMemory",
                "-disableTelemetry",
                "-port",
                Integer.toString(port))));
  }

  String uri() {
    return server.uri();
  }

  DynamoDbClient client() {
    return TestClients.of(DynamoDbClient.builder(), uri()).build();
  }

  /** Makes a table as the template does, and answers its name. */
  static String table(DynamoDbClient client) {
    String name = "ledger-" + UUID.randomUUID();
    client.createTable(
        r ->
            r.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(List.of(text("pk"), text("sk")))
                .keySchema(List.of(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))));
    return name;
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}

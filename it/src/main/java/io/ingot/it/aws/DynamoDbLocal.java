package io.ingot.it.aws;

import io.ingot.it.Build;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * DynamoDB Local, in memory, in a process of its own, one for all of this JVM. It listens on all
 * interfaces, which it offers no way to change, with sample data only. All callers see the same
 * tables; without {@code -sharedDb} every access key and Region would have tables of its own.
 */
public final class DynamoDbLocal {
  private static DynamoDbLocal running;

  private final ServerProcess server;

  private DynamoDbLocal(ServerProcess server) {
    this.server = server;
  }

  /** The server, started by the first who asks; it ends with this JVM. */
  public static synchronized DynamoDbLocal shared() throws Exception {
    if (running == null) {
      running = start();
    }
    return running;
  }

  /** Whether its native library is there for this machine. */
  public static boolean supported() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
        && System.getProperty("os.arch").equals("amd64");
  }

  private static DynamoDbLocal start() throws Exception {
    Path lib = Build.root().resolve("it/dynamodb-local/target/lib");
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
                "-sharedDb",
                "-disableTelemetry",
                "-port",
                Integer.toString(port))));
  }

  public String uri() {
    return server.uri();
  }

  /** A client whose calls are looked at. */
  public DynamoDbClient client(ExecutionInterceptor interceptor) {
    return TestClients.of(DynamoDbClient.builder(), uri())
        .overrideConfiguration(o -> o.addExecutionInterceptor(interceptor))
        .build();
  }

  public DynamoDbClient client() {
    return TestClients.of(DynamoDbClient.builder(), uri()).build();
  }

  /** Makes a table as the template does, and answers its name. */
  public static String table(DynamoDbClient client) {
    String name = "ledger-" + UUID.randomUUID();
    table(client, name);
    return name;
  }

  /** Makes a table as the template does. */
  public static void table(DynamoDbClient client, String name) {
    client.createTable(
        r ->
            r.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(List.of(text("pk"), text("sk")))
                .keySchema(List.of(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))));
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

package io.ingot.it;

import io.ingot.core.json.Json;
import io.ingot.functions.aws.S3Code;
import io.ingot.it.aws.DynamoDbLocal;
import io.ingot.it.aws.FakeAws;
import io.ingot.it.aws.S3Mock;
import io.ingot.it.lambda.FunctionProcess;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/**
 * Everything that the functions talk to, on this machine: DynamoDB Local with the ledger's table,
 * S3Mock with the buckets, and a small server for Step Functions, EMR Serverless and SNS. The
 * landing bucket has the name that the sample events use.
 */
public final class StandIns implements AutoCloseable {
  public static final String LANDING = "ingot-dev-landingbucket-1a2b3c4d5e6f";
  public static final String STATE_MACHINE =
      "arn:aws:states:eu-central-1:111122223333:stateMachine:ingot-dev-medallion";

  private static final String LOCAL = "127.0.0.1";

  private final FakeAws aws;
  private final DynamoDbLocal dynamoDb;
  private final S3Mock s3Mock;
  private final S3Client s3;
  private final String suffix;

  private StandIns(FakeAws aws, DynamoDbLocal dynamoDb, S3Mock s3Mock, String suffix) {
    this.aws = aws;
    this.dynamoDb = dynamoDb;
    this.s3Mock = s3Mock;
    this.s3 = s3Mock.client();
    this.suffix = suffix;
  }

  /** Starts them on the loopback interface, as far as they let themselves be told. */
  public static StandIns start(String suffix) throws Exception {
    return start(suffix, InetAddress.getLoopbackAddress());
  }

  /**
   * Starts them. DynamoDB Local and S3Mock are shared within this JVM and listen on all interfaces.
   *
   * @param suffix ends the names of table and buckets that are this one's alone
   * @param address where the small server listens
   */
  public static StandIns start(String suffix, InetAddress address) throws Exception {
    StandIns standIns =
        new StandIns(FakeAws.start(address), DynamoDbLocal.shared(), S3Mock.shared(), suffix);
    try (DynamoDbClient ledger = standIns.dynamoDb.client()) {
      DynamoDbLocal.table(ledger, standIns.table());
    }
    for (String bucket : List.of(LANDING, standIns.work(), standIns.code(), standIns.warehouse())) {
      try {
        S3Mock.bucket(standIns.s3, bucket);
      } catch (BucketAlreadyOwnedByYouException another) {
        // The landing bucket is shared, as its server is.
      }
    }
    new S3Code(standIns.s3, standIns.code()).publish("a jar".getBytes(StandardCharsets.UTF_8));
    return standIns;
  }

  public FakeAws aws() {
    return aws;
  }

  public S3Client s3() {
    return s3;
  }

  /** A client of the ledger's server; to be closed. */
  public DynamoDbClient dynamoDb() {
    return dynamoDb.client();
  }

  /** Where S3 answers. */
  public String s3Uri() {
    return s3Mock.uri();
  }

  /** Where DynamoDB, S3, and everything else is answered. */
  List<String> addresses() {
    return List.of(dynamoDb.uri(), s3Mock.uri(), aws.uri());
  }

  public String table() {
    return "ingot-dev-ledger-" + suffix;
  }

  public String work() {
    return "ingot-dev-workbucket-" + suffix;
  }

  public String code() {
    return "ingot-dev-codebucket-" + suffix;
  }

  public String warehouse() {
    return "ingot-dev-warehousebucket-" + suffix;
  }

  /** The environment of each function of the template, as seen from this machine. */
  public SortedMap<String, Map<String, String>> environments() {
    return environments(LOCAL);
  }

  /**
   * The environment of each function of the template. Only declared variables: {@code sam local}
   * passes on no others, which is why the servers' addresses travel as options of the JVM.
   *
   * @param host the name under which the functions reach this machine
   */
  public SortedMap<String, Map<String, String>> environments(String host) {
    Map<String, String> known =
        Map.of(
            "INGOT_LEDGER_TABLE",
            table(),
            "INGOT_LANDING_BUCKET",
            LANDING,
            "INGOT_WORK_BUCKET",
            work(),
            "INGOT_CODE_BUCKET",
            code(),
            "INGOT_STATE_MACHINE_ARN",
            STATE_MACHINE,
            "INGOT_APPLICATION_ID",
            "00f1a2b3c4d5e6f7",
            "INGOT_TOPIC_ARN",
            "arn:aws:sns:eu-central-1:111122223333:ingot-dev");
    SortedMap<String, Map<String, String>> environments = new TreeMap<>();
    Template.functions()
        .forEach(
            (name, function) -> {
              SortedMap<String, String> values = new TreeMap<>(function.variables());
              values.replaceAll((variable, value) -> known.getOrDefault(variable, value));
              values.computeIfPresent(
                  "JAVA_TOOL_OPTIONS", (variable, options) -> options + endpoints(host));
              environments.put(name, values);
            });
    return environments;
  }

  /** What is written into {@code events/env.json}. */
  public String environmentFile(String host) {
    return Json.pretty(environments(host)) + "\n";
  }

  /** The function of the template, to be started under the runtime interface client. */
  public FunctionProcess.Launch launch(String function) {
    return FunctionProcess.Launch.of(
        Template.functions().get(function).handler(),
        List.of(Build.functionsJar()),
        environments().get(function));
  }

  @Override
  public void close() {
    s3.close();
    aws.close();
  }

  private String endpoints(String host) {
    return " -Daws.endpointUrlDynamoDb=%s -Daws.endpointUrlS3=%s -Daws.endpointUrl=%s"
        .formatted(dynamoDb.uri(), s3Mock.uri(), aws.uri())
        .replace(LOCAL, host);
  }
}

package io.ingot.it.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import io.ingot.core.json.Json;
import io.ingot.functions.aws.PackagedDefinitions;
import io.ingot.functions.aws.S3Code;
import io.ingot.it.NeedsStandIns;
import io.ingot.readers.Column;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The jar that Lambda gets has all that the handlers need, and is small. */
@ExtendWith(NeedsStandIns.class)
class ShadedJarIT {
  private static final Path JAR =
      Path.of("..", "functions", "target", "ingot-functions.jar").toAbsolutePath();
  private static final long LARGEST = 14L << 20;

  /** A JDK without its jmods cannot shrink the SDK. */
  private static final long LARGEST_UNSHRUNK = 17L << 20;

  @TempDir Path folder;

  @Test
  void jar_isSmall() throws Exception {
    boolean shrunk =
        Files.exists(Path.of(System.getProperty("java.home"), "jmods", "java.base.jmod"));

    assertThat(Files.size(JAR)).isLessThan(shrunk ? LARGEST : LARGEST_UNSHRUNK);
  }

  @Test
  void jar_holdsDefinitionsAndNoSignatures() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(JarEntry::getName))
          .contains("pipelines/rides/pipeline.yaml")
          .noneMatch(n -> n.endsWith("module-info.class") || n.matches("META-INF/.*\\.(SF|RSA)"))
          .noneMatch(n -> n.startsWith("pipelines/") && n.contains("/samples/"))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void handlers_fromTheJarAlone_admitPlanAndClose() throws Exception {
    S3Client s3 = S3Mock.shared().client();
    DynamoDbClient dynamoDb = DynamoDbLocal.shared().client();
    String landing = S3Mock.bucket(s3);
    String work = S3Mock.bucket(s3);
    String code = S3Mock.bucket(s3);
    String jar = new S3Code(s3, code).publish("a jar".getBytes(StandardCharsets.UTF_8));
    String key = "rides/data/bad.csv";
    byte[] rides = (header() + "\n").getBytes(StandardCharsets.UTF_8);
    String version = S3Mock.upload(s3, landing, "rides/data/a.csv", rides);
    S3Mock.upload(s3, landing, key, "nothing\n1\n".getBytes(StandardCharsets.UTF_8));
    try (FakeAws aws = FakeAws.start()) {
      String output =
          run(
              Map.of(
                  "AWS_REGION", "eu-central-1",
                  "AWS_ACCESS_KEY_ID", "test",
                  "AWS_SECRET_ACCESS_KEY", "test",
                  "AWS_ENDPOINT_URL", aws.uri()),
              Map.of(
                  "AWS_ENDPOINT_URL_S3",
                  S3Mock.shared().uri(),
                  "AWS_ENDPOINT_URL_DYNAMODB",
                  DynamoDbLocal.shared().uri(),
                  "INGOT_LEDGER_TABLE",
                  DynamoDbLocal.table(dynamoDb),
                  "INGOT_LANDING_BUCKET",
                  landing,
                  "INGOT_WORK_BUCKET",
                  work,
                  "INGOT_CODE_BUCKET",
                  code,
                  "INGOT_STATE_MACHINE_ARN",
                  "arn:aws:states:eu-central-1:1:stateMachine:medallion",
                  "INGOT_APPLICATION_ID",
                  "app",
                  "INGOT_TOPIC_ARN",
                  "arn:aws:sns:eu-central-1:1:topic"),
              List.of(
                  Json.write(
                      Map.of(
                          "Records",
                          List.of(message(landing, "rides/data/a.csv"), message(landing, key)))),
                  "{\"pipeline\":\"rides\",\"execution\":\"e1\",\"turn\":\"1\"}",
                  "{\"pipeline\":\"rides\",\"execution\":\"e1\",\"batch\":1,\"fence\":1,\"attempt\":1,"
                      + "\"failure\":{\"error\":\"States.Timeout\",\"cause\":\"\"}}"));

      assertThat(output)
          .contains("admit 0\n")
          .contains("plan {\"work\":\"batch\"")
          .contains("\"attemptFile\":\"s3://" + work + "/rides/1-1-1.json\"")
          .contains("\"jar\":\"" + jar)
          .contains("close {");
      assertThat(aws.stepFunctions().starts()).isEqualTo(1);
      assertThat(aws.sns().published()).hasSize(1);
    }
    assertThat(S3Mock.read(s3, "s3://" + work + "/rides/1-1.json"))
        .asString(StandardCharsets.UTF_8)
        .contains(version);
  }

  /** All columns that the rides source declares. */
  private static String header() {
    return new PackagedDefinitions()
        .definitions().pipeline("rides").orElseThrow().sources().get(0).columns().stream()
            .map(Column::name)
            .collect(Collectors.joining(","));
  }

  private static Map<String, Object> message(String bucket, String key) {
    return Map.of(
        "messageId",
        key,
        "body",
        Json.write(
            Map.of(
                "detail-type",
                "Object Created",
                "detail",
                Map.of("bucket", Map.of("name", bucket), "object", Map.of("key", key)))));
  }

  private String run(Map<String, String> sdk, Map<String, String> settings, List<String> arguments)
      throws Exception {
    Path serialization =
        Path.of(PojoSerializer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path output = folder.resolve("output");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-cp",
                String.join(
                    File.pathSeparator,
                    JAR.toString(),
                    serialization.toString(),
                    Path.of("target", "test-classes").toAbsolutePath().toString()),
                "io.ingot.it.aws.ShadedMain"));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(sdk);
    builder.environment().putAll(settings);
    Process process = builder.start();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    String text = Files.readString(output);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }
}

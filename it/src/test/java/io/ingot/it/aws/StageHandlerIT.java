package io.ingot.it.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import io.ingot.functions.aws.S3Code;
import io.ingot.functions.stage.StageHandler;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

class StageHandlerIT {
  @TempDir Path folder;

  private FakeAws aws;
  private S3Client client;
  private String bucket;
  private Path jar;
  private StageHandler handler;

  @BeforeEach
  void start() throws Exception {
    aws = FakeAws.start();
    client = S3Mock.shared().client();
    bucket = S3Mock.bucket(client);
    jar = Files.writeString(folder.resolve("job.jar"), "abc");
    handler = new StageHandler(() -> new S3Code(client, bucket), () -> jar);
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void create_publishesTheJarUnderItsHash() throws Exception {
    JsonNode answer = answerTo("Create", "");

    String uri =
        "s3://"
            + bucket
            + "/jobs/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.jar";
    assertThat(answer.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(answer.path("PhysicalResourceId").asText()).isEqualTo(uri);
    assertThat(answer.path("Data").path("Uri").asText()).isEqualTo(uri);
    assertThat(answer.path("StackId").asText()).isEqualTo("stack");
    assertThat(answer.path("RequestId").asText()).isEqualTo("request");
    assertThat(answer.path("LogicalResourceId").asText()).isEqualTo("StagedJar");
    assertThat(S3Mock.read(client, uri)).isEqualTo("abc".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void answer_isPutWithoutAContentType() throws Exception {
    answerTo("Create", "");

    FakeAws.Request put = aws.puts().getLast();
    assertThat(put.uri().toString()).isEqualTo("/answer?X-Amz-Signature=a%2Fb");
    assertThat(FakeAws.header(put, "Content-type")).isEmpty();
  }

  @Test
  void update_withTheSameJar_keepsItsUriAndWritesNothing() throws Exception {
    String first = answerTo("Create", "").path("PhysicalResourceId").asText();

    assertThat(answerTo("Update", first).path("PhysicalResourceId").asText()).isEqualTo(first);
    assertThat(client.listObjectVersions(r -> r.bucket(bucket)).versions())
        .filteredOn(v -> v.key().endsWith(".jar"))
        .hasSize(1);
  }

  @Test
  void update_withAnotherJar_keepsTheOldOne() throws Exception {
    String first = answerTo("Create", "").path("PhysicalResourceId").asText();
    Files.writeString(jar, "abcd");

    assertThat(answerTo("Update", first).path("PhysicalResourceId").asText()).isNotEqualTo(first);
    assertThat(answerTo("Delete", first).path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(S3Mock.read(client, first)).isNotEmpty();
  }

  @Test
  void create_withoutAJar_answersThatItFailed() throws Exception {
    Files.delete(jar);

    JsonNode answer = answerTo("Create", "");
    assertThat(answer.path("Status").asText()).isEqualTo("FAILED");
    assertThat(answer.path("Reason").asText()).contains("NoSuchFileException", "job.jar");
    assertThat(answer.path("PhysicalResourceId").asText()).isEqualTo("not-staged");
  }

  @Test
  void create_failingForALongReason_answersItCut() throws Exception {
    handler =
        new StageHandler(
            () -> {
              throw new IllegalStateException("é".repeat(5000));
            },
            () -> jar);

    JsonNode answer = answerTo("Create", "");
    assertThat(answer.path("Status").asText()).isEqualTo("FAILED");
    assertThat(answer.path("Reason").asText().getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(1024);
  }

  @Test
  void answer_thatIsNotTakenAtOnce_isSentAgain() throws Exception {
    aws.failNext(503, "SlowDown");

    assertThat(answerTo("Create", "").path("Status").asText()).isEqualTo("SUCCESS");
  }

  private JsonNode answerTo(String type, String physicalId) throws Exception {
    Map<String, Object> request =
        Map.of(
            "RequestType",
            type,
            "ResponseURL",
            aws.uri() + "/answer?X-Amz-Signature=a%2Fb",
            "StackId",
            "stack",
            "RequestId",
            "request",
            "LogicalResourceId",
            "StagedJar",
            "PhysicalResourceId",
            physicalId.isEmpty() ? "not-staged" : physicalId);
    handler.handleRequest(
        new ByteArrayInputStream(Json.bytes(request)),
        OutputStream.nullOutputStream(),
        new LogContext());
    return Json.read(aws.puts().getLast().body(), JsonNode.class);
  }
}

package io.ingot.core.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.failure.TransientException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.plan.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmitTest {
  private static final String ROWS = "id,fare\n1,2.00\n";
  private final World world = World.replacing();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rides/data/a.csv",
        "rides/data/2024/05/a.CSV",
        "rides/data/a b+c%41 é.csv",
        "rides/data/_day=2024-05-06/a.csv",
        "rides/data/[x]{y}.txt"
      })
  void admit_goodFile_waitsAndStartsAnExecution(String key) {
    assertThat(world.upload(key, "v1", ROWS, 1).verdict()).isEqualTo(Admit.Verdict.waiting);
    assertThat(world.ledger.waiting("rides", 10)).hasSize(1);
    assertThat(world.started).containsExactly("rides-b1-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rides/data/a.pdf|its suffix is not one of .csv, .tsv, .psv, .tbl, .txt, .dat, .log (each also with .gz, .zst, .bz2 or .zip); declare suffix: any, or files:, if it is one all the same",
        "rides/data/a.csv.part|its name is that of a temporary file",
        "rides/data/a.csv.gz|it is named .gz but holds no gzip data",
      })
  void admit_badName_isRefusedWithTheReason(String key, String reason) {
    Admit.Outcome outcome = world.upload(key, "v1", ROWS, 1);

    assertThat(outcome.verdict()).isEqualTo(Admit.Verdict.refused);
    assertThat(outcome.reason()).isEqualTo(reason);
    assertThat(world.ledger.settledFiles("rides"))
        .extracting(FileItem::reason)
        .containsExactly(reason);
    assertThat(world.messages)
        .containsExactly(
            "Cannot admit s3://landing/%s?versionId=v1: %s. Correct the file and upload it again."
                .formatted(key, reason));
    assertThat(world.started).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rides/data/",
        "rides/",
        "rides/data/_SUCCESS",
        "rides/data/.part-00000.csv.crc",
        "rides/data/_temporary/0/part-00000.csv",
        "rides/data/orders_manifest.json",
        "rides/data/2024_$folder$"
      })
  void admit_marker_isIgnoredWithoutAWord(String key) {
    assertThat(world.upload(key, "v1", ROWS, 1).verdict()).isEqualTo(Admit.Verdict.ignored);
    assertThat(world.messages).isEmpty();
    assertThat(world.started).isEmpty();
    assertThat(world.ledger.settledFiles("rides")).isEmpty();
    assertThat(world.ledger.settledFiles(Admit.UNROUTED)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "^^|it is empty (0 bytes)",
        "fare,x|its header lacks required columns (id; header: fare, x)",
        "PAR1data|it is a Parquet file, not text",
      })
  void admit_badContent_isRefusedWithTheReason(String content, String reason) {
    assertThat(world.upload("rides/data/a.csv", "v1", content, 1).reason()).isEqualTo(reason);
  }

  @Test
  void admit_tooLarge_isRefusedWithBothNumbers() {
    assertThat(world.upload("rides/data/a.csv", "v1", "id\n" + "1\n".repeat(600), 1).reason())
        .isEqualTo("it is larger than max_file_size (1203 of 1000 bytes)");
  }

  @Test
  void admit_nulBytes_isRefused() {
    assertThat(world.upload("rides/data/a.csv", "v1", "id\0x", 1).reason())
        .isEqualTo("it holds binary data, not text");
  }

  @Test
  void admit_unknownPrefix_isRefusedUnderNoPipeline() {
    Admit.Outcome outcome = world.upload("elsewhere/a.csv", "v1", ROWS, 1);

    assertThat(outcome.reason()).isEqualTo("no source's landing prefix matches its key");
    assertThat(world.ledger.settledFiles(Admit.UNROUTED)).hasSize(1);
  }

  @Test
  void admit_gone_isRefused() {
    assertThat(world.deliver(new FileVersion("landing", "rides/data/a.csv", "v1")).reason())
        .isEqualTo("it is gone: this version was deleted before it was admitted");
  }

  @Test
  void admit_fileThatMayNotBeRead_isRefusedByName() {
    FileVersion file = new FileVersion("landing", "rides/data/secret.csv", "v1");
    world.secret.add(file);

    Admit.Outcome outcome = world.deliver(file);

    assertThat(outcome.verdict()).isEqualTo(Admit.Verdict.refused);
    assertThat(outcome.reason()).isEqualTo("it may not be read");
    assertThat(world.messages.get(0)).contains(file + ": it may not be read");
    assertThat(world.ledger.file("rides", file)).isPresent();
  }

  @Test
  void refusals_ofOneInvocation_areOneMessageWithCounts() {
    Refusals refusals = new Refusals();
    for (int i = 0; i < 30; i++) {
      refuse("rides/data/empty-%02d.csv".formatted(i), "", refusals);
    }
    refuse("rides/data/picture.png", "x", refusals);
    world.admit().settle(refusals);

    assertThat(world.messages).hasSize(1);
    assertThat(world.messages.get(0))
        .startsWith("Cannot admit 31 files. Correct them and upload them again.")
        .contains(
            "30 files: it is empty (0 bytes)",
            "empty-19.csv",
            "and 10 more, see ./ingot status",
            "1 file: its suffix is not one of",
            "picture.png")
        .doesNotContain("empty-20.csv");
    assertThat(world.ledger.settledFiles("rides")).hasSize(31);
  }

  private void refuse(String key, String content, Refusals refusals) {
    FileVersion file = new FileVersion("landing", key, "v1");
    world.objects.put(file, content.getBytes(StandardCharsets.UTF_8));
    world.times.put(file, World.NOW);
    assertThat(world.admit().admit(new UploadEvent.Created(file, "01"), World.NOW, refusals))
        .extracting(Admit.Outcome::verdict)
        .isEqualTo(Admit.Verdict.refused);
  }

  @Test
  void admit_refusedAgain_notifiesOnce() {
    world.upload("rides/data/a.pdf", "v1", ROWS, 1);

    assertThat(world.upload("rides/data/a.pdf", "v1", ROWS, 1).verdict())
        .isEqualTo(Admit.Verdict.known);
    assertThat(world.messages).hasSize(1);
  }

  @Test
  void admit_duplicateThatStillWaits_raisesArrivalsAgain() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.upload("rides/data/a.csv", "v1", ROWS, 1);

    assertThat(world.ledger.pipeline("rides").arrivals()).isEqualTo(2);
    assertThat(world.ledger.waiting("rides", 10)).hasSize(1);
    assertThat(world.started).hasSize(1);
  }

  @Test
  void admit_noVersioning_isDeliveredAgain() {
    world.versioned = false;

    assertThatThrownBy(() -> world.upload("rides/data/a.csv", "", ROWS, 1))
        .isInstanceOf(TransientException.class)
        .hasMessageStartingWith(
            "Cannot admit s3://landing/rides/data/a.csv: the landing bucket keeps no versions (landing).");
  }

  @Test
  void announce_endedExecution_startsTheNextName() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.end("rides-b1-1");

    world.upload("rides/data/b.csv", "v2", ROWS, 2);

    assertThat(world.started).containsExactly("rides-b1-1", "rides-b1-2");
  }

  @Test
  void events_bothShapes_giveTheRawKey() {
    String bridge =
        """
        {"detail-type":"Object Created","detail":{"bucket":{"name":"b"},"object":{"key":"a b+c%41.csv","version-id":"v","sequencer":"0A"}}}""";
    String notification =
        """
        {"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"},"object":{"key":"a+b%2Bc%2541.csv","versionId":"v","sequencer":"0A"}}}]}""";
    UploadEvent expected = new UploadEvent.Created(new FileVersion("b", "a b+c%41.csv", "v"), "0A");

    assertThat(UploadEvents.in(bridge)).isEqualTo(List.of(expected));
    assertThat(UploadEvents.in(notification)).isEqualTo(List.of(expected));
  }

  @Test
  void events_thatAreNoUploads_areTold() {
    assertThat(UploadEvents.in("{\"detail-type\":\"Object Deleted\"}"))
        .containsExactly(new UploadEvent.Ignored("Object Deleted"));
    assertThat(UploadEvents.in("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}"))
        .containsExactly(new UploadEvent.Ignored("S3 test event"));
    assertThat(UploadEvents.in("nonsense"))
        .containsExactly(new UploadEvent.Unreadable("the message is no JSON"));
    assertThat(UploadEvents.in("{}"))
        .containsExactly(new UploadEvent.Unreadable("the message is no S3 event"));
  }
}

package io.ingot.core.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.failure.TransientException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.plan.World;
import io.ingot.readers.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
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
        "rides/data/|it is a folder marker",
        "rides/data/a.pdf|its suffix is not one of .csv, .tsv, .txt, .dat (each also with .gz or .zst)",
        "rides/data/a.csv.part|its name is that of a temporary file",
        "rides/data/_temporary/0/a.csv|its name is that of a hidden file (names must not start with . or _)",
        "rides/data/.a.csv|its name is that of a hidden file (names must not start with . or _)",
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
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "^^|it is empty (0 bytes)",
        "fare,x|its header lacks required columns (id; header: fare, x)",
        "PAR1data|it holds binary data, not text",
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
  void content_gzipHead_isLookedInto() throws IOException {
    byte[] gz = gzip("fare\n1\n");

    assertThat(FileCheck.content("a.csv.gz", gz.length, gz, source()))
        .contains("its header lacks required columns (id; header: fare)");
  }

  @Test
  void content_gzipCutOff_isLeftToTheBronzeStage() throws IOException {
    byte[] gz = gzip("id,fare\n" + "1,2.00\n".repeat(100));
    byte[] half = Arrays.copyOf(gz, gz.length / 2);

    assertThat(FileCheck.content("a.csv.gz", half.length, half, source())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.parquet|PAR1 something PAR1|",
        "a.parquet|id,fare|it is not a Parquet file (it does not begin with PAR1)",
        "a.parquet|PAR1 something|it is a Parquet file that was cut off (it does not end in PAR1)",
        "a.parquet|PAR1|it is a Parquet file that was cut off (it does not end in PAR1)",
      })
  void content_ofParquet_isKnownByItsMagic(String name, String content, String reason) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);

    assertThat(FileCheck.content(name, bytes.length, bytes, source(Format.Type.parquet)))
        .isEqualTo(Optional.ofNullable(reason));
    assertThat(FileCheck.content(name, 1L << 20, bytes, source(Format.Type.parquet)).isPresent())
        .as("only the head is there")
        .isEqualTo(!content.startsWith("PAR1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "csv|a.csv.zst|",
        "json|a.jsonl.gz|",
        "parquet|a.snappy.parquet|",
        "parquet|a.parquet.gz|its suffix is not one of .parquet",
        "csv|a.parquet|its suffix is not one of .csv, .tsv, .txt, .dat (each also with .gz or .zst)",
      })
  void name_mustFitTheFormat(Format.Type type, String name, String reason) {
    assertThat(FileCheck.name("rides/data/" + name, source(type)))
        .isEqualTo(Optional.ofNullable(reason));
  }

  @Test
  void content_zstandard_isKnownByItsMagic() {
    byte[] magic = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0};

    assertThat(FileCheck.content("a.csv.zst", 6, magic, source())).isEmpty();
    assertThat(FileCheck.content("a.csv.zst", 2, new byte[2], source()))
        .contains("it is named .zst but holds no Zstandard data");
    assertThat(FileCheck.content("a.csv", 6, magic, source()))
        .contains("it holds binary data, not text");
  }

  @Test
  void content_utf16_isToldFromBinaryData() {
    byte[] text = "id,fare\n".getBytes(StandardCharsets.UTF_16);

    assertThat(FileCheck.content("a.csv", text.length, text, source()))
        .contains("it is UTF-16, not UTF-8");
  }

  private SourceDefinition source(Format.Type type) {
    SourceDefinition s = source();
    return new SourceDefinition(
        s.name(),
        s.description(),
        s.landing(),
        Format.of(type),
        s.columns(),
        s.maxFileSize(),
        s.overwrite(),
        s.unknownColumns(),
        s.bronze(),
        s.silver());
  }

  private SourceDefinition source() {
    return world.definitions().route("rides/data/x").orElseThrow().source();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
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

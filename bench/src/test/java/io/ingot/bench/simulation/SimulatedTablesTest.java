package io.ingot.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Manifest;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.port.LandedObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedTablesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final List<Upload> UPLOADS = List.of(upload("1"), upload("2"));

  private final SimulatedTables tables = new SimulatedTables();

  @Test
  void everyVersionOnce_isNeitherLostNorDuplicate() {
    tables.publish(attempt(1, 1, List.of(item("1", FileState.loaded)), List.of()), NOW);
    tables.publish(
        attempt(
            2, 1, List.of(item("2", FileState.loaded)), List.of(item("1", FileState.superseded))),
        NOW);

    assertThat(tables.duplicates(UPLOADS)).isZero();
    assertThat(tables.lost(UPLOADS)).isZero();
  }

  @Test
  void versionInTwoBatches_isADuplicate() {
    tables.publish(attempt(1, 1, List.of(item("2", FileState.loaded)), List.of()), NOW);
    tables.publish(attempt(2, 1, List.of(item("2", FileState.loaded)), List.of()), NOW);

    assertThat(tables.duplicates(UPLOADS)).isEqualTo(1);
    assertThat(tables.lost(UPLOADS)).isEqualTo(1);
  }

  @Test
  void formerVersionThatStillCounts_isADuplicate_andTheNewestIsMissed() {
    tables.publish(
        attempt(
            1, 1, List.of(item("1", FileState.loaded), item("2", FileState.superseded)), List.of()),
        NOW);

    assertThat(tables.duplicates(UPLOADS)).isEqualTo(1);
    assertThat(tables.lost(UPLOADS)).isEqualTo(1);
  }

  @Test
  void sameBatchAgain_isLeftAlone_andAnOldFenceRefused() {
    tables.publish(attempt(1, 2, List.of(item("2", FileState.loaded)), List.of()), NOW);
    tables.publish(attempt(1, 2, List.of(item("2", FileState.loaded)), List.of()), NOW);
    tables.publish(attempt(2, 1, List.of(item("1", FileState.loaded)), List.of()), NOW);

    assertThat(tables.duplicates(UPLOADS)).isZero();
    assertThat(tables.refused()).isEqualTo(1);
  }

  private static Upload upload(String version) {
    FileVersion file = new FileVersion("landing", "p/data/a.csv", version);
    return new Upload("p", new LandedObject(file, 1, "", NOW, false), version, List.of());
  }

  private static FileItem item(String version, FileState state) {
    FileItem waiting =
        new FileItem(
            "data",
            new FileVersion("landing", "p/data/a.csv", version),
            1,
            "",
            NOW,
            version,
            FileState.waiting,
            0,
            "");
    return waiting.in(state, 1, "");
  }

  private static Attempt attempt(
      long batch, long fence, List<FileItem> files, List<FileItem> supersedes) {
    return new Attempt(
        new Manifest("p", batch, fence, NOW, files, supersedes),
        fence,
        1,
        Pipelines.named(List.of("p"), PipelineLimits.DEFAULT).pipelines().get(0),
        Map.of(),
        "s3://work",
        PipelineItem.LOADS);
  }
}

package io.ingot.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.Rebuild;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppetiteTest {
  private static final long TABLES = 1_000_000;

  private final PipelineDefinition pipeline =
      World.replacing().definitions().pipeline("rides").orElseThrow();

  @ParameterizedTest
  @CsvSource({
    "a.csv, 100",
    "a.csv.gz, 600",
    "a.csv.GZ, 600",
    "a.json.zst, 700",
    "a.csv.bz2, 800",
    "a.csv.zip, 600",
    "a.parquet, 100",
    "noend, 100"
  })
  void compressedFile_countsAsManyTimesItsSize(String name, long bytes) {
    assertThat(Appetite.unpacked(file(name))).isEqualTo(bytes);
  }

  @Test
  void factors_areThoseOfTheDocumentation() throws Exception {
    String text = Files.readString(Path.of("..", "docs", "architecture.md"));
    Appetite.UNPACKED.forEach(
        (suffix, times) -> assertThat(text).contains("`%s` %d times".formatted(suffix, times)));
  }

  @Test
  void newFiles_countAlone() {
    assertThat(of(batch(List.of(), ""), pipeline, pipeline)).isEqualTo(100);
  }

  @Test
  void replacedFile_andQuarantine_countTheTablesToo() {
    assertThat(of(batch(List.of(file("a.csv")), ""), pipeline, pipeline)).isEqualTo(100_110);
    assertThat(of(batch(List.of(), "rides"), pipeline, pipeline)).isEqualTo(100_110);
  }

  @Test
  void fullMart_andOneThatHasChanged_countTheTables() {
    PipelineDefinition full = with(mart(MartDefinition.Refresh.full, "SELECT 1"));
    PipelineDefinition incremental = with(mart(MartDefinition.Refresh.incremental, "SELECT 1"));
    PipelineDefinition changed = with(mart(MartDefinition.Refresh.incremental, "SELECT 2"));

    assertThat(of(batch(List.of(), ""), full, full)).isEqualTo(100_110);
    assertThat(of(batch(List.of(), ""), incremental, incremental)).isEqualTo(100);
    assertThat(of(batch(List.of(), ""), changed, incremental)).isEqualTo(100_110);
    assertThat(of(batch(List.of(), ""), incremental, pipeline)).as("new").isEqualTo(100_110);
  }

  @Test
  void historyThatBegins_countsTheTables() {
    PipelineDefinition withHistory = World.withHistory(pipeline);

    assertThat(of(batch(List.of(), ""), withHistory, pipeline)).isEqualTo(100_110);
    assertThat(of(batch(List.of(), ""), withHistory, withHistory)).isEqualTo(100);
  }

  @Test
  void tables_growWithWhatBatchesLoaded() {
    World world = World.replacing();
    world.upload("rides/data/a.csv", "v1", "id,fare\n1,1\n", 1);
    world.load("e1", 1);
    world.upload("rides/data/b.csv", "v1", "id,fare\n1,1\n", 2);
    world.load("e1", 2);
    world.upload("rides/data/c.csv", "v1", "id,fare\n1,1\n", 3);

    assertThat(world.attemptFile(world.plan("e1", 3)).run().tables()).isEqualTo(24);
  }

  private static long of(Manifest manifest, PipelineDefinition now, PipelineDefinition before) {
    return Appetite.of(manifest, now, TABLES, before);
  }

  private PipelineDefinition with(MartDefinition mart) {
    return new PipelineDefinition(
        pipeline.name(), "", "db", pipeline.limits(), pipeline.sources(), List.of(mart));
  }

  private static MartDefinition mart(MartDefinition.Refresh refresh, String sql) {
    return new MartDefinition(
        "m", "", TableName.parse("db.m"), List.of("id"), refresh, List.of("rides"), sql, List.of());
  }

  private static Manifest batch(List<FileItem> supersedes, String quarantine) {
    return new Manifest(
        "rides", 1, 1, World.NOW, List.of(file("b.csv")), supersedes, quarantine, Rebuild.NONE);
  }

  private static FileItem file(String name) {
    return new FileItem(
        "rides",
        new FileVersion("landing", "rides/data/" + name, "v1"),
        100,
        "",
        World.NOW,
        "",
        FileState.loaded,
        1,
        "");
  }
}

package io.ingot.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.attempt.Manifest;
import io.ingot.core.definition.Overwrite;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettlementTest {
  private static FileItem version(String version, int minute, FileState state) {
    return new FileItem(
        "rides",
        new FileVersion("landing", "rides/data/a.csv", version),
        10,
        "e",
        World.NOW.plusSeconds(60L * minute),
        "",
        state,
        2,
        "");
  }

  private static Settlement settle(
      Overwrite policy, List<FileItem> files, List<FileItem> supersedes, String... refused) {
    PipelineDefinition pipeline =
        new World(policy, PipelineLimits.DEFAULT).definitions().pipeline("rides").orElseThrow();
    Map<String, String> reasons = new HashMap<>();
    for (String version : refused) {
      reasons.put(version(version, 0, FileState.loaded).file().toString(), "it is cut off");
    }
    return Settlement.of(
        new Manifest("rides", 2, 1, World.NOW, files, supersedes), pipeline, reasons);
  }

  private static List<String> states(List<FileItem> files) {
    return files.stream().map(f -> f.file().version() + " " + f.state()).toList();
  }

  @Test
  void settlement_nothingRefused_isTheManifest() {
    Settlement settled =
        settle(
            Overwrite.replace,
            List.of(version("v2", 2, FileState.loaded)),
            List.of(version("v1", 1, FileState.superseded)));

    assertThat(states(settled.files())).containsExactly("v2 loaded");
    assertThat(states(settled.supersedes())).containsExactly("v1 superseded");
  }

  @Test
  void settlement_newVersionRefused_supersedesNothing() {
    Settlement settled =
        settle(
            Overwrite.replace,
            List.of(version("v2", 2, FileState.loaded)),
            List.of(version("v1", 1, FileState.superseded)),
            "v2");

    assertThat(states(settled.files())).containsExactly("v2 refused");
    assertThat(settled.supersedes()).isEmpty();
  }

  @Test
  void settlement_newestOfTheBatchRefused_theNextNewestCounts() {
    Settlement settled =
        settle(
            Overwrite.replace,
            List.of(
                version("v1", 1, FileState.superseded),
                version("v2", 2, FileState.superseded),
                version("v3", 3, FileState.loaded)),
            List.of(version("v0", 0, FileState.superseded)),
            "v3");

    assertThat(states(settled.files())).containsExactly("v1 superseded", "v2 loaded", "v3 refused");
    assertThat(states(settled.supersedes())).containsExactly("v0 superseded");
  }

  @Test
  void settlement_supersededVersionRefused_changesNothingElse() {
    Settlement settled =
        settle(
            Overwrite.replace,
            List.of(version("v1", 1, FileState.superseded), version("v2", 2, FileState.loaded)),
            List.of(),
            "v1");

    assertThat(states(settled.files())).containsExactly("v1 refused", "v2 loaded");
  }

  @Test
  void settlement_ignoreFirstRefused_theSecondCounts() {
    Settlement settled =
        settle(
            Overwrite.ignore,
            List.of(version("v1", 1, FileState.loaded), version("v2", 2, FileState.superseded)),
            List.of(),
            "v1");

    assertThat(states(settled.files())).containsExactly("v1 refused", "v2 loaded");
  }
}

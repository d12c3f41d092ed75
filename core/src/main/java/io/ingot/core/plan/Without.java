package io.ingot.core.plan;

import io.ingot.core.attempt.Manifest;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A batch without some of its files, at an operator's command. */
final class Without {
  private Without() {}

  /**
   * The batch's manifest with some files refused, and with what they would have superseded decided
   * again without them.
   *
   * @param keys keys of the files, or their versions as text
   * @throws RefusedException if the batch has no such file, or would have none left
   */
  static Manifest files(Manifest manifest, PipelineDefinition pipeline, List<String> keys) {
    Map<String, String> refused = new HashMap<>();
    for (String key : keys) {
      List<FileItem> named =
          manifest.files().stream()
              .filter(f -> f.state() != FileState.refused)
              .filter(f -> f.file().key().equals(key) || f.file().toString().equals(key))
              .toList();
      if (named.isEmpty()) {
        throw cannot(manifest, "it loads no file " + key);
      }
      String why = "batch %d goes on without it".formatted(manifest.batch());
      named.forEach(f -> refused.put(f.file().toString(), why));
    }
    Settlement settled = Settlement.of(manifest, pipeline, refused);
    if (settled.files().stream().allMatch(f -> f.state() == FileState.refused)) {
      throw cannot(manifest, "none would be left; skip the whole batch");
    }
    return new Manifest(
        manifest.pipeline(),
        manifest.batch(),
        manifest.fence(),
        manifest.claimed(),
        settled.files(),
        settled.supersedes(),
        manifest.quarantine(),
        manifest.rebuild());
  }

  private static RefusedException cannot(Manifest manifest, String reason) {
    return new RefusedException(
        "Cannot skip files of batch %d of %s: %s. See its files with --dry-run."
            .formatted(manifest.batch(), manifest.pipeline(), reason));
  }
}

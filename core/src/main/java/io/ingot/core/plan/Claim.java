package io.ingot.core.plan;

import io.ingot.core.attempt.Manifest;
import io.ingot.core.definition.Overwrite;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a batch of what waits: in arrival order, up to the pipeline's limits. */
final class Claim {
  private final Ledger ledger;
  private final PipelineDefinition pipeline;

  Claim(Ledger ledger, PipelineDefinition pipeline) {
    this.ledger = ledger;
    this.pipeline = pipeline;
  }

  /** The manifest of a batch of these files, or of the first of them. */
  Manifest manifest(List<FileItem> waiting, long batch, long fence, Instant now) {
    List<FileItem> claimed = new ArrayList<>();
    List<FileItem> superseded = new ArrayList<>();
    Map<String, List<FileItem>> byKey = new LinkedHashMap<>();
    for (FileItem file : within(pipeline.limits(), waiting)) {
      byKey.computeIfAbsent(file.file().uri(), k -> new ArrayList<>()).add(file);
    }
    byKey.replaceAll((key, versions) -> decidable(versions));
    Map<String, List<FileItem>> settled = settled(byKey.values());
    for (Map.Entry<String, List<FileItem>> key : byKey.entrySet()) {
      Supersession decided =
          decide(key.getValue(), settled.getOrDefault(key.getKey(), List.of()), batch);
      claimed.addAll(decided.claimed());
      superseded.addAll(decided.superseded());
    }
    claimed.sort(FileItem.ARRIVAL);
    superseded.sort(FileItem.ARRIVAL);
    return new Manifest(pipeline.name(), batch, fence, now, claimed, superseded);
  }

  /**
   * The first version of a key that rejects others comes alone: whether the others are rejected
   * turns on whether it can be read, which this batch will show. They go on waiting.
   */
  private List<FileItem> decidable(List<FileItem> versions) {
    boolean rejects = overwrite(versions.get(0)).filter(o -> o == Overwrite.reject).isPresent();
    return rejects ? List.of(Collections.min(versions, FileItem.WITHIN_KEY)) : versions;
  }

  /** All at once: one key after the other takes Plan batch too long. */
  private Map<String, List<FileItem>> settled(Collection<List<FileItem>> keys) {
    return ledger.versions(
        pipeline.name(),
        keys.stream()
            .map(versions -> versions.get(0))
            .filter(f -> overwrite(f).filter(o -> o != Overwrite.append).isPresent())
            .map(FileItem::file)
            .toList());
  }

  private Optional<Overwrite> overwrite(FileItem file) {
    return pipeline.source(file.source()).map(SourceDefinition::overwrite);
  }

  private Supersession decide(List<FileItem> versions, List<FileItem> settled, long batch) {
    FileItem one = versions.get(0);
    Optional<Overwrite> policy = overwrite(one);
    if (policy.isEmpty()) {
      return new Supersession(
          versions.stream()
              .map(
                  f ->
                      f.in(
                          FileState.refused,
                          batch,
                          "its source %s is no longer defined".formatted(f.source())))
              .toList(),
          List.of());
    }
    return Supersession.decide(policy.orElseThrow(), versions, settled, batch);
  }

  private static List<FileItem> within(PipelineLimits limits, List<FileItem> waiting) {
    List<FileItem> taken = new ArrayList<>();
    long bytes = 0;
    for (FileItem file : waiting) {
      bytes += file.size();
      if (!taken.isEmpty()
          && (taken.size() >= limits.filesPerBatch() || bytes > limits.bytesPerBatch())) {
        break;
      }
      taken.add(file);
    }
    return taken;
  }
}

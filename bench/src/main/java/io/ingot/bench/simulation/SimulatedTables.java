package io.ingot.bench.simulation;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Stamp;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which file versions' rows are in the tables, as the jobs put them there: the stamp alone decides
 * whether a job may publish. The ledger is never asked.
 */
final class SimulatedTables {
  private final Map<String, Stamp> stamps = new HashMap<>();
  private final Map<FileVersion, Integer> bronze = new HashMap<>();
  private final Map<FileVersion, Instant> published = new HashMap<>();
  private final Map<String, Set<FileVersion>> silver = new HashMap<>();
  private int refused;

  /** Publishes an attempt's batch in all tables. */
  void publish(Attempt attempt, Instant now) {
    String pipeline = attempt.manifest().pipeline();
    long batch = attempt.manifest().batch();
    Stamp stamp = stamps.getOrDefault(pipeline, new Stamp(0, 0, ""));
    if (attempt.fence() < stamp.fence()) {
      refused++;
      return;
    }
    if (batch <= stamp.batch()) {
      return;
    }
    stamps.put(pipeline, new Stamp(batch, attempt.fence(), ""));
    for (FileItem file : attempt.manifest().files()) {
      bronze.merge(file.file(), 1, Integer::sum);
      published.putIfAbsent(file.file(), now);
      if (file.state() == FileState.loaded) {
        silver.computeIfAbsent(file.file().uri(), k -> new HashSet<>()).add(file.file());
      }
    }
    for (FileItem gone : attempt.manifest().supersedes()) {
      silver.getOrDefault(gone.file().uri(), Set.of()).remove(gone.file());
    }
  }

  /** How often a job was not allowed to publish. */
  int refused() {
    return refused;
  }

  /** When a file version's rows were first published. */
  Optional<Instant> published(FileVersion file) {
    return Optional.ofNullable(published.get(file));
  }

  /** Rows that are there too often: of a version twice in bronze, of a former version in silver. */
  int duplicates(List<Upload> uploads) {
    Map<String, FileVersion> newest = newest(uploads);
    int twice = bronze.values().stream().mapToInt(times -> times - 1).sum();
    int former =
        silver.entrySet().stream()
            .mapToInt(
                e ->
                    (int)
                        e.getValue().stream()
                            .filter(f -> !f.equals(newest.get(e.getKey())))
                            .count())
            .sum();
    return twice + former;
  }

  /** Versions without rows in bronze, and newest versions without rows in silver. */
  int lost(List<Upload> uploads) {
    List<FileVersion> missing = new ArrayList<>();
    uploads.stream().map(Upload::file).filter(f -> !bronze.containsKey(f)).forEach(missing::add);
    newest(uploads).values().stream()
        .filter(f -> !silver.getOrDefault(f.uri(), Set.of()).contains(f))
        .filter(f -> !missing.contains(f))
        .forEach(missing::add);
    return missing.size();
  }

  /** By the uploader's own order, whatever was delivered. */
  private static Map<String, FileVersion> newest(List<Upload> uploads) {
    Map<String, FileVersion> newest = new HashMap<>();
    uploads.forEach(u -> newest.put(u.file().uri(), u.file()));
    return newest;
  }
}

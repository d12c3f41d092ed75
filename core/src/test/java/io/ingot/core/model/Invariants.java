package io.ingot.core.model;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.model.Snapshot.Row;
import io.ingot.core.model.Upload.Trouble;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What must hold. */
final class Invariants {
  private final Simulation world;
  private final PipelineItem header;
  private final List<FileItem> settled;

  private Invariants(Simulation world) {
    this.world = world;
    this.header = world.header();
    this.settled = world.ledger.settledFiles(Simulation.PIPELINE);
  }

  /**
   * At most one fence can publish, and a branch of an old fence never becomes main. A job run of
   * which the service says that it has ended may publish only until a later fence was there.
   */
  static void beforePublication(Simulation world, Table table, Attempt attempt, Job by) {
    if (!table.descends(attempt.branch())) {
      return;
    }
    if (table.fence() > attempt.fence()) {
      throw new Violation(
          "%s of fence %d becomes main of %s after fence %d"
              .formatted(attempt.branch(), attempt.fence(), table, table.fence()));
    }
    if (by.state() != Job.State.ended && world.header().fence() != attempt.fence()) {
      throw new Violation(
          "%s publishes %s while the lease has fence %d"
              .formatted(by.name, table, world.header().fence()));
    }
  }

  /** What must hold when nobody has anything to do any more. */
  static void whenQuiet(Simulation world) {
    Invariants invariants = new Invariants(world);
    invariants.nothingIsLeftBehind();
    invariants.refusedFilesHaveReasons();
    invariants.noVersionIsInTwoLoadedBatches();
    invariants.ledgerAndTablesAgree();
    invariants.whatCountsIsAFunctionOfTheUploads();
  }

  private void nothingIsLeftBehind() {
    if (header.isHeld()) {
      if (world.scenario.uploads().stream().allMatch(u -> u.trouble() != Trouble.gate)
          && world.scenario.limits().maxAttempts() > 1
          && !world.killedAt().isEmpty()) {
        throw new Violation("the pipeline is held: " + header.held());
      }
      return;
    }
    if (!world.killedAt().isEmpty() && !header.free()) {
      throw new Violation("nobody gives back the lease of " + header.owner());
    }
    List<FileItem> waiting = world.ledger.waiting(Simulation.PIPELINE, Integer.MAX_VALUE);
    if (!waiting.isEmpty()) {
      throw new Violation("files wait and nobody comes: " + files(waiting));
    }
    if (header.openBatch() != 0) {
      throw new Violation("batch %d is open and nobody comes".formatted(header.openBatch()));
    }
    Set<FileVersion> known =
        settled.stream().map(FileItem::file).collect(Collectors.toCollection(HashSet::new));
    for (Upload upload : world.scenario.uploads()) {
      if (!known.contains(upload.file())) {
        throw new Violation("the ledger does not know " + upload.file());
      }
    }
  }

  private void refusedFilesHaveReasons() {
    settled.stream()
        .filter(f -> f.state() == FileState.refused && f.reason().isEmpty())
        .findFirst()
        .ifPresent(
            f -> {
              throw new Violation(f.file() + " is refused without a reason");
            });
  }

  private void noVersionIsInTwoLoadedBatches() {
    Map<String, Long> in = new HashMap<>();
    for (BatchItem batch : world.ledger.batches(Simulation.PIPELINE)) {
      if (batch.state() == BatchItem.State.loaded) {
        for (String file : loadedBy(batch)) {
          Long other = in.put(file, batch.batch());
          if (other != null) {
            throw new Violation(
                "%s is in the loaded batches %d and %d".formatted(file, other, batch.batch()));
          }
        }
      }
    }
  }

  /** The versions that the batch's bronze stage has read. */
  private List<String> loadedBy(BatchItem batch) {
    String key =
        Attempt.resultKey(
            Simulation.PIPELINE, batch.batch(), batch.fence(), batch.attempt(), Stage.bronze);
    if (world.read(batch.manifest(), Manifest.class).onlyRefuses()) {
      return List.of();
    }
    return world.read(key, StageResult.class).files().stream()
        .filter(f -> f.refused().isEmpty())
        .map(StageResult.FileResult::file)
        .toList();
  }

  /** Of the settled batches; an open or held one may have been published in part. */
  private void ledgerAndTablesAgree() {
    if (header.restores()) {
      return;
    }
    Set<FileVersion> inSilver = new HashSet<>();
    Map<FileVersion, String> listed = new HashMap<>();
    for (FileItem file : settled) {
      boolean read = file.state() == FileState.loaded || file.state() == FileState.superseded;
      if (read) {
        listed.put(file.file(), file.state().name());
      }
      if (file.state() == FileState.loaded) {
        inSilver.add(file.file());
      }
    }
    inSilver.removeAll(supersededByOpenBatch());
    if (Manifest.goesOn(header.manifest())) {
      // What was settled before the batch was taken back is settled again when it is loaded.
      List<FileVersion> open =
          world.read(header.manifest(), Manifest.class).files().stream()
              .map(FileItem::file)
              .toList();
      inSilver.removeAll(open);
      listed.keySet().removeAll(open);
    }
    for (FileVersion file : inSilver) {
      once(world.silver, file);
    }
    for (FileVersion file : listed.keySet()) {
      once(world.bronze, file);
      once(world.files, file);
    }
    if (header.openBatch() != 0) {
      return;
    }
    only(world.bronze, listed.keySet());
    only(world.files, listed.keySet());
    only(world.silver, inSilver);
    for (Row row : world.files.rows()) {
      if (!row.state().equals(listed.get(row.file()))) {
        throw new Violation(
            "the table of files says %s, the ledger %s".formatted(row, listed.get(row.file())));
      }
    }
  }

  /** Silver may be without them already, while the ledger has them loaded. */
  private List<FileVersion> supersededByOpenBatch() {
    return header.openBatch() == 0
        ? List.of()
        : world.read(header.manifest(), Manifest.class).supersedes().stream()
            .map(FileItem::file)
            .toList();
  }

  private static void once(Table table, FileVersion file) {
    long times = table.rows().stream().filter(r -> r.file().equals(file)).count();
    if (times != 1) {
      throw new Violation("%s has the rows of %s %d times".formatted(table, file, times));
    }
  }

  private static void only(Table table, Set<FileVersion> files) {
    for (Row row : table.rows()) {
      if (!files.contains(row.file())) {
        throw new Violation("%s has %s, the ledger does not".formatted(table, row));
      }
    }
  }

  /** Neither delivery nor batching nor faults decide what counts. */
  private void whatCountsIsAFunctionOfTheUploads() {
    boolean asUploaded =
        world.scenario.uploads().stream()
            .noneMatch(u -> u.trouble() == Trouble.unreadable_at_first);
    if (header.openBatch() != 0 || !asUploaded || world.withdrew()) {
      return;
    }
    Set<String> expected = new TreeSet<>();
    Map<String, List<Upload>> byKey =
        world.scenario.uploads().stream()
            .filter(u -> u.trouble() != Trouble.empty && u.trouble() != Trouble.unreadable)
            .collect(Collectors.groupingBy(Upload::name));
    for (List<Upload> versions : byKey.values()) {
      Comparator<Upload> order = Comparator.comparing(Upload::version);
      switch (world.scenario.overwrite()) {
        case append -> versions.forEach(v -> expected.add(v.file().toString()));
        case replace -> expected.add(versions.stream().max(order).orElseThrow().file().toString());
        case ignore, reject ->
            expected.add(versions.stream().min(order).orElseThrow().file().toString());
      }
    }
    Set<String> silver = new TreeSet<>();
    world.silver.rows().forEach(r -> silver.add(r.file().toString()));
    if (!silver.equals(expected)) {
      throw new Violation("silver has %s, the uploads say %s".formatted(silver, expected));
    }
  }

  private static List<String> files(List<FileItem> items) {
    return items.stream().map(f -> f.file().toString()).toList();
  }
}

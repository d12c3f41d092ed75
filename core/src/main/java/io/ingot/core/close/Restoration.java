package io.ingot.core.close;

import io.ingot.core.attempt.Manifest;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.plan.Rollback;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Settles a batch after the tables were taken back: a skipped one, or one that rolls others back.
 */
final class Restoration {
  private final Ledger ledger;
  private final PipelineItem header;
  private final Manifest manifest;

  Restoration(Ledger ledger, PipelineItem header, Manifest manifest) {
    this.ledger = ledger;
    this.header = header;
    this.manifest = manifest;
  }

  /** First the batches, then their files. Repeating it changes nothing. */
  void settle(BatchItem batch, Instant now) {
    if (header.skips()) {
      long number = header.lastBatch() + 1;
      put(batch, BatchItem.State.withdrawn, "skipped", now);
      put(
          batch.renumbered(number),
          BatchItem.State.restored,
          "skipped batch " + batch.batch(),
          now);
      ledger.settle(header.pipeline(), skippedFiles(number));
    } else {
      for (BatchItem undone : Rollback.loadedAfter(header.restore(), header.pipeline(), ledger)) {
        put(undone, BatchItem.State.withdrawn, "rolled back by batch " + manifest.batch(), now);
      }
      put(
          batch,
          BatchItem.State.restored,
          "took the tables back to batch " + header.restore(),
          now);
      List<FileItem> files = new ArrayList<>(manifest.files());
      files.addAll(manifest.supersedes());
      ledger.settle(header.pipeline(), files);
    }
  }

  /**
   * The batch is taken back and goes on without some files. What an earlier attempt may have said
   * of them, and may still say, is overruled under a number that is later than the batch's.
   */
  void goOn(BatchItem batch, Manifest before, Instant now) {
    long number = header.lastBatch() + 1;
    put(
        batch.renumbered(number),
        BatchItem.State.restored,
        "batch %d goes on without some of its files".formatted(batch.batch()),
        now);
    List<FileItem> files = new ArrayList<>();
    manifest.files().stream()
        .filter(f -> f.state() == FileState.refused)
        .forEach(f -> files.add(f.in(FileState.refused, number, f.reason())));
    before.supersedes().stream()
        .filter(f -> manifest.supersedes().stream().noneMatch(s -> s.file().equals(f.file())))
        .forEach(f -> files.add(f.in(FileState.loaded, number, "")));
    ledger.settle(header.pipeline(), files);
  }

  private void put(BatchItem batch, BatchItem.State state, String why, Instant now) {
    Map<String, Instant> newest =
        ledger.batch(header.pipeline(), header.restore()).map(BatchItem::newest).orElse(Map.of());
    ledger.putBatch(
        header.pipeline(),
        batch.in(state, header.fence(), batch.attempt(), now, why).with(batch.rows(), newest));
  }

  /**
   * The batch's files are refused, and what they would have superseded counts, under a number that
   * is later than the batch's: a belated Close batch changes neither.
   */
  private List<FileItem> skippedFiles(long number) {
    String why = "batch %d was skipped".formatted(manifest.batch());
    List<FileItem> files = new ArrayList<>();
    for (FileItem file : manifest.files()) {
      files.add(
          file.in(
              FileState.refused, number, file.state() == FileState.refused ? file.reason() : why));
    }
    manifest.supersedes().forEach(f -> files.add(f.in(FileState.loaded, number, "")));
    return files;
  }
}

package io.ingot.core.plan;

import io.ingot.core.attempt.Manifest;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.port.WorkStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The batch that undoes later ones: its files are those that the undone batches loaded, refused
 * now; it brings back the files of earlier batches that the undone ones had superseded.
 */
public final class Rollback {
  private Rollback() {}

  /** The batches after one whose rows are in the tables, by number. */
  public static List<BatchItem> loadedAfter(long batch, String pipeline, Ledger ledger) {
    return ledger.batches(pipeline).stream()
        .filter(b -> b.batch() > batch && b.state() == BatchItem.State.loaded)
        .toList();
  }

  /** The rollback written out, as the next batch under the next fence. */
  static Manifest manifest(
      PipelineItem header, long toBatch, Ledger ledger, WorkStore work, Instant now) {
    long batch = header.lastBatch() + 1;
    Map<FileVersion, FileItem> undone = new LinkedHashMap<>();
    Map<FileVersion, FileItem> back = new LinkedHashMap<>();
    for (BatchItem loaded : loadedAfter(toBatch, header.pipeline(), ledger)) {
      Manifest manifest = read(loaded, work);
      String why = "batch %d was rolled back".formatted(loaded.batch());
      List<FileItem> loadable =
          manifest.files().stream().filter(f -> f.state() != FileState.refused).toList();
      // All at once: one file after the other takes Plan batch too long.
      Map<FileVersion, FileItem> known =
          ledger.files(header.pipeline(), loadable.stream().map(FileItem::file).toList());
      loadable.stream()
          .filter(f -> !isRefused(known.get(f.file())))
          .forEach(f -> undone.put(f.file(), f.in(FileState.refused, batch, why)));
      manifest.supersedes().forEach(f -> back.put(f.file(), f.in(FileState.loaded, batch, "")));
    }
    back.keySet().removeAll(undone.keySet());
    return new Manifest(
        header.pipeline(),
        batch,
        header.fence() + 1,
        now,
        undone.values().stream().sorted(FileItem.ARRIVAL).toList(),
        back.values().stream().sorted(FileItem.ARRIVAL).toList());
  }

  /** Bronze could not read it, and says why better than a rollback can. */
  private static boolean isRefused(FileItem known) {
    return known != null && known.state() == FileState.refused;
  }

  private static Manifest read(BatchItem batch, WorkStore work) {
    return Json.read(
        work.get(batch.manifest())
            .orElseThrow(
                () ->
                    new RefusedException(
                        "Cannot roll back batch %d: its manifest is gone from the work bucket (%s). Restore it from its versions."
                            .formatted(batch.batch(), batch.manifest()))),
        Manifest.class);
  }
}

package io.ingot.core.plan;

import io.ingot.core.attempt.Manifest;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.ledger.FileItem;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How much a batch reads, in bytes of plain text: its files as they are when they are unpacked, and
 * the tables that it must look at beside them.
 *
 * <p>A table is columnar, compressed, and read for some of its columns only: looking at it counts a
 * tenth of what was loaded into it.
 */
public final class Appetite {
  /** Bytes of plain text in one byte of a compressed file, by its suffix. */
  public static final Map<String, Integer> UNPACKED =
      Map.of(".gz", 6, ".zip", 6, ".zst", 7, ".bz2", 8);

  private static final int TABLE = 10;

  private Appetite() {}

  /** Bytes of a file when it is unpacked, estimated by its suffix. */
  public static long unpacked(FileItem file) {
    String key = file.file().key().toLowerCase(Locale.ROOT);
    int dot = key.lastIndexOf('.');
    return file.size() * (dot < 0 ? 1 : UNPACKED.getOrDefault(key.substring(dot), 1));
  }

  /** Bytes of the files that a batch reads when they are unpacked. */
  static long unpacked(Manifest manifest) {
    return Stream.concat(manifest.files().stream(), manifest.rebuild().files().stream())
        .mapToLong(Appetite::unpacked)
        .sum();
  }

  /**
   * Bytes that a batch reads. It looks at the tables where a version is replaced, for quarantined
   * rows that are checked again, for a mart that is computed in full (also one that is new or has
   * changed), and for a history that begins.
   *
   * @param tables bytes that earlier batches loaded, unpacked
   * @param before the definition by which the batch before was loaded; the same if there was none
   */
  static long of(
      Manifest manifest, PipelineDefinition pipeline, long tables, PipelineDefinition before) {
    long files = unpacked(manifest);
    long looks = manifest.supersedes().isEmpty() && manifest.quarantine().isEmpty() ? 0 : 1;
    looks += manifest.rebuild().present() ? 1 : 0;
    looks +=
        pipeline.marts().stream()
            .filter(m -> manifest.rebuild().present() || isFull(m, before))
            .count();
    looks +=
        pipeline.sources().stream()
            .filter(s -> s.silver().history() && !hadHistory(s.name(), before))
            .count();
    return files + looks * (tables + files) / TABLE;
  }

  private static boolean isFull(MartDefinition mart, PipelineDefinition before) {
    return mart.refresh() == MartDefinition.Refresh.full || !before.marts().contains(mart);
  }

  private static boolean hadHistory(String source, PipelineDefinition before) {
    return before.source(source).filter(s -> s.silver().history()).isPresent();
  }
}

package io.ingot.core.attempt;

import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import java.time.Instant;
import java.util.List;

/**
 * A batch written out: immutable, the same for all its attempts.
 *
 * @param pipeline the pipeline
 * @param batch the batch's number
 * @param fence fence of the lease under which it was claimed
 * @param claimed when
 * @param files the file versions, in arrival order; those that do not count are already {@code
 *     superseded}, with the reason
 * @param supersedes files of earlier batches that no longer count because of this one
 * @param quarantine the source whose quarantined rows the batch checks again; empty if it loads
 *     files
 * @param rebuild what the batch computes again; {@link Rebuild#NONE} if nothing
 */
public record Manifest(
    String pipeline,
    long batch,
    long fence,
    Instant claimed,
    List<FileItem> files,
    List<FileItem> supersedes,
    String quarantine,
    Rebuild rebuild) {
  private static final String QUARANTINE = "-quarantine-";
  private static final String REBUILD = "-rebuild-";
  private static final String WITHOUT = "-without-";

  public Manifest {
    files = List.copyOf(files);
    supersedes = List.copyOf(supersedes);
    quarantine = quarantine == null ? "" : quarantine;
    rebuild = rebuild == null ? Rebuild.NONE : rebuild;
  }

  /** A batch of files. */
  public Manifest(
      String pipeline,
      long batch,
      long fence,
      Instant claimed,
      List<FileItem> files,
      List<FileItem> supersedes) {
    this(pipeline, batch, fence, claimed, files, supersedes, "", Rebuild.NONE);
  }

  /** The same batch, which rebuilds something too. */
  public Manifest with(Rebuild what) {
    return new Manifest(pipeline, batch, fence, claimed, files, supersedes, quarantine, what);
  }

  /** Key in the work bucket. */
  public static String key(String pipeline, long batch, long fence) {
    return pipeline + "/" + batch + "-" + fence + ".json";
  }

  /**
   * Key of a rollback's manifest. Another than a claim's, and another for every batch to return to:
   * it is written before its fence is taken, and who takes that fence instead must not find it.
   */
  public static String rollbackKey(String pipeline, long batch, long fence, long toBatch) {
    return pipeline + "/" + batch + "-" + fence + "-rollback-" + toBatch + ".json";
  }

  /**
   * Key of the manifest of a batch that goes on without some of its files.
   *
   * @param files hash of the files that it goes on without
   */
  public static String withoutKey(String pipeline, long batch, long fence, String files) {
    return pipeline + "/" + batch + "-" + fence + WITHOUT + files + ".json";
  }

  /** Whether a manifest's key is that of a batch that goes on without some of its files. */
  public static boolean goesOn(String key) {
    return key.contains(WITHOUT);
  }

  /** Key of the manifest of a batch that is skipped after it had gone on without some files. */
  public static String skipKey(String pipeline, long batch, long fence) {
    return pipeline + "/" + batch + "-" + fence + "-skip.json";
  }

  /** Key of the manifest of a batch that checks a source's quarantined rows again. */
  public static String quarantineKey(String pipeline, long batch, long fence, String source) {
    return pipeline + "/" + batch + "-" + fence + QUARANTINE + source + ".json";
  }

  /** Whether a manifest's key is that of a batch that checks this source's quarantine again. */
  public static boolean redrives(String key, String source) {
    return key.endsWith(QUARANTINE + source + ".json");
  }

  /** Key of the manifest of a batch that rebuilds a source or a mart. */
  public static String rebuildKey(
      String pipeline, long batch, long fence, String name, String from) {
    return pipeline + "/" + batch + "-" + fence + REBUILD + name + "-" + from + ".json";
  }

  /** Whether a manifest's key is that of a batch that does this rebuild. */
  public static boolean rebuilds(String key, String name, String from) {
    return key.endsWith(REBUILD + name + "-" + from + ".json");
  }

  /** Whether a manifest's key is that of a batch that rebuilds a source or a mart. */
  public static boolean rebuilds(String key) {
    return key.contains(REBUILD);
  }

  /** Whether a manifest's key is that of a batch of files, and of nothing else. */
  public static boolean loads(String key) {
    return key.matches(".*/\\d+-\\d+\\.json");
  }

  /** Whether there is nothing to load: all its files were refused when it was claimed. */
  public boolean onlyRefuses() {
    return quarantine.isEmpty()
        && !rebuild.present()
        && supersedes.isEmpty()
        && files.stream().allMatch(f -> f.state() == FileState.refused);
  }

  /** Bytes of all its files. */
  public long bytes() {
    return files.stream().mapToLong(FileItem::size).sum();
  }
}

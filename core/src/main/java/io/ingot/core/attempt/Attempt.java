package io.ingot.core.attempt;

import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.PipelineItem;
import java.util.List;
import java.util.Map;

/**
 * What one attempt of a batch works from: its attempt file and the batch's manifest.
 *
 * @param manifest the batch
 * @param fence fence of the lease under which the attempt runs
 * @param attempt its number, from 1
 * @param definition the pipeline, resolved
 * @param readable file version (its text form) to the URI that Spark reads
 * @param unreadable file version (its text form) to why it cannot be read
 * @param work URI of the work bucket, without a slash at the end, for results
 * @param restore the batch to which the attempt takes all tables back; {@code PipelineItem.LOADS}
 *     if it loads the batch
 */
public record Attempt(
    Manifest manifest,
    long fence,
    int attempt,
    PipelineDefinition definition,
    Map<String, String> readable,
    Map<String, String> unreadable,
    String work,
    long restore) {

  /** An attempt that can read all its files. */
  public Attempt(
      Manifest manifest,
      long fence,
      int attempt,
      PipelineDefinition definition,
      Map<String, String> readable,
      String work,
      long restore) {
    this(manifest, fence, attempt, definition, readable, Map.of(), work, restore);
  }

  /** Whether it takes tables back instead of loading. */
  public boolean restores() {
    return restore != PipelineItem.LOADS;
  }

  /** Key of the attempt file in the work bucket. */
  public static String key(String pipeline, long batch, long fence, int attempt) {
    return pipeline + "/" + batch + "-" + fence + "-" + attempt + ".json";
  }

  /** Key of a stage's result in the work bucket. */
  public static String resultKey(
      String pipeline, long batch, long fence, int attempt, Stage stage) {
    return key(pipeline, batch, fence, attempt, stage.name());
  }

  /** Key of what an attempt leaves in the work bucket. */
  static String key(String pipeline, long batch, long fence, int attempt, String what) {
    return pipeline + "/" + batch + "-" + fence + "-" + attempt + "-" + what + ".json";
  }

  /** Key of this attempt's result of a stage. */
  public String resultKey(Stage stage) {
    return resultKey(manifest.pipeline(), manifest.batch(), fence, attempt, stage);
  }

  /** Where this attempt prepares its changes in every table. */
  public String branch() {
    return "ingot_" + manifest.batch() + "_" + fence + "_" + attempt;
  }

  /** The batch's files of one source that are to be loaded, in arrival order. */
  public List<FileItem> files(String source) {
    return manifest.files().stream()
        .filter(f -> f.source().equals(source) && f.state() != FileState.refused)
        .toList();
  }

  /** Whether the batch checks the source's quarantined rows again. */
  public boolean redrives(String source) {
    return manifest.quarantine().equals(source);
  }

  /** What the batch computes again. */
  public Rebuild rebuild() {
    return manifest.rebuild();
  }

  /** Whether the batch has anything to do with the source: files, quarantined rows, a rebuild. */
  public boolean concerns(String source) {
    return redrives(source) || rebuild().of(source) || !files(source).isEmpty();
  }

  /** Files of one source that this batch makes superseded, of this or of earlier batches. */
  public List<FileItem> superseded(String source) {
    return java.util.stream.Stream.concat(
            manifest.supersedes().stream(),
            manifest.files().stream().filter(f -> f.state() == FileState.superseded))
        .filter(f -> f.source().equals(source))
        .toList();
  }
}

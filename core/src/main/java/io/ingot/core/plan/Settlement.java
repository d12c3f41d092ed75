package io.ingot.core.plan;

import io.ingot.core.attempt.Manifest;
import io.ingot.core.definition.Overwrite;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a batch's files once bronze has tried to read them. A version that could not be
 * read replaces nothing: the versions that it would have superseded are decided anew without it.
 *
 * @param files the batch's files, in arrival order, in their final states
 * @param supersedes files of earlier batches that no longer count
 */
public record Settlement(List<FileItem> files, List<FileItem> supersedes) {
  public Settlement {
    files = List.copyOf(files);
    supersedes = List.copyOf(supersedes);
  }

  /**
   * Settles a batch. A function of its arguments, so that the bronze stage and Close batch come to
   * the same result.
   *
   * @param refused why a file could not be read, by file version as text; others are left out
   */
  public static Settlement of(
      Manifest manifest, PipelineDefinition pipeline, Map<String, String> refused) {
    List<FileItem> files = new ArrayList<>();
    List<FileItem> supersedes = new ArrayList<>();
    byKey(manifest.files())
        .forEach(
            (key, versions) -> {
              List<FileItem> gone =
                  manifest.supersedes().stream().filter(f -> key(f).equals(key)).toList();
              Supersession settled = settle(versions, gone, manifest.batch(), pipeline, refused);
              files.addAll(settled.claimed());
              supersedes.addAll(settled.superseded());
            });
    files.sort(FileItem.ARRIVAL);
    supersedes.sort(FileItem.ARRIVAL);
    return new Settlement(files, supersedes);
  }

  private static Supersession settle(
      List<FileItem> versions,
      List<FileItem> gone,
      long batch,
      PipelineDefinition pipeline,
      Map<String, String> refused) {
    List<FileItem> files = new ArrayList<>();
    List<FileItem> read = new ArrayList<>();
    boolean decidedWithout = false;
    for (FileItem file : versions) {
      String why = refused.getOrDefault(file.file().toString(), "");
      if (!why.isEmpty()) {
        files.add(file.in(FileState.refused, batch, why));
        decidedWithout |= file.state() == FileState.loaded;
      } else if (file.state() == FileState.refused) {
        files.add(file);
      } else {
        read.add(file);
      }
    }
    if (!decidedWithout) {
      files.addAll(read);
      return new Supersession(files, gone);
    }
    Overwrite policy =
        pipeline
            .source(versions.get(0).source())
            .map(SourceDefinition::overwrite)
            .orElse(Overwrite.append);
    List<FileItem> loaded = gone.stream().map(f -> f.in(FileState.loaded, batch, "")).toList();
    Supersession anew = Supersession.decide(policy, read, loaded, batch);
    files.addAll(anew.claimed());
    return new Supersession(files, anew.superseded());
  }

  private static Map<String, List<FileItem>> byKey(List<FileItem> files) {
    Map<String, List<FileItem>> byKey = new LinkedHashMap<>();
    files.forEach(f -> byKey.computeIfAbsent(key(f), k -> new ArrayList<>()).add(f));
    return byKey;
  }

  private static String key(FileItem file) {
    return file.file().uri();
  }
}

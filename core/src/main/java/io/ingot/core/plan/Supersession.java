package io.ingot.core.plan;

import io.ingot.core.definition.Overwrite;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import java.util.ArrayList;
import java.util.List;

/**
 * Which versions of one key count: decided by the order of the versions, never by delivery.
 *
 * @param claimed the versions at hand, in the states in which the batch settles them
 * @param superseded versions of earlier batches that no longer count
 */
record Supersession(List<FileItem> claimed, List<FileItem> superseded) {

  /**
   * Decides for one key.
   *
   * @param waiting the versions that the batch claims
   * @param settled the versions that earlier batches settled
   * @param batch the batch's number
   */
  static Supersession decide(
      Overwrite policy, List<FileItem> waiting, List<FileItem> settled, long batch) {
    if (policy == Overwrite.append) {
      return new Supersession(
          waiting.stream().map(f -> f.in(FileState.loaded, batch, "")).toList(), List.of());
    }
    List<FileItem> loaded = settled.stream().filter(f -> f.state() == FileState.loaded).toList();
    List<FileItem> all = new ArrayList<>(waiting);
    all.addAll(loaded);
    if (all.isEmpty()) {
      return new Supersession(List.of(), List.of());
    }
    all.sort(FileItem.WITHIN_KEY);
    FileItem counts = policy == Overwrite.replace ? all.get(all.size() - 1) : all.get(0);
    List<FileItem> claimed = new ArrayList<>();
    for (FileItem file : waiting) {
      claimed.add(settledAs(policy, file, counts, batch));
    }
    List<FileItem> gone =
        loaded.stream()
            .filter(f -> !f.file().equals(counts.file()))
            .map(f -> f.in(FileState.superseded, batch, reason(counts)))
            .toList();
    claimed.sort(FileItem.ARRIVAL);
    return new Supersession(claimed, gone);
  }

  private static FileItem settledAs(Overwrite policy, FileItem file, FileItem counts, long batch) {
    if (file.file().equals(counts.file())) {
      return file.in(FileState.loaded, batch, "");
    }
    return policy == Overwrite.reject
        ? file.in(
            FileState.refused,
            batch,
            "its key was uploaded before (version %s) and the source has overwrite: reject"
                .formatted(counts.file().version()))
        : file.in(FileState.superseded, batch, reason(counts));
  }

  private static String reason(FileItem counts) {
    return "version %s counts instead".formatted(counts.file().version());
  }
}

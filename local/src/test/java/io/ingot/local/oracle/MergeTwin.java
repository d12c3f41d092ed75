package io.ingot.local.oracle;

import io.ingot.core.attempt.Manifest;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The silver stage's way of merging, batch by batch, in memory: what it keeps from batch to batch
 * are the tables, and nothing else. A property test compares it with the oracle, and a test on
 * Spark compares it with the tables.
 */
final class MergeTwin {
  private final String source;
  private final Set<String> optional;
  private final Function<FileVersion, List<OrderRow>> contents;

  /** The valid rows of the versions that count. */
  private final Map<FileVersion, List<OrderRow>> counting = new HashMap<>();

  private final Map<OrderRow.Key, Held> silver = new TreeMap<>();
  private final Map<OrderRow.Key, Held> tombstones = new TreeMap<>();
  private final Map<FileVersion, Set<String>> quarantine = new HashMap<>();

  /**
   * @param source whose files are merged
   * @param optional columns that may be missing, besides the operation
   * @param contents the rows of a file version
   */
  MergeTwin(String source, Set<String> optional, Function<FileVersion, List<OrderRow>> contents) {
    this.source = source;
    this.optional = optional;
    this.contents = contents;
  }

  /** A row in a table, and the batch that put it there. */
  private record Held(OrderRow row, long batch) {}

  /** The change that a batch brings of a key; no row if nothing is left of the key. */
  private record Change(List<OrderRow> row, boolean recomputed) {
    boolean deletes() {
      return !row.isEmpty() && row.get(0).deletion();
    }

    boolean puts() {
      return !row.isEmpty() && !row.get(0).deletion();
    }

    boolean notOlderThan(Held held) {
      return recomputed || OrderRow.ORDER.compare(row.get(0), held.row) >= 0;
    }
  }

  /** What became of the rows of a batch. */
  record Counts(long arrived, long effective, long superseded, long quarantined, long corrupt) {}

  /** Merges a batch. */
  Counts merge(Manifest manifest) {
    List<OrderRow> gone = new ArrayList<>();
    for (FileItem file : of(manifest.supersedes())) {
      gone.addAll(contents.apply(file.file()));
      counting.remove(file.file());
      quarantine.remove(file.file());
    }
    List<OrderRow> rows = new ArrayList<>();
    List<OrderRow> valid = new ArrayList<>();
    long notCounting = 0;
    for (FileItem file : of(manifest.files())) {
      List<OrderRow> content = contents.apply(file.file());
      if (file.state() == FileState.loaded) {
        counting.put(file.file(), content.stream().filter(this::valid).toList());
        valid.addAll(counting.get(file.file()));
        quarantine.put(file.file(), quarantined(content));
        rows.addAll(content);
      } else if (file.state() == FileState.superseded) {
        gone.addAll(content);
        notCounting += content.size();
      }
    }
    Set<OrderRow.Key> again = new HashSet<>();
    gone.stream().filter(r -> !r.corrupt()).forEach(r -> r.key().ifPresent(again::add));
    apply(changes(valid, again), manifest.batch());
    Set<OrderRow> held = new HashSet<>();
    silver.values().forEach(h -> held.add(h.row));
    tombstones.values().forEach(h -> held.add(h.row));
    long effective = valid.stream().filter(held::contains).count();
    long corrupt = rows.stream().filter(OrderRow::corrupt).count();
    return new Counts(
        rows.size() + notCounting,
        effective,
        valid.size() - effective + notCounting,
        rows.size() - corrupt - valid.size(),
        corrupt);
  }

  private List<FileItem> of(List<FileItem> files) {
    return files.stream().filter(f -> f.source().equals(source)).toList();
  }

  private Map<OrderRow.Key, Change> changes(List<OrderRow> valid, Set<OrderRow.Key> again) {
    Map<OrderRow.Key, Change> changes = new TreeMap<>();
    newest(valid).forEach((key, row) -> changes.put(key, new Change(List.of(row), false)));
    Map<OrderRow.Key, OrderRow> all =
        newest(
            counting.values().stream()
                .flatMap(List::stream)
                .filter(r -> again.contains(r.key().orElseThrow()))
                .toList());
    again.forEach(
        key ->
            changes.put(
                key, new Change(all.containsKey(key) ? List.of(all.get(key)) : List.of(), true)));
    return changes;
  }

  private static Map<OrderRow.Key, OrderRow> newest(List<OrderRow> rows) {
    Map<OrderRow.Key, OrderRow> newest = new HashMap<>();
    rows.forEach(
        r ->
            newest.merge(
                r.key().orElseThrow(), r, (a, b) -> OrderRow.ORDER.compare(a, b) > 0 ? a : b));
    return newest;
  }

  private void apply(Map<OrderRow.Key, Change> changes, long batch) {
    changes.forEach(
        (key, change) -> {
          Held present = silver.getOrDefault(key, tombstones.get(key));
          if (present != null && !change.notOlderThan(present)) {
            return;
          }
          Held former = silver.get(key);
          silver.remove(key);
          tombstones.remove(key);
          if (change.deletes()) {
            tombstones.put(key, new Held(change.row.get(0), batch));
          } else if (change.puts()) {
            OrderRow row = change.row.get(0);
            // What is computed again and comes out the same keeps its batch.
            silver.put(
                key, former != null && former.row.equals(row) ? former : new Held(row, batch));
          }
        });
  }

  private boolean valid(OrderRow row) {
    return !row.corrupt() && row.brokenRules(optional).isEmpty();
  }

  private Set<String> quarantined(List<OrderRow> rows) {
    Set<String> lines = new TreeSet<>();
    rows.stream()
        .filter(r -> !r.corrupt() && !r.brokenRules(optional).isEmpty())
        .forEach(r -> lines.add(r.quarantined(optional)));
    return lines;
  }

  /** Silver's columns of each line that there is, by key. */
  Map<String, String> silver() {
    Map<String, String> rows = new TreeMap<>();
    silver.forEach((key, held) -> rows.put(key.toString(), held.row.silver()));
    return rows;
  }

  /** The batch that put each line where it is, by key. */
  Map<String, Long> batches() {
    Map<String, Long> batches = new TreeMap<>();
    silver.forEach((key, held) -> batches.put(key.toString(), held.batch));
    return batches;
  }

  /** The keys of lines that are deleted. */
  Set<String> deleted() {
    Set<String> keys = new TreeSet<>();
    tombstones.keySet().forEach(key -> keys.add(key.toString()));
    return keys;
  }

  Set<String> quarantine() {
    Set<String> lines = new TreeSet<>();
    quarantine.values().forEach(lines::addAll);
    return lines;
  }
}

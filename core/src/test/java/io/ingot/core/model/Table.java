package io.ingot.core.model;

import io.ingot.core.model.Snapshot.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A table with snapshots and branches. Every method is one commit, or one look at main. */
final class Table {
  private final String name;
  private final List<Snapshot> snapshots = new ArrayList<>();
  private final Map<String, Integer> branches = new TreeMap<>();
  private int main = -1;
  private long fence;

  Table(String name) {
    this.name = name;
  }

  /** What came of a fast-forward of main. */
  enum Publication {
    published,
    /** The branch is gone, or main is none of its ancestors. */
    not_an_ancestor
  }

  Optional<Snapshot> main() {
    return at(main);
  }

  private Optional<Snapshot> at(int id) {
    return id < 0 ? Optional.empty() : Optional.of(snapshots.get(id));
  }

  List<Row> rows() {
    return main().map(Snapshot::rows).orElse(List.of());
  }

  /** A branch at main with one commit on it. Drops branches of this and of earlier batches. */
  void prepare(String branch, long batch, long fence, String result, List<Row> rows) {
    branches.keySet().removeIf(b -> Long.parseLong(b.split("_", -1)[1]) <= batch);
    branches.put(branch, commit(main, batch, fence, result, rows));
  }

  private int commit(int parent, long batch, long fence, String result, List<Row> rows) {
    snapshots.add(new Snapshot(snapshots.size(), parent, batch, fence, result, List.copyOf(rows)));
    return snapshots.size() - 1;
  }

  /** Whether main is the ancestor of a branch, so that it can become main. */
  boolean descends(String branch) {
    return at(branches.getOrDefault(branch, -1)).filter(s -> s.parent() == main).isPresent();
  }

  /** Makes a branch main and removes it. */
  Publication publish(String branch, long byFence) {
    if (!descends(branch)) {
      return Publication.not_an_ancestor;
    }
    main = branches.remove(branch);
    fence = Math.max(fence, byFence);
    return Publication.published;
  }

  /** The highest fence that ever changed main, whatever the stamps say. */
  long fence() {
    return fence;
  }

  /**
   * Takes main back to the newest of its snapshots up to a batch, and stamps it anew.
   *
   * @param stamped whether the stamp is committed
   */
  void restore(long toBatch, long byFence, boolean stamped) {
    fence = Math.max(fence, byFence);
    int back = main;
    while (back >= 0 && snapshots.get(back).batch() > toBatch) {
      back = snapshots.get(back).parent();
    }
    main = stamped ? commit(back, toBatch, byFence, "", rowsAt(back)) : back;
  }

  private List<Row> rowsAt(int id) {
    return at(id).map(Snapshot::rows).orElse(List.of());
  }

  int fingerprint() {
    return 31 * (31 * snapshots.hashCode() + branches.hashCode()) + main;
  }

  @Override
  public String toString() {
    return name;
  }
}

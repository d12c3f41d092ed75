package io.ingot.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * A random feed of changes, in random files and batches, with repetitions, corrected files and bad
 * rows; and what the history of its keys is, computed in plain collections.
 */
final class HistoryFeed {
  static final int BATCHES = 4;
  private static final int ITEMS = 60;
  private static final int CHANGES = 150;
  private static final int FILES = 40;
  private static final int FILES_PER_BATCH = 10;

  /** Comes before all others. */
  private static final int UNDATED = -1;

  private final Random random;
  private final Map<String, Version> counting = new TreeMap<>();
  private Map<String, Interval> history = new HashMap<>();
  private long arrival;
  private int values;

  HistoryFeed(long seed) {
    this.random = new Random(seed);
  }

  /** The next batch's files by name, in the order of their arrival. */
  Map<String, String[]> uploads(long batch) {
    Map<String, List<Change>> files = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < FILES_PER_BATCH; i++) {
      names.add(Integer.toString(random.nextInt(FILES)));
    }
    for (int i = 0; i < CHANGES; i++) {
      String name = names.get(random.nextInt(FILES_PER_BATCH));
      List<Change> changes = files.computeIfAbsent(name, n -> new ArrayList<>());
      changes.add(change());
      if (random.nextInt(8) == 0) {
        changes.add(changes.get(random.nextInt(changes.size())));
      }
    }
    Map<String, String[]> uploads = new LinkedHashMap<>();
    files.forEach(
        (name, changes) -> {
          counting.put(name, new Version(batch, arrival++, changes));
          List<String> lines = new ArrayList<>(List.of(Orders.HEADER));
          changes.forEach(c -> lines.add(c.line()));
          uploads.put(name, lines.toArray(String[]::new));
        });
    follow(batch);
    return uploads;
  }

  private Change change() {
    int kind = random.nextInt(10);
    int second = random.nextInt(16) == 0 ? UNDATED : random.nextInt(12);
    return new Change(
        kind < 3 ? "D" : "U", second, random.nextInt(ITEMS), "v" + values++, kind != 9);
  }

  private void follow(long batch) {
    Map<Integer, TreeMap<Integer, Placed>> bySecond = new TreeMap<>();
    counting.values().stream()
        .sorted((a, b) -> Long.compare(a.arrival, b.arrival))
        .forEach(
            version -> {
              for (int line = 0; line < version.changes.size(); line++) {
                Change change = version.changes.get(line);
                if (change.valid) {
                  bySecond
                      .computeIfAbsent(change.item, i -> new TreeMap<>())
                      .put(change.second, new Placed(change, version, line));
                }
              }
            });
    Map<String, Interval> next = new HashMap<>();
    bySecond.forEach(
        (item, changes) ->
            changes.forEach(
                (second, placed) -> {
                  Integer until = changes.higherKey(second);
                  if (!placed.change.op.equals("D")) {
                    String at = item + "@" + second;
                    next.put(at, interval(history.get(at), placed, until, batch));
                  }
                }));
    history = next;
  }

  /** A row that comes out as it was keeps its batch. */
  private static Interval interval(Interval former, Placed placed, Integer until, long batch) {
    boolean same =
        former != null
            && Objects.equals(former.until, until)
            && former.placed.line == placed.line
            && former.placed.version.arrival == placed.version.arrival;
    return new Interval(placed, until, same ? former.batch : batch);
  }

  /** Item, value, since, until, whether it is current, and the batch that last changed it. */
  List<String> history() {
    return history.values().stream().map(Interval::text).sorted().toList();
  }

  private record Version(long batch, long arrival, List<Change> changes) {}

  private record Placed(Change change, Version version, int line) {}

  private record Change(String op, int second, int item, String value, boolean valid) {
    String line() {
      String line = Orders.change(op, Math.max(second, 0), item, value, valid ? "5.00" : "-5.00");
      return second == UNDATED ? line.replaceFirst("\t[^\t]*\t", "\t\t") : line;
    }
  }

  private record Interval(Placed placed, Integer until, long batch) {
    String text() {
      Change change = placed.change;
      String since = change.second == UNDATED ? "null" : Integer.toString(change.second);
      return String.join(
          "|",
          Integer.toString(change.item),
          change.value,
          since,
          String.valueOf(until),
          Boolean.toString(until == null),
          Long.toString(batch));
    }
  }
}

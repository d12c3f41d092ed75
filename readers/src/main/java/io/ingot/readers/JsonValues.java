package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The values of one record, in file order, and which of them are the columns'. They go to a row
 * when the record is complete, so that one that is not leaves no trace.
 */
final class JsonValues {
  static final int NONE = -1;

  private final JsonColumn[] columns;
  private final Rescue rescue = new Rescue();
  private final JsonText text = new JsonText();
  private final Set<String> ambiguous = new HashSet<>();

  private JsonKey[] keys = new JsonKey[64];
  private JsonKind[] kinds = new JsonKind[64];
  private int[] froms = new int[64];
  private int[] tos = new int[64];
  private int[] parents = new int[64];
  private boolean[] held = new boolean[64];
  private int count;

  /** Per column, the number of the value that it takes; those of former records are below first. */
  private final long[] taken;

  private final int[] ranks;

  /** Number of the record's first value. */
  private long first = 1;

  private long undeclared;

  JsonValues(JsonColumn[] columns) {
    this.columns = columns;
    this.taken = new long[columns.length];
    this.ranks = new int[columns.length];
  }

  /** Forgets the values of a record. */
  void clear() {
    first += count;
    count = 0;
  }

  /**
   * Adds a value.
   *
   * @param parent number of the value that it is a part of and that a column may take, or NONE
   * @return its number
   */
  int add(JsonKey key, JsonKind kind, int from, int to, int parent) {
    if (count == froms.length) {
      grow();
    }
    int number = count++;
    // Most records are like the one before: a reference that is there already is not written again.
    if (keys[number] != key) {
      keys[number] = key;
    }
    if (kinds[number] != kind) {
      kinds[number] = kind;
    }
    froms[number] = from;
    tos[number] = to;
    parents[number] = parent;
    if (key.column >= 0) {
      offer(number, key.column, key.ranks[0]);
    } else {
      for (int i = 0; i < key.columns.length; i++) {
        offer(number, key.columns[i], key.ranks[i]);
      }
    }
    return number;
  }

  private void offer(int number, int column, int rank) {
    if (taken[column] < first || rank < ranks[column]) {
      taken[column] = first + number;
      ranks[column] = rank;
    }
  }

  /** How many values were met that no column takes. */
  long undeclared() {
    return undeclared;
  }

  /** Says where a value ends. */
  void end(int number, int to) {
    tos[number] = to;
  }

  private void grow() {
    int size = 2 * count;
    keys = Arrays.copyOf(keys, size);
    kinds = Arrays.copyOf(kinds, size);
    froms = Arrays.copyOf(froms, size);
    tos = Arrays.copyOf(tos, size);
    parents = Arrays.copyOf(parents, size);
    held = Arrays.copyOf(held, size);
  }

  /**
   * Gives the values to a row, and what no column holds to its {@code _rescued}.
   *
   * @param json the record's bytes
   * @param position the record's place in the file
   */
  void write(byte[] json, long position, Row row, int rescued) {
    rescue.clear();
    for (int i = 0; i < count; i++) {
      write(i, json, position, row);
    }
    rescue.write(row, rescued);
    if (!ambiguous.isEmpty()) {
      ambiguous.clear();
    }
  }

  private void write(int i, byte[] json, long position, Row row) {
    if (kinds[i] != JsonKind.escaped) {
      write(i, json, froms[i], tos[i], true, position, row);
    } else if (text.read(json, froms[i], tos[i])) {
      write(i, text.bytes(), 0, text.length(), true, position, row);
    } else {
      write(i, json, froms[i] - 1, tos[i] + 1, false, position, row);
    }
  }

  private void write(
      int i, byte[] bytes, int from, int to, boolean isUtf8, long position, Row row) {
    JsonKey key = keys[i];
    boolean isTaken = false;
    boolean isLost = false;
    for (int column : key.columns) {
      if (taken[column] == first + i) {
        isTaken = true;
        isLost |= !columns[column].take(kinds[i], bytes, from, to, isUtf8, row, position);
      }
    }
    held[i] = isTaken && !isLost;
    if (!held[i] && (parents[i] == NONE || !held[parents[i]])) {
      if (key.columns.length == 0) {
        key.met++;
        undeclared++;
      }
      rescue.add(name(key), bytes, from, to);
    }
  }

  /** A key's path; with a number if another value of the record has it. */
  private byte[] name(JsonKey key) {
    if (!key.isAmbiguous) {
      return key.path;
    }
    String path = new String(key.path, UTF_8);
    String name = path;
    for (int n = 2; !ambiguous.add(name); n++) {
      name = path + "_" + n;
    }
    return name.getBytes(UTF_8);
  }
}

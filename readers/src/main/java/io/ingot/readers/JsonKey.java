package io.ingot.readers;

import java.util.Arrays;
import java.util.List;

/** A key of records, as it is spelled there. */
final class JsonKey {
  private final byte[] quoted;
  private final int words;
  private final long rest;
  private final int length;

  /** The name that it stands for. */
  final byte[] name;

  /** The name with those of the objects around it, joined by dots. */
  final byte[] path;

  /** Ordinals of the columns that its value may go to. */
  final int[] columns;

  /** Per column, the value's rank there. */
  final int[] ranks;

  /** The only column, as is usual; -1 if there is none or several. */
  final int column;

  /** What is known of the object that is its value; null if nothing in there is a column. */
  final JsonLevel inside;

  /** Whether another key has the same path, by dots in names. */
  boolean isAmbiguous;

  /** Whether it is known when the next record has it. */
  boolean isLearned;

  /** Number of the last record that has it. */
  long record;

  /** How many records have a value for it that no column takes. */
  long met;

  /** The key behind it in the last record; null if there was none. */
  JsonKey next;

  JsonKey(byte[] name, byte[] path, List<JsonWant> targets, JsonLevel inside) {
    this.name = name;
    this.path = path;
    this.columns = targets.stream().mapToInt(JsonWant::column).toArray();
    this.ranks = targets.stream().mapToInt(JsonWant::rank).toArray();
    this.column = columns.length == 1 ? columns[0] : -1;
    this.inside = inside;
    byte[] plain = plain(name);
    this.length = plain.length;
    this.words = length / Words.SIZE;
    this.rest = (1L << (length % Words.SIZE * 8)) - 1;
    this.quoted = Arrays.copyOf(plain, (words + 1) * Words.SIZE);
  }

  /** The name in quotes; nothing if it cannot be written without escapes. */
  private static byte[] plain(byte[] name) {
    byte[] quoted = new byte[name.length + 2];
    quoted[0] = '"';
    for (int i = 0; i < name.length; i++) {
      if (name[i] == '"' || name[i] == '\\' || (name[i] >= 0 && name[i] < ' ')) {
        return new byte[0];
      }
      quoted[i + 1] = name[i];
    }
    quoted[name.length + 1] = '"';
    return quoted;
  }

  /** The place behind the key in quotes, if it stands at a place without escapes; else -1. */
  int behind(byte[] json, int at) {
    int from = at;
    for (int i = 0; i < words; i++, from += Words.SIZE) {
      if (Words.at(quoted, i * Words.SIZE) != Words.at(json, from)) {
        return -1;
      }
    }
    boolean same = ((Words.at(quoted, words * Words.SIZE) ^ Words.at(json, from)) & rest) == 0;
    return same && length > 0 ? at + length : -1;
  }

  boolean is(byte[] text, int from, int to) {
    return Arrays.equals(name, 0, name.length, text, from, to);
  }
}

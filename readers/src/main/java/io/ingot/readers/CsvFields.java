package io.ingot.readers;

import java.util.Arrays;

/** The fields of one record: where their texts are. */
final class CsvFields {
  private static final int FIELDS = 64;

  int count;
  int[] from = new int[FIELDS];
  int[] to = new int[FIELDS];

  /** Whether a field stands in quotes. */
  private boolean[] quoted = new boolean[FIELDS];

  /** Whether a field's text is not the record's bytes, but is in {@link #texts}. */
  private boolean[] apart = new boolean[FIELDS];

  /** Whether any field of the record is quoted or apart. */
  private boolean special;

  /** All bits of the bytes in which fields without quotes were found. */
  private long seen;

  private byte[] texts = new byte[1 << 10];
  private int used;

  void clear() {
    count = 0;
    used = 0;
    special = false;
    seen = 0;
  }

  /** Says that bytes of the record were looked at; their bits, or more. */
  void see(long bits) {
    seen |= bits;
  }

  /** Whether all fields are surely ASCII, and as they are written. */
  boolean isPlain() {
    return !special && !Words.beyondAscii(seen);
  }

  /** Adds a field whose text are bytes of the record. */
  void add(int begin, int end) {
    if (count == from.length) {
      grow();
    }
    from[count] = begin;
    to[count] = end;
    if (special) {
      quoted[count] = false;
      apart[count] = false;
    }
    count++;
  }

  /** Adds a field in quotes. */
  void addQuoted(int begin, int end) {
    become();
    add(begin, end);
    quoted[count - 1] = true;
  }

  /** Makes the field at hand one whose text was put together. */
  void addApart(int begin, boolean isQuoted) {
    become();
    add(begin, used);
    quoted[count - 1] = isQuoted;
    apart[count - 1] = true;
  }

  private void become() {
    if (!special) {
      special = true;
      Arrays.fill(quoted, 0, count, false);
      Arrays.fill(apart, 0, count, false);
    }
  }

  /** Where the next text that is put together begins. */
  int mark() {
    return used;
  }

  /** Adds bytes to the text that is put together. */
  void put(byte[] bytes, int begin, int end) {
    int length = end - begin;
    if (texts.length - used < length) {
      texts = Arrays.copyOf(texts, Math.max(2 * texts.length, used + length));
    }
    System.arraycopy(bytes, begin, texts, used, length);
    used += length;
  }

  void put(byte b) {
    if (used == texts.length) {
      texts = Arrays.copyOf(texts, 2 * used);
    }
    texts[used++] = b;
  }

  boolean isQuoted(int field) {
    return special && quoted[field];
  }

  /** Whether a field's text is not as it is written. */
  boolean isApart(int field) {
    return special && apart[field];
  }

  /** The bytes in which a field's text stands. */
  byte[] bytes(int field, byte[] record) {
    return isApart(field) ? texts : record;
  }

  /** Bytes of the longest field. */
  int longest() {
    int longest = 0;
    for (int i = 0; i < count; i++) {
      longest = Math.max(longest, to[i] - from[i]);
    }
    return longest;
  }

  private void grow() {
    int size = 2 * count;
    from = Arrays.copyOf(from, size);
    to = Arrays.copyOf(to, size);
    quoted = Arrays.copyOf(quoted, size);
    apart = Arrays.copyOf(apart, size);
  }
}

package io.ingot.readers;

import java.util.Arrays;

/** The names of the keys of a record's objects, to find one that an object has twice. */
final class JsonNames {
  private static final int SIZE = 256;

  /** Per place of the hash table: number of the entry there, from 1. */
  private int[] table = new int[2 * SIZE];

  private int[] objects = new int[SIZE];
  private int[] hashes = new int[SIZE];
  private byte[][] texts = new byte[SIZE][];
  private int[] froms = new int[SIZE];
  private int[] tos = new int[SIZE];
  private int count;

  /** Forgets all names. */
  void clear() {
    if (count > SIZE) {
      table = new int[2 * SIZE];
    } else if (count > 0) {
      Arrays.fill(table, 0);
    }
    Arrays.fill(texts, 0, count, null);
    count = 0;
  }

  /**
   * Adds a name. The bytes must stay as they are until names are forgotten.
   *
   * @return whether the object did not have it
   */
  boolean add(int object, byte[] text, int from, int to) {
    int hash = 31 * object + Words.hash(text, from, to);
    int mask = table.length - 1;
    int place = hash & mask;
    while (table[place] != 0) {
      int entry = table[place] - 1;
      if (hashes[entry] == hash
          && objects[entry] == object
          && Arrays.equals(texts[entry], froms[entry], tos[entry], text, from, to)) {
        return false;
      }
      place = (place + 1) & mask;
    }
    if (count == objects.length) {
      grow();
    }
    objects[count] = object;
    hashes[count] = hash;
    texts[count] = text;
    froms[count] = from;
    tos[count] = to;
    table[place] = ++count;
    if (2 * count > table.length) {
      rehash();
    }
    return true;
  }

  private void grow() {
    int size = 2 * count;
    objects = Arrays.copyOf(objects, size);
    hashes = Arrays.copyOf(hashes, size);
    texts = Arrays.copyOf(texts, size);
    froms = Arrays.copyOf(froms, size);
    tos = Arrays.copyOf(tos, size);
  }

  private void rehash() {
    table = new int[2 * table.length];
    int mask = table.length - 1;
    for (int entry = 0; entry < count; entry++) {
      int place = hashes[entry] & mask;
      while (table[place] != 0) {
        place = (place + 1) & mask;
      }
      table[place] = entry + 1;
    }
  }
}

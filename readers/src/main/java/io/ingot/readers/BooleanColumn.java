package io.ingot.readers;

import java.util.List;

/**
 * Booleans. Declared marks are compared exactly; where none is declared, what casts of Spark read
 * counts, in any case.
 */
final class BooleanColumn extends TrimmedColumn {
  private static final Marks TRUES = Marks.of(List.of("true", "t", "yes", "y", "1"));
  private static final Marks FALSES = Marks.of(List.of("false", "f", "no", "n", "0"));
  private static final int LONGEST = 5;

  private final Marks trues;
  private final Marks falses;
  private final byte[] lower = new byte[LONGEST];

  private BooleanColumn(Marks trues, Marks falses) {
    this.trues = trues;
    this.falses = falses;
  }

  /**
   * Makes the column.
   *
   * @param trues texts that mean true; empty for the usual ones
   * @param falses texts that mean false; empty for the usual ones
   */
  static BooleanColumn of(List<String> trues, List<String> falses) {
    return new BooleanColumn(
        trues.isEmpty() ? null : Marks.of(trues), falses.isEmpty() ? null : Marks.of(falses));
  }

  @Override
  boolean value(byte[] utf8, int from, int to, Row row, int ordinal) {
    boolean yes = is(trues, TRUES, utf8, from, to);
    boolean known = yes || is(falses, FALSES, utf8, from, to);
    if (known) {
      row.setBoolean(ordinal, yes);
    }
    return known;
  }

  private boolean is(Marks declared, Marks usual, byte[] utf8, int from, int to) {
    if (declared != null) {
      return declared.has(utf8, from, to);
    }
    int length = to - from;
    if (length > LONGEST) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      byte b = utf8[from + i];
      lower[i] = b >= 'A' && b <= 'Z' ? (byte) (b + 'a' - 'A') : b;
    }
    return usual.has(lower, 0, length);
  }
}

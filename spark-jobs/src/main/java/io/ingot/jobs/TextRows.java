package io.ingot.jobs;

/** What files of text have in common: positions, and bytes that are UTF-8 or are not. */
final class TextRows {
  /**
   * Block start in the high bits, ordinal in the scan's partition in the low 27: unique within a
   * file and increasing in file order, which is all that is promised. A partition holds at most 128
   * MB of a split file and so fewer than 2^27 rows of it; a file that is not split has one block,
   * at 0. The numbers themselves vary with Spark's parallelism.
   */
  static final String POSITION =
      "shiftleft(_metadata.file_block_start, 27) + (monotonically_increasing_id() & "
          + ((1L << 33) - 1)
          + ")";

  /** What Java puts for bytes that are no UTF-8. */
  private static final String REPLACEMENT = "\uFFFD";

  private TextRows() {}

  /**
   * SQL of the text whose UTF-8 bytes were read as ISO-8859-1, one character per byte: NULL if they
   * are no UTF-8. Spark itself would replace them, and nobody could tell what they had been.
   */
  static String decoded(String latin1) {
    String text = "decode(encode(" + latin1 + ", 'ISO-8859-1'), 'UTF-8')";
    String valid =
        "NOT contains(%1$s, '%2$s') OR encode(%1$s, 'UTF-8') = encode(%3$s, 'ISO-8859-1')"
            .formatted(text, REPLACEMENT, latin1);
    return "CASE WHEN octet_length(%1$s) = char_length(%1$s) THEN %1$s WHEN %2$s THEN %3$s END"
        .formatted(latin1, valid, text);
  }

  /** SQL of a line's text; of one that is no UTF-8, its bytes as ISO-8859-1. */
  static String line(String latin1) {
    return "coalesce(" + decoded(latin1) + ", " + latin1 + ")";
  }

  /** SQL of a line of Spark's text source, whose bytes are as they were, read as ISO-8859-1. */
  static String latin1(String line) {
    return "decode(cast(" + line + " AS binary), 'ISO-8859-1')";
  }
}

package io.ingot.readers;

/**
 * How a file is compressed as a whole: told by its first bytes, not by its name.
 *
 * <p>Sources of the magic numbers: RFC 1952 (gzip), RFC 8878 (Zstandard), APPNOTE.TXT (zip), and
 * the formats' own documentation.
 */
public enum Codec {
  none("", ""),
  gzip("gzip", "\u001f\u008b"),
  zstd("Zstandard", "(\u00b5/\u00fd"),
  bzip2("bzip2", "BZh"),
  zip("zip", "PK\u0003\u0004"),
  empty_zip("zip", "PK\u0005\u0006"),
  xz("xz", "\u00fd7zXZ\u0000"),
  seven_zip("7z", "7z\u00bc\u00af'\u001c"),
  lz4("lz4", "\u0004\"M\u0018"),
  compress("compress", "\u001f\u009d"),
  rar("rar", "Rar!\u001a\u0007");

  /** How many bytes {@link #of} wants to see. */
  public static final int MAGIC = 10;

  private static final int BZIP2_BLOCK = 4;
  private static final String BZIP2_DATA = "1AY&SY";
  private static final String BZIP2_END = "\u0017rE8P\u0090";

  private final String title;
  private final String magic;

  Codec(String title, String magic) {
    this.title = title;
    this.magic = magic;
  }

  /**
   * How a file is compressed.
   *
   * @param head its first {@link #MAGIC} bytes or more, or all if there are fewer
   */
  public static Codec of(byte[] head) {
    for (Codec codec : values()) {
      if (codec != none
          && starts(head, 0, codec.magic)
          && (codec != bzip2
              || starts(head, BZIP2_BLOCK, BZIP2_DATA)
              || starts(head, BZIP2_BLOCK, BZIP2_END))) {
        return codec;
      }
    }
    return none;
  }

  /** Its name, as people write it. */
  public String title() {
    return title;
  }

  /** Whether some bytes from a place on are those of a text, one per character. */
  static boolean starts(byte[] head, int at, String bytes) {
    if (head.length - at < bytes.length()) {
      return false;
    }
    for (int i = 0; i < bytes.length(); i++) {
      if ((head[at + i] & 0xff) != bytes.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}

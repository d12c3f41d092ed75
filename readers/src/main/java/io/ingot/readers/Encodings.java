package io.ingot.readers;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * What the bytes of a text say about its encoding: to check the declared one, and to name the
 * likely right one where it is wrong. Never to choose one.
 */
final class Encodings {
  /** Longest byte order mark. */
  static final int MARK = 4;

  /** Where a text is not UTF-8, these are tried; the first of those that fit equally well wins. */
  private static final List<String> LIKELY =
      List.of("windows-1252", "windows-1250", "windows-1251", "Shift_JIS", "GBK");

  private static final int SAMPLE = 4_096;

  private Encodings() {}

  /**
   * A byte order mark.
   *
   * @param encoding name of the encoding that it is of; empty if there is no mark
   * @param length its bytes
   */
  record Mark(String encoding, int length) {}

  /** The byte order mark with which some bytes begin. */
  static Mark mark(byte[] head) {
    if (Codec.starts(head, 0, "\u00ef\u00bb\u00bf")) {
      return new Mark("UTF-8", 3);
    }
    if (Codec.starts(head, 0, "\u00ff\u00fe\u0000\u0000")) {
      return new Mark("UTF-32LE", 4);
    }
    if (Codec.starts(head, 0, "\u0000\u0000\u00fe\u00ff")) {
      return new Mark("UTF-32BE", 4);
    }
    if (Codec.starts(head, 0, "\u00ff\u00fe")) {
      return new Mark("UTF-16LE", 2);
    }
    if (Codec.starts(head, 0, "\u00fe\u00ff")) {
      return new Mark("UTF-16BE", 2);
    }
    return new Mark("", 0);
  }

  /**
   * Checks that a byte order mark is that of the declared encoding.
   *
   * @throws UnreadableFileException if it is not
   */
  static void checkMark(byte[] head, String encoding) throws UnreadableFileException {
    Mark mark = mark(head);
    String declared = Charset.forName(encoding).name();
    if (mark.length() > 0 && !mark.encoding().startsWith(declared)) {
      throw new UnreadableFileException(
          "it is %s, not %s".formatted(mark.encoding().replaceAll("(LE|BE)$", ""), declared));
    }
  }

  /**
   * Why the beginning of what should be text is none; empty if it may be text.
   *
   * @param text as UTF-8, if it is in its encoding
   * @param encoding the declared encoding
   */
  static Optional<String> refusal(byte[] text, int from, int to, String encoding) {
    int nul = from;
    while (nul < to && text[nul] != 0) {
      nul++;
    }
    if (nul == to) {
      return Optional.empty();
    }
    String wide = wide(text, from, to);
    return Optional.of(
        wide.isEmpty()
            ? "it holds binary data, not text"
            : "it is %s, not %s".formatted(wide, Charset.forName(encoding).name()));
  }

  /** UTF-16, if every other byte is 0 as in ASCII written so. */
  private static String wide(byte[] text, int from, int to) {
    int[] nuls = new int[2];
    int length = Math.min(to - from, SAMPLE);
    for (int i = 0; i < length; i++) {
      if (text[from + i] == 0) {
        nuls[i & 1]++;
      }
    }
    int most = Math.max(nuls[0], nuls[1]);
    boolean alternate = most > 1 && most > 8 * Math.min(nuls[0], nuls[1]) && most > length / 8;
    return !alternate ? "" : nuls[0] > nuls[1] ? "UTF-16BE" : "UTF-16LE";
  }

  /**
   * The likely encoding of bytes that are not UTF-8: the one in which most of what is not ASCII are
   * letters within words of one script.
   */
  static String likely(byte[] bytes, int from, int to) {
    String best = LIKELY.get(0);
    int most = Integer.MIN_VALUE;
    for (String encoding : LIKELY) {
      if (Charset.isSupported(encoding)) {
        int score =
            score(new String(bytes, from, Math.min(to - from, SAMPLE), Charset.forName(encoding)));
        if (score > most) {
          most = score;
          best = encoding;
        }
      }
    }
    return best;
  }

  private static int score(String text) {
    int score = 0;
    int letters = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        letters = 0;
        continue;
      }
      boolean within = i > 0 && Character.isLetter(text.charAt(i - 1));
      if (c == '\ufffd' || Character.isISOControl(c)) {
        score -= 10;
      } else if (!Character.isLetter(c)) {
        score -= within ? 2 : 0;
      } else {
        letters++;
        boolean latin = Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
        // Latin words have few accents in a row; what has many is another script.
        score += latin && letters > 2 ? -2 : latin && within && isUpper(text, i) ? -1 : 1;
      }
    }
    return score;
  }

  /** Whether a capital letter follows a small one. */
  private static boolean isUpper(String text, int i) {
    return Character.isUpperCase(text.charAt(i)) && Character.isLowerCase(text.charAt(i - 1));
  }
}

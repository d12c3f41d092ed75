package io.ingot.readers;

import java.util.List;
import java.util.Locale;

/**
 * Patterns of keys below a landing prefix: {@code *} stands for any characters but {@code /},
 * {@code **} for any, {@code ?} for one; case does not count.
 */
public final class NamePattern {
  private static final List<String> COMPRESSED = List.of(".gz", ".zst", ".bz2", ".zip");

  private NamePattern() {}

  /**
   * Whether a pattern is of a file: one with a {@code /} of its key below the landing prefix, any
   * other of its name. A suffix of compression need not be in the pattern.
   *
   * @param below the file's key, below the landing prefix
   */
  public static boolean isOfFile(String pattern, String below) {
    String name = pattern.contains("/") ? below : below.substring(below.lastIndexOf('/') + 1);
    return matches(pattern, name) || matches(pattern, uncompressed(name));
  }

  private static String uncompressed(String name) {
    String suffix = name.substring(Math.max(0, name.lastIndexOf('.')));
    return COMPRESSED.stream().anyMatch(suffix::equalsIgnoreCase)
        ? name.substring(0, name.length() - suffix.length())
        : name;
  }

  /** Whether a pattern matches the whole of a text. */
  public static boolean matches(String pattern, String text) {
    return matches(pattern.toLowerCase(Locale.ROOT), 0, text.toLowerCase(Locale.ROOT), 0);
  }

  private static boolean matches(String pattern, int from, String text, int at) {
    if (from == pattern.length()) {
      return at == text.length();
    }
    char c = pattern.charAt(from);
    if (c != '*') {
      return at < text.length()
          && (c == '?' ? text.charAt(at) != '/' : text.charAt(at) == c)
          && matches(pattern, from + 1, text, at + 1);
    }
    boolean any = pattern.startsWith("**", from);
    int next = from + (any ? 2 : 1);
    for (int end = at; end <= text.length(); end++) {
      if (matches(pattern, next, text, end)) {
        return true;
      }
      if (end < text.length() && !any && text.charAt(end) == '/') {
        return false;
      }
    }
    return false;
  }
}

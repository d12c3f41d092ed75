package io.ingot.core.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody meant. */
public final class NearestName {
  private NearestName() {}

  /** What to do about an unknown name: the nearest known one, or all of them. */
  public static String fix(String written, Collection<String> known, String what) {
    return of(written, known)
        .map(n -> "Did you mean \"" + n + "\"?")
        .orElseGet(
            () ->
                known.isEmpty()
                    ? "There are no " + what + " to choose from."
                    : "Known " + what + ": " + String.join(", ", known) + ".");
  }

  /** The known name with the fewest edits from the written one, unless all are far from it. */
  public static Optional<String> of(String written, Collection<String> known) {
    int limit = Math.max(2, written.length() / 3);
    return known.stream()
        .min(Comparator.comparingInt(k -> distance(written, k)))
        .filter(k -> distance(written, k) <= limit && distance(written, k) < k.length());
  }

  /**
   * Edits (insert, delete, replace, swap of neighbours) between two names; case does not count:
   * optimal string alignment distance.
   */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + replace);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}

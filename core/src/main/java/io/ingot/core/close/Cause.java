package io.ingot.core.close;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What people are told of an error: the message at its root, in one line. Class names and stack
 * traces stay in the full text, which the message says where to find.
 */
public final class Cause {
  private static final int LONGEST = 300;
  private static final String BEGINS = "Caused by: ";

  /** A class name, at the beginning of a text or behind a blank, with what separates it. */
  private static final Pattern CLASS =
      Pattern.compile("(?<![\\w./-])(?:[a-z][\\w$]*\\.)+[A-Z][\\w$]*(?:Exception|Error)(?:: )?");

  private static final Pattern FRAME =
      Pattern.compile("\\s*at [\\w.$/<>]+\\(.*\\)|\\s*\\.\\.\\. \\d+ more");

  /** Lines of Spark that say where it failed, and not why. */
  private static final List<String> WHERE =
      List.of("Job aborted", "Driver stacktrace:", "Writing job aborted", "Lost task");

  private Cause() {}

  /** The root of an error in one line; the whole error in one line if it names no root. */
  public static String line(String text) {
    String root = text.substring(Math.max(0, text.lastIndexOf(BEGINS)));
    if (root.startsWith(BEGINS)) {
      root = root.substring(BEGINS.length());
    }
    String line = first(root);
    return cut(line.isEmpty() ? first(text) : line);
  }

  private static String first(String text) {
    return text.lines()
        .filter(l -> !FRAME.matcher(l).matches())
        .filter(l -> WHERE.stream().noneMatch(l.strip()::startsWith))
        .map(l -> CLASS.matcher(l).replaceAll("").strip())
        .filter(l -> !l.isEmpty())
        .findFirst()
        .orElseGet(() -> words(text));
  }

  /** A text of which only class names are left says the last one in words. */
  private static String words(String text) {
    String name = text.strip().replaceAll("[:\\s].*", "");
    String simple = name.substring(name.lastIndexOf('.') + 1);
    String words =
        simple.replaceAll("(Exception|Error)$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    return words.isEmpty() ? "no reason was given" : words;
  }

  private static String cut(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
  }
}

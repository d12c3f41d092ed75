package io.ingot.functions.aws;

import java.util.regex.Pattern;

/** Which keys Spark, through Hadoop's paths, reads as what they say. */
final class SparkPath {
  /**
   * Wildcards are expanded, a backslash is turned into a slash, and control characters do not
   * survive a URI.
   */
  private static final Pattern SPECIAL = Pattern.compile("[\\[\\]{}*?\\\\\\p{Cntrl}]");

  /**
   * Empty segments are dropped, dots are resolved, and files with these first letters are hidden.
   */
  private static final Pattern SEGMENT =
      Pattern.compile("(?:^|/)(?:/|$|\\.{1,2}(?:/|$)|[._][^/]*$)");

  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9.-]");
  private static final int LONGEST = 100;

  private SparkPath() {}

  /** Whether a path made of the key leads to that object and to no other. */
  static boolean readsExactly(String key) {
    return !SPECIAL.matcher(key).find() && !SEGMENT.matcher(key).find();
  }

  /** A name that Spark reads exactly, with the key's suffix, which tells format and compression. */
  static String safeName(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    String tail = name.substring(Math.max(0, name.length() - LONGEST));
    return "f-" + UNSAFE.matcher(tail).replaceAll("-");
  }
}

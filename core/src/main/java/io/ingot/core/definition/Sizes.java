package io.ingot.core.definition;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and percentages as people write them. Units are decimal, as on a storage bill. */
final class Sizes {
  static final Pattern SIZE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?) ?([KMGT]?B)");
  static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?) ?%");
  static final Pattern COUNT = Pattern.compile("\\d{1,10}");

  private static final Map<String, Long> UNITS =
      Map.of(
          "B", 1L, "KB", 1_000L, "MB", 1_000_000L, "GB", 1_000_000_000L, "TB", 1_000_000_000_000L);

  private Sizes() {}

  /** Bytes of a size such as {@code 5GB}; empty if it is none, is 0 or does not fit a long. */
  static Optional<Long> bytes(String text) {
    Matcher m = SIZE.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    BigDecimal bytes =
        new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(UNITS.get(m.group(2))));
    return bytes.signum() > 0 && bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
        ? Optional.of(bytes.longValue())
        : Optional.empty();
  }

  /** The ratio (0 to 1) of a percentage such as {@code 20%}; empty if it is none. */
  static Optional<Double> ratio(String text) {
    Matcher m = PERCENT.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    BigDecimal ratio = new BigDecimal(m.group(1)).movePointLeft(2);
    return ratio.compareTo(BigDecimal.ONE) <= 0
        ? Optional.of(ratio.doubleValue())
        : Optional.empty();
  }

  /** A whole number from {@code least} to the largest int; empty if the text is none. */
  static Optional<Integer> count(String text, int least) {
    if (!COUNT.matcher(text).matches()) {
      return Optional.empty();
    }
    long value = Long.parseLong(text);
    return value >= least && value <= Integer.MAX_VALUE
        ? Optional.of((int) value)
        : Optional.empty();
  }
}

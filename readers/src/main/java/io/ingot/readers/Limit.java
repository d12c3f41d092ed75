package io.ingot.readers;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * How much of something is too much: more than a number of it, or more than a part of all there is.
 *
 * @param most largest number allowed; negative if there is no such limit
 * @param ratio largest part allowed, from 0 to 1; 1 means all but one, negative that there is no
 *     such limit
 */
public record Limit(long most, double ratio) implements Serializable {
  /** Anything goes. */
  public static final Limit NONE = new Limit(-1, -1);

  /** All of it is too much. */
  public static final Limit NOT_ALL = new Limit(-1, 1);

  /** At most a number. */
  public static Limit number(long most) {
    return new Limit(most, -1);
  }

  /**
   * At most a part.
   *
   * @param ratio 0 to 1; 1 allows everything
   */
  public static Limit part(double ratio) {
    return ratio >= 1 ? NONE : new Limit(-1, ratio);
  }

  /** Whether it is exceeded by a number out of all there is. */
  public boolean exceeded(long count, long of) {
    boolean tooMany = most >= 0 && count > most;
    boolean tooLarge = ratio >= 1 ? count >= of : ratio >= 0 && count > ratio * of;
    return count > 0 && (tooMany || tooLarge);
  }

  /** As a definition spells it: {@code 20%} or {@code 100}. */
  @Override
  public String toString() {
    if (most >= 0) {
      return Long.toString(most);
    }
    return ratio < 0
        ? "any"
        : new BigDecimal(Double.toString(ratio))
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString()
            + "%";
  }
}

package io.ingot.readers;

import java.util.List;

/** A way to write dates and times. */
interface TimeText {

  /**
   * Reads a whole text.
   *
   * @param moment has the date and the time if the answer is yes, anything otherwise
   * @return whether the text is so written, and there is such a day and such a time
   */
  boolean read(byte[] utf8, int from, int to, Moment moment);

  /** The first of several ways in which a text is written. */
  static TimeText firstOf(List<? extends TimeText> ways) {
    if (ways.size() == 1) {
      return ways.get(0);
    }
    TimeText[] all = ways.toArray(TimeText[]::new);
    return (utf8, from, to, moment) -> {
      for (TimeText way : all) {
        if (way.read(utf8, from, to, moment)) {
          return true;
        }
      }
      return false;
    };
  }
}

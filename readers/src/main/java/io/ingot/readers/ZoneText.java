package io.ingot.readers;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Zones as texts name them: offsets ({@code +02:00}, {@code -0330}, {@code +2}), {@code Z}, {@code
 * UTC} and {@code GMT}, also with an offset behind it, and regions ({@code Europe/Berlin}). Other
 * abbreviations are none unless it is declared what they mean: {@code BST} or {@code IST} mean
 * several zones.
 */
final class ZoneText {
  private static final Set<String> REGIONS = Set.copyOf(ZoneId.getAvailableZoneIds());
  private static final int LONGEST = 64;
  private static final int MOST_SECONDS = 18 * 3600;

  private final Map<String, LocalZone> clocks = new HashMap<>();
  private final Set<String> abbreviations;

  /**
   * Makes the reader.
   *
   * @param abbreviations what abbreviations mean
   * @throws IllegalArgumentException if one means no zone
   */
  ZoneText(Map<String, String> abbreviations) {
    this.abbreviations = Set.copyOf(abbreviations.keySet());
    abbreviations.forEach((name, zone) -> clocks.put(name, LocalZone.of(zone)));
  }

  /** Reads a zone that takes a whole text. Answers whether it is one, and the moment has it. */
  boolean read(byte[] utf8, int from, int to, Moment moment) {
    int length = to - from;
    if (length == 0 || length > LONGEST) {
      return false;
    }
    moment.zoned = true;
    moment.region = null;
    moment.offset = 0;
    if (length == 1 && utf8[from] == 'Z') {
      return true;
    }
    if (is("UTC", utf8, from, to) || is("GMT", utf8, from, to)) {
      return length == 3 || offset(utf8, from + 3, to, moment);
    }
    return offset(utf8, from, to, moment) || region(utf8, from, to, moment);
  }

  private static boolean is(String word, byte[] utf8, int from, int to) {
    if (to - from < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (utf8[from + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@code +h}, {@code +hh}, {@code +hhmm}, {@code +h:mm}, {@code +hh:mm}, the last with seconds.
   */
  private static boolean offset(byte[] utf8, int from, int to, Moment moment) {
    if (utf8[from] != '+' && utf8[from] != '-') {
      return false;
    }
    int[] parts = new int[3];
    int digits = 0;
    int part = 0;
    boolean colons = false;
    for (int i = from + 1; i < to; i++) {
      int digit = utf8[i] - '0';
      if (digit >= 0 && digit <= 9) {
        if (digits == 2) {
          if (colons || part == 2) {
            return false;
          }
          part++;
          digits = 0;
        }
        parts[part] = parts[part] * 10 + digit;
        digits++;
      } else if (utf8[i] == ':' && part < 2 && (part == 0 ? digits > 0 : colons && digits == 2)) {
        colons = true;
        part++;
        digits = 0;
      } else {
        return false;
      }
    }
    int seconds = parts[0] * 3600 + parts[1] * 60 + parts[2];
    boolean valid =
        (digits == 2 || (part == 0 && digits == 1))
            && parts[1] <= 59
            && parts[2] <= 59
            && seconds <= MOST_SECONDS;
    moment.offset = utf8[from] == '-' ? -seconds : seconds;
    return valid;
  }

  private boolean region(byte[] utf8, int from, int to, Moment moment) {
    String name = Numeral.ascii(utf8, from, to);
    if (!abbreviations.contains(name) && (name.indexOf('/') <= 0 || !REGIONS.contains(name))) {
      return false;
    }
    moment.region = clocks.computeIfAbsent(name, LocalZone::of);
    return true;
  }
}

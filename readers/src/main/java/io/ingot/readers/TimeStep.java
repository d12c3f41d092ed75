package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One part of a {@link TimePattern}. */
sealed interface TimeStep {

  /** Reads the part where a text goes on; answers where it ends, -1 if it is not there. */
  int read(byte[] utf8, int at, int end, Moment moment);

  /** Reads one part behind the other. */
  static int all(TimeStep[] steps, byte[] utf8, int from, int end, Moment moment) {
    int at = from;
    for (int i = 0; i < steps.length && at >= 0; i++) {
      at = steps[i].read(utf8, at, end, moment);
    }
    return at;
  }

  /**
   * A number.
   *
   * @param least fewest digits
   * @param most most digits
   * @param from smallest value
   * @param to largest value
   * @param reserve digits that belong to the numbers behind it
   * @param century first year of the hundred that two digits belong to; 0 if there is none
   */
  record Digits(Moment.Part part, int least, int most, int from, int to, int reserve, int century)
      implements TimeStep {

    Digits reserving(int digits) {
      return new Digits(part, least, most, from, to, digits, century);
    }

    @Override
    public int read(byte[] utf8, int at, int end, Moment moment) {
      int digits = 0;
      while (at + digits < end && digit(utf8[at + digits]) && digits < most + reserve) {
        digits++;
      }
      int length = Math.min(most, digits - reserve);
      if (length < least) {
        return -1;
      }
      int value = 0;
      for (int i = at; i < at + length; i++) {
        value = value * 10 + utf8[i] - '0';
      }
      if (value < from || value > to) {
        return -1;
      }
      moment.set(part, century == 0 ? value : century + Math.floorMod(value - century, 100));
      return at + length;
    }
  }

  /** Digits of a second; those beyond six are cut. */
  record Fraction(int most) implements TimeStep {
    @Override
    public int read(byte[] utf8, int at, int end, Moment moment) {
      int unit = 100_000;
      int micros = 0;
      int i = at;
      for (; i < end && i < at + most && digit(utf8[i]); i++) {
        micros += (utf8[i] - '0') * unit;
        unit /= 10;
      }
      moment.micros = micros;
      return i > at ? i : -1;
    }
  }

  /** Text that is always the same, in any case. */
  final class Literal implements TimeStep {
    private final byte[] lower;

    Literal(String text) {
      lower = text.toLowerCase(Locale.ROOT).getBytes(UTF_8);
    }

    @Override
    public int read(byte[] utf8, int at, int end, Moment moment) {
      return startsWith(lower, utf8, at, end) ? at + lower.length : -1;
    }
  }

  /** One of several names, in any case. */
  final class Name implements TimeStep {
    private static final List<String> MONTHS =
        List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");

    private final Moment.Part part;
    private final int first;
    private final byte[][] names;

    private Name(Moment.Part part, int first, Stream<String> names) {
      this.part = part;
      this.first = first;
      this.names = names.map(n -> n.getBytes(UTF_8)).toArray(byte[][]::new);
    }

    static Name month(boolean isShort) {
      return new Name(
          Moment.Part.month, 1, MONTHS.stream().map(m -> isShort ? m.substring(0, 3) : m));
    }

    static Name half() {
      return new Name(Moment.Part.half, 0, Stream.of("am", "pm"));
    }

    @Override
    public int read(byte[] utf8, int at, int end, Moment moment) {
      for (int i = 0; i < names.length; i++) {
        if (startsWith(names[i], utf8, at, end)) {
          moment.set(part, first + i);
          return at + names[i].length;
        }
      }
      return -1;
    }
  }

  /** A zone's name or an offset; {@code prefixed}: GMT, with or without an offset behind it. */
  record Zone(ZoneText zones, boolean prefixed) implements TimeStep {
    @Override
    public int read(byte[] utf8, int at, int end, Moment moment) {
      int to = at;
      while (to < end && ofName(utf8[to])) {
        to++;
      }
      boolean named = !prefixed || (to > at && utf8[at] == 'G');
      return named && zones.read(utf8, at, to, moment) ? to : -1;
    }

    private static boolean ofName(byte b) {
      return digit(b)
          || (b >= 'A' && b <= 'Z')
          || (b >= 'a' && b <= 'z')
          || (b != 0 && "/_+-:".indexOf(b) >= 0);
    }
  }

  /**
   * An offset from UTC.
   *
   * @param zulu whether {@code Z} stands for none
   * @param colon whether its parts have colons between them
   * @param minutes whether it must have minutes
   * @param seconds whether it may have seconds
   */
  record Offset(boolean zulu, boolean colon, boolean minutes, boolean seconds) implements TimeStep {
    private static final int MOST = 18 * 3600;

    @Override
    public int read(byte[] utf8, int from, int end, Moment moment) {
      moment.zoned = true;
      moment.region = null;
      moment.offset = 0;
      if (from == end) {
        return -1;
      }
      if (utf8[from] == 'Z') {
        return zulu ? from + 1 : -1;
      }
      int hours = two(utf8, from + 1, end);
      if ((utf8[from] != '+' && utf8[from] != '-') || hours < 0) {
        return -1;
      }
      int at = from + 3;
      int[] parts = new int[2];
      int most = seconds ? 2 : 1;
      for (int i = 0; i < most; i++) {
        int digits = colon && at < end && utf8[at] == ':' ? at + 1 : at;
        int part = colon && digits == at ? -1 : two(utf8, digits, end);
        if (part < 0 || part > 59) {
          if (i == 0 && minutes) {
            return -1;
          }
          break;
        }
        parts[i] = part;
        at = digits + 2;
      }
      int total = hours * 3600 + parts[0] * 60 + parts[1];
      moment.offset = utf8[from] == '-' ? -total : total;
      return total <= MOST ? at : -1;
    }

    private static int two(byte[] utf8, int at, int end) {
      return at + 1 < end && digit(utf8[at]) && digit(utf8[at + 1])
          ? (utf8[at] - '0') * 10 + utf8[at + 1] - '0'
          : -1;
    }
  }

  /** Parts of which a text has all or none. */
  final class Optional implements TimeStep {
    private final TimeStep[] steps;
    private final Moment before = new Moment();

    Optional(TimeStep[] steps) {
      this.steps = steps;
    }

    @Override
    public int read(byte[] utf8, int at, int end, Moment moment) {
      before.copy(moment);
      int to = all(steps, utf8, at, end, moment);
      if (to < 0) {
        moment.copy(before);
        return at;
      }
      return to;
    }
  }

  private static boolean digit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean startsWith(byte[] lower, byte[] utf8, int at, int end) {
    if (end - at < lower.length) {
      return false;
    }
    for (int i = 0; i < lower.length; i++) {
      byte b = utf8[at + i];
      if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != lower[i]) {
        return false;
      }
    }
    return true;
  }
}

package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;

/**
 * What the values of a column mean, beside their physical type.
 *
 * @param kind the logical type
 * @param precision of a decimal
 * @param scale of a decimal
 * @param perSecond of a time or timestamp: how many of its units make a second
 * @param utc of a timestamp: whether it is a point in time, and not a local date and time
 * @param signed of an integer
 */
record Logical(Kind kind, int precision, int scale, int perSecond, boolean utc, boolean signed) {
  static final Logical NONE = of(Kind.none);

  private static final int MILLIS = 1_000;
  private static final int MICROS = 1_000_000;
  private static final int NANOS = 1_000_000_000;

  /** The logical types that are told apart. */
  enum Kind {
    none,
    text,
    map,
    list,
    decimal,
    date,
    time,
    timestamp,
    integer,
    uuid,
    float16,
    interval
  }

  private static Logical of(Kind kind) {
    return new Logical(kind, 0, 0, 0, false, false);
  }

  private static Logical time(Kind kind, int perSecond, boolean utc) {
    return new Logical(kind, 0, 0, perSecond, utc, false);
  }

  private static Logical integer(boolean signed) {
    return new Logical(Kind.integer, 0, 0, 0, false, signed);
  }

  private static Logical decimal(int precision, int scale) {
    return new Logical(Kind.decimal, precision, scale, 0, false, false);
  }

  /** The older form of the annotation. One that is not known means nothing. */
  static Logical converted(int type, int precision, int scale) {
    return switch (type) {
      case 0, 4, 19 -> of(Kind.text);
      case 1, 2 -> of(Kind.map);
      case 3 -> of(Kind.list);
      case 5 -> decimal(precision, scale);
      case 6 -> of(Kind.date);
      case 7 -> time(Kind.time, MILLIS, true);
      case 8 -> time(Kind.time, MICROS, true);
      case 9 -> time(Kind.timestamp, MILLIS, true);
      case 10 -> time(Kind.timestamp, MICROS, true);
      case 11, 12, 13, 14 -> integer(false);
      case 15, 16, 17, 18 -> integer(true);
      case 21 -> of(Kind.interval);
      default -> NONE;
    };
  }

  /** Reads the annotation; one that is not known means nothing. */
  static Logical read(Thrift in) throws UnreadableFileException {
    Logical[] read = {NONE};
    in.structField(
        id -> {
          switch (id) {
            case 1, 4, 12 -> read[0] = plain(in, Kind.text);
            case 2 -> read[0] = plain(in, Kind.map);
            case 3 -> read[0] = plain(in, Kind.list);
            case 5 -> read[0] = decimal(in);
            case 6 -> read[0] = plain(in, Kind.date);
            case 7 -> read[0] = time(in, Kind.time);
            case 8 -> read[0] = time(in, Kind.timestamp);
            case 10 -> read[0] = integer(in);
            case 14 -> read[0] = plain(in, Kind.uuid);
            case 15 -> read[0] = plain(in, Kind.float16);
            default -> in.skip();
          }
        });
    return read[0];
  }

  private static Logical plain(Thrift in, Kind kind) throws UnreadableFileException {
    in.skip();
    return of(kind);
  }

  private static Logical decimal(Thrift in) throws UnreadableFileException {
    int[] read = new int[2];
    in.structField(
        id -> {
          switch (id) {
            case 1 -> read[1] = in.i32();
            case 2 -> read[0] = in.i32();
            default -> in.skip();
          }
        });
    return decimal(read[0], read[1]);
  }

  private static Logical time(Thrift in, Kind kind) throws UnreadableFileException {
    boolean[] utc = new boolean[1];
    int[] perSecond = new int[1];
    in.structField(
        id -> {
          switch (id) {
            case 1 -> utc[0] = in.bool();
            case 2 -> perSecond[0] = unit(in);
            default -> in.skip();
          }
        });
    // A unit that is not known leaves the number.
    return perSecond[0] == 0 ? NONE : time(kind, perSecond[0], utc[0]);
  }

  private static int unit(Thrift in) throws UnreadableFileException {
    int[] perSecond = new int[1];
    in.structField(
        id -> {
          perSecond[0] =
              switch (id) {
                case 1 -> MILLIS;
                case 2 -> MICROS;
                case 3 -> NANOS;
                default -> 0;
              };
          in.skip();
        });
    return perSecond[0];
  }

  private static Logical integer(Thrift in) throws UnreadableFileException {
    boolean[] signed = {true};
    in.structField(
        id -> {
          if (id == 2) {
            signed[0] = in.bool();
          } else {
            in.skip();
          }
        });
    return integer(signed[0]);
  }
}

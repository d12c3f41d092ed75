package io.ingot.readers.parquet;

import io.ingot.readers.columnar.Cell;

/** Meanings of values that are stored as bytes of a certain layout. */
final class FixedBytes {
  private static final int JULIAN_1970 = 2_440_588;
  private static final long DAY_SECONDS = 86_400;
  private static final long NANOS = 1_000_000_000;

  private FixedBytes() {}

  /** Months, days and milliseconds, each in 32 bits without a sign. */
  static void interval(Batch batch, int i, Cell cell) {
    int at = batch.from[i];
    cell.takeInterval(
        Integer.toUnsignedLong(Bits.int32(batch.bytes, at)),
        Integer.toUnsignedLong(Bits.int32(batch.bytes, at + 4)),
        Integer.toUnsignedLong(Bits.int32(batch.bytes, at + 8)));
  }

  /** A float of 16 bits: one of sign, five of exponent, ten of fraction. */
  static void float16(Batch batch, int i, Cell cell) {
    int at = batch.from[i];
    int bits = (batch.bytes[at] & 0xff) | batch.bytes[at + 1] << Byte.SIZE;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float value;
    if (exponent == 0x1f) {
      value = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      value = fraction * 0x1p-24f;
    } else {
      value = (fraction + 0x400) * (float) Math.scalb(1.0, exponent - 25);
    }
    cell.takeFloat(bits < 0 ? -value : value);
  }

  /** Nanoseconds of a day and the Julian day, as Impala and Spark wrote timestamps. */
  static void int96(byte[] bytes, int from, Cell cell) {
    long nanos = Bits.int64(bytes, from);
    long day = Bits.int32(bytes, from + Long.BYTES) - (long) JULIAN_1970;
    long seconds = Math.floorDiv(nanos, NANOS);
    cell.takeTimestamp(day * DAY_SECONDS + seconds, (int) (nanos - seconds * NANOS), true);
  }
}

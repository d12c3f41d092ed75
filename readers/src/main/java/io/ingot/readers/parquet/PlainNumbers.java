package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;

/** Numbers one after another. */
final class PlainNumbers implements Values {
  private final Physical physical;
  private final byte[] bytes;
  private final int to;
  private int at;

  /** Bits of the byte at hand that were read, for booleans. */
  private int bit;

  PlainNumbers(Physical physical, byte[] bytes, int from, int to) {
    this.physical = physical;
    this.bytes = bytes;
    this.at = from;
    this.to = to;
  }

  @Override
  public void read(Batch batch, int count) throws UnreadableFileException {
    long bits =
        physical == Physical.BOOLEAN ? bit + count : (long) count * physical.width * Byte.SIZE;
    if (bits > (long) (to - at) * Byte.SIZE) {
      throw Values.tooShort();
    }
    long[] into = batch.numbers;
    if (physical == Physical.BOOLEAN) {
      for (int i = 0; i < count; i++, bit++) {
        into[i] = 1L & (bytes[at + (bit >>> 3)] >>> (bit & 7));
      }
      at += bit >>> 3;
      bit &= 7;
    } else if (physical.width == Integer.BYTES) {
      for (int i = 0; i < count; i++) {
        into[i] = Bits.int32(bytes, at + i * Integer.BYTES);
      }
      at += count * Integer.BYTES;
    } else {
      for (int i = 0; i < count; i++) {
        into[i] = Bits.int64(bytes, at + i * Long.BYTES);
      }
      at += count * Long.BYTES;
    }
  }
}

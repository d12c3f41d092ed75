package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;
import java.util.Arrays;

/** Numbers of a few bits, in runs of equal ones and runs of packed ones (RLE hybrid). */
final class Runs implements Levels {
  private static final int WIDEST = 32;

  private final byte[] bytes;
  private final int to;
  private final int width;
  private int at;
  private long left;
  private boolean packed;
  private int value;
  private int start;
  private long bit;

  Runs(byte[] bytes, int from, int to, int width) throws UnreadableFileException {
    if (width > WIDEST) {
      throw new UnreadableFileException("a page has numbers of %d bits".formatted(width));
    }
    this.bytes = bytes;
    this.at = from;
    this.to = to;
    this.width = width;
  }

  /** Behind runs that begin with their length in bytes. */
  static int end(byte[] bytes, int from, int to) throws UnreadableFileException {
    int length = to - from < Integer.BYTES ? -1 : Bits.int32(bytes, from);
    if (length < 0 || length > to - from - Integer.BYTES) {
      throw Values.tooShort();
    }
    return from + Integer.BYTES + length;
  }

  @Override
  public void read(int[] into, int count) throws UnreadableFileException {
    if (width == 0) {
      Arrays.fill(into, 0, count, 0);
      return;
    }
    int done = 0;
    while (done < count) {
      while (left == 0) {
        run();
      }
      int some = (int) Math.min(left, count - done);
      if (packed) {
        unpack(into, done, some);
      } else {
        Arrays.fill(into, done, done + some, value);
      }
      done += some;
      left -= some;
    }
  }

  private void unpack(int[] into, int from, int count) {
    long mask = (1L << width) - 1;
    long place = bit;
    for (int i = from; i < from + count; i++) {
      into[i] =
          (int) ((Bits.int64(bytes, start + (int) (place >>> 3)) >>> (int) (place & 7)) & mask);
      place += width;
    }
    bit = place;
  }

  private void run() throws UnreadableFileException {
    long head = head();
    packed = (head & 1) == 1;
    if (packed) {
      long length = (head >>> 1) * width;
      // Behind the last values of a page, the rest of the last eight may be left out.
      long there = Math.min(length, to - at);
      left = Math.min((head >>> 1) * Byte.SIZE, there * Byte.SIZE / width);
      start = at;
      bit = 0;
      at += (int) there;
    } else {
      left = head >>> 1;
      int size = (width + Byte.SIZE - 1) / Byte.SIZE;
      if (size > to - at) {
        throw Values.tooShort();
      }
      value = (int) Bits.packed(bytes, at, 0, size * Byte.SIZE);
      at += size;
    }
  }

  private long head() throws UnreadableFileException {
    long value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      if (at >= to) {
        throw Values.tooShort();
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new UnreadableFileException("a page's runs are damaged");
  }
}

package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;

/** Texts that mean something, such as NULL or true; compared byte by byte. */
final class Marks {
  private final byte[][] marks;

  private Marks(byte[][] marks) {
    this.marks = marks;
  }

  static Marks of(List<String> texts) {
    return new Marks(texts.stream().map(t -> t.getBytes(UTF_8)).toArray(byte[][]::new));
  }

  boolean has(byte[] utf8, int from, int to) {
    for (byte[] mark : marks) {
      if (Arrays.equals(mark, 0, mark.length, utf8, from, to)) {
        return true;
      }
    }
    return false;
  }
}

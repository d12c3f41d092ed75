package io.ingot.readers;

import java.util.List;

/**
 * Records whose fields have fixed widths, in characters, and are filled up with spaces. A line may
 * end before its last fields are full.
 */
final class FixedWidthParser extends CsvParser {
  private final int[] widths;

  FixedWidthParser(List<Integer> widths) {
    this.widths = widths.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  int take(byte[] bytes, int at, int limit, boolean ended) {
    int stop = lineEnd(bytes, at, limit);
    if (stop == limit && !ended) {
      return MORE;
    }
    fields.see(-1);
    int begin = at;
    for (int i = 0; i < widths.length && (begin < stop || i == 0); i++) {
      int end = begin;
      for (int n = 0; n < widths[i] && end < stop; n++) {
        end = next(bytes, end, stop);
      }
      add(bytes, begin, end);
      begin = end;
    }
    if (!isBlank(bytes, begin, stop)) {
      add(bytes, begin, stop);
    }
    return stop;
  }

  private void add(byte[] bytes, int begin, int end) {
    int from = begin;
    int to = end;
    while (from < to && bytes[from] == ' ') {
      from++;
    }
    while (from < to && bytes[to - 1] == ' ') {
      to--;
    }
    fields.add(from, to);
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] == ' ') {
      i++;
    }
    return i == to;
  }

  /** The place behind a character; what is not UTF-8 counts byte by byte. */
  private static int next(byte[] bytes, int at, int stop) {
    int lead = bytes[at] & 0xff;
    int length = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
    return at + length <= stop && Utf8.isValid(bytes, at, at + length) ? at + length : at + 1;
  }
}

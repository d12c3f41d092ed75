package io.ingot.readers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;

/** Records that could not be parsed: writes each as a row, counts them by reason. */
final class CorruptTally {
  /** So many reasons are counted one by one. */
  private static final int REASONS = 100;

  private static final String OTHERS = "other reasons";

  private final ReadSpec spec;
  private final Map<String, FileReport.Met> met = new HashMap<>();

  CorruptTally(ReadSpec spec) {
    this.spec = spec;
  }

  /** Writes a record that cannot be parsed, for a reason that is a kind by itself. */
  void write(String reason, byte[] bytes, int from, int to, long position, Row row) {
    write(reason, reason, bytes, from, to, position, row);
  }

  /**
   * Writes a record that cannot be parsed; the row has nothing else.
   *
   * @param kind the reason without its place, to be counted
   * @param bytes the record's text; if it is not UTF-8, it is written one character per byte
   */
  void write(String kind, String reason, byte[] bytes, int from, int to, long position, Row row) {
    row.setLong(spec.position(), position);
    byte[] text = bytes;
    int begin = from;
    int end = to;
    if (!Utf8.isValid(bytes, from, to)) {
      text = new String(bytes, from, to - from, ISO_8859_1).getBytes(UTF_8);
      begin = 0;
      end = text.length;
    }
    row.setText(spec.corrupt(), text, begin, end);
    byte[] why = reason.getBytes(UTF_8);
    row.setText(spec.corruptReason(), why, 0, why.length);
    met.merge(
        met.size() < REASONS || met.containsKey(kind) ? kind : OTHERS,
        new FileReport.Met(1, position, Excerpt.of(text, begin, end)),
        FileReport.Met::and);
  }

  Map<String, FileReport.Met> met() {
    return met;
  }
}

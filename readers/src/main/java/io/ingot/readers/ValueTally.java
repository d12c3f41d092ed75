package io.ingot.readers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** What a column's values were like. */
public final class ValueTally {
  private long values;
  private long rescued;
  private FileReport.Met first = FileReport.Met.NONE;

  /** Counts a value that is not NULL. */
  public void met() {
    values++;
  }

  /** Says that the value was rescued. */
  public void rescued(byte[] bytes, int from, int to, boolean isUtf8, long at) {
    if (rescued++ == 0) {
      byte[] text = isUtf8 ? null : new String(bytes, from, to - from, ISO_8859_1).getBytes(UTF_8);
      String example = isUtf8 ? Excerpt.of(bytes, from, to) : Excerpt.of(text, 0, text.length);
      first = new FileReport.Met(1, at, example);
    }
  }

  public long values() {
    return values;
  }

  public FileReport.ColumnReport report() {
    return report(values);
  }

  /** The same for a number of values that was counted elsewhere. */
  FileReport.ColumnReport report(long count) {
    return new FileReport.ColumnReport(
        count, new FileReport.Met(rescued, first.position(), first.example()));
  }
}

package io.ingot.readers;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What stands behind the data of a text: a record that counts the others, and lines that are no
 * data. It is looked for before the data are read, so that a wrong count refuses the file first.
 */
final class CsvTail {
  private final CsvDialect.Trailer trailer;
  private final int records;
  private final Deque<Long> last = new ArrayDeque<>();
  private long count;
  private long trailerAt = -1;
  private String counted = "";

  private CsvTail(CsvDialect dialect) {
    this.trailer = dialect.trailer();
    this.records = dialect.skipFooter() + (trailer.isThere() ? 1 : 0);
  }

  static boolean isDeclared(CsvDialect dialect) {
    return dialect.skipFooter() > 0 || dialect.trailer().isThere();
  }

  /**
   * Looks for the tail.
   *
   * @param data the records behind the header
   * @return the place in the file where it begins
   * @throws UnreadableFileException if there is no trailer where one is declared, or its count is
   *     not that of the records
   */
  static long find(CsvRecords data, CsvDialect dialect) throws IOException {
    CsvTail tail = new CsvTail(dialect);
    while (data.next()) {
      tail.add(data);
    }
    return tail.begin(data.behind());
  }

  private void add(CsvRecords data) {
    count++;
    last.addLast(data.position());
    if (last.size() > records) {
      last.removeFirst();
    }
    if (trailer.isThere() && data.fields().count > 0) {
      String first = text(data, 1);
      if (first.startsWith(trailer.startsWith())) {
        trailerAt = data.position();
        counted = text(data, trailer.count());
      }
    }
  }

  private static String text(CsvRecords data, int place) {
    CsvFields fields = data.fields();
    int i = place - 1;
    return i < 0 || i >= fields.count
        ? ""
        : Excerpt.of(fields.bytes(i, data.bytes()), fields.from[i], fields.to[i]);
  }

  private long begin(long end) throws UnreadableFileException {
    if (trailer.isThere()) {
      if (last.isEmpty() || last.getFirst() != trailerAt || last.size() < records) {
        throw new UnreadableFileException(
            "it has no trailer (a last record that begins with %s): it may be cut off"
                .formatted(trailer.startsWith()));
      }
      long data = count - records;
      if (trailer.count() > 0 && !isCount(data)) {
        throw new UnreadableFileException(
            "its trailer counts %s records, %d found".formatted(counted, data));
      }
    }
    return last.isEmpty() ? end : last.getFirst();
  }

  private boolean isCount(long data) {
    try {
      return Long.parseLong(counted.strip()) == data;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}

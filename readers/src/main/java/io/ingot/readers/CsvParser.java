package io.ingot.readers;

/** Takes one record of a text apart into fields. */
abstract class CsvParser {
  /** Answer of {@link #parse} if the record's end is not at hand. */
  static final int MORE = -1;

  /** The fields of the record; of one that is broken, some of them. */
  final CsvFields fields = new CsvFields();

  private String fault;
  private int end;

  /**
   * Takes a record apart.
   *
   * @param bytes a window's, with zeros behind the limit
   * @param at where the record begins
   * @param limit behind the bytes at hand
   * @param ended whether nothing comes behind the limit
   * @return the place behind the record and its line end, or {@link #MORE}
   */
  final int parse(byte[] bytes, int at, int limit, boolean ended) {
    fields.clear();
    fault = null;
    int stop = take(bytes, at, limit, ended);
    return stop == MORE ? MORE : behind(bytes, stop, limit, ended);
  }

  /** The same without what stands behind the fields: answers the place of the line end. */
  abstract int take(byte[] bytes, int at, int limit, boolean ended);

  /** Why the record cannot be read, in a few words that can be counted; empty if it can. */
  final String fault() {
    return fault == null ? "" : fault;
  }

  final boolean isBroken() {
    return fault != null;
  }

  /** The record's last place, before its line end. */
  final int end() {
    return end;
  }

  /**
   * Makes the record a broken one: that is its first line, so that the next one is looked at again.
   */
  final int broken(String why, byte[] bytes, int at, int limit, boolean ended) {
    fault = why;
    int stop = lineEnd(bytes, at, limit);
    return stop == limit && !ended ? MORE : stop;
  }

  private int behind(byte[] bytes, int stop, int limit, boolean ended) {
    end = stop;
    if (stop == limit) {
      return limit;
    }
    if (bytes[stop] == '\n') {
      return stop + 1;
    }
    if (stop + 1 == limit && !ended) {
      return MORE;
    }
    return bytes[stop + 1] == '\n' && stop + 1 < limit ? stop + 2 : stop + 1;
  }

  /** The place of the next line end, or the limit. */
  static int lineEnd(byte[] bytes, int at, int limit) {
    int i = at;
    while (i < limit && bytes[i] != '\n' && bytes[i] != '\r') {
      i++;
    }
    return i;
  }
}

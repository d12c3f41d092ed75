package io.ingot.readers;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be read from the files of a source.
 *
 * @param format how they are written
 * @param columns the columns to read, in the order of the row's ordinals; with {@link
 *     UnknownColumns#add} also those that were added, as strings {@link Origin#ADDED}
 * @param unknown what happens to other columns
 * @param landing the source's landing prefix, below which a key's folders are looked at
 * @param maxField largest field, in bytes of its text
 */
public record ReadSpec(
    Format format, List<Column> columns, UnknownColumns unknown, String landing, int maxField)
    implements Serializable {
  /** Largest field unless declared otherwise: 64 MiB. */
  public static final int MAX_FIELD = 64 << 20;

  /** Most columns that a file or a declaration may have. */
  public static final int MOST_COLUMNS = 2_000;

  public ReadSpec {
    columns = List.copyOf(columns);
  }

  /** The same with further columns behind these. */
  public ReadSpec with(List<Column> more) {
    List<Column> all = Stream.concat(columns.stream(), more.stream()).toList();
    return new ReadSpec(format, all, unknown, landing, maxField);
  }

  /** Ordinal of {@code _position}: the record's place, unique and increasing within a file. */
  public int position() {
    return columns.size();
  }

  /** Ordinal of {@code _rescued}: JSON of names and texts, NULL if nothing was rescued. */
  public int rescued() {
    return columns.size() + 1;
  }

  /** Ordinal of {@code _corrupt}: text of a record that cannot be parsed, NULL if it can. */
  public int corrupt() {
    return columns.size() + 2;
  }

  /** Ordinal of {@code _corrupt_reason}: why it cannot be parsed. */
  public int corruptReason() {
    return columns.size() + 3;
  }
}

package io.ingot.readers;

import java.io.Serializable;
import java.util.List;

/**
 * Where a column's value comes from.
 *
 * @param kind from what
 * @param names {@code record}: names in the header, keys or dotted paths of JSON objects, of which
 *     the first that a record has counts; empty: the column's own name. {@code path}: the key of a
 *     {@code key=value} folder; empty: the column's own name
 * @param pattern {@code path}, {@code file_name}: a regular expression that finds the value in the
 *     key below the landing prefix, or in its last part; its group of the column's name, or else
 *     its only group, is the value. Empty if there is none
 */
public record Origin(Kind kind, List<String> names, String pattern) implements Serializable {
  /** The record, under the column's own name. */
  public static final Origin SAME_NAME = new Origin(Kind.record, List.of(), "");

  public Origin {
    names = List.copyOf(names);
  }

  /**
   * The record, under the column's own name in any case: a column that nobody declared, and {@link
   * UnknownColumns#add} added. Of several fields that differ in case, the first one with a value
   * counts, whichever of them gave the column its name.
   */
  public static final Origin ADDED = new Origin(Kind.added, List.of(), "");

  /** From what a value can come. */
  public enum Kind {
    /** A field of the record. */
    record,
    /** A field of the record that nobody declared. */
    added,
    /** The folders of the file's key. */
    path,
    /** The last part of the file's key. */
    file_name,
    /** The time at which the file was uploaded. */
    modified
  }

  /** The record, under other names. */
  public static Origin record(String... names) {
    return new Origin(Kind.record, List.of(names), "");
  }
}

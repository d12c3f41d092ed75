package io.ingot.readers.columnar;

import java.util.List;

/** A column of a file, or a group of columns that has one value per record. */
public interface FileField {

  String name();

  /**
   * The group's members, the same ones at every call; empty for a column, and for a group of
   * several values per record.
   */
  List<? extends FileField> members();
}

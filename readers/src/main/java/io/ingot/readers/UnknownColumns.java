package io.ingot.readers;

/** What happens to a file's columns that are not declared. */
public enum UnknownColumns {
  /** Their values go to {@code _rescued}. */
  rescue,
  /** They become string columns of bronze. */
  add,
  /** The file is refused. */
  fail
}

package io.ingot.readers;

/** What a JSON value is, unless it is {@code null}. */
enum JsonKind {
  /** A string without escapes; its range is what stands between the quotes. */
  text,
  /** A string with escapes; its range is what stands between the quotes. */
  escaped,
  number,
  /** {@code true} or {@code false}. */
  bool,
  /** An object or an array. */
  nested
}

package io.ingot.core.definition;

/** What a new version of a known key means. */
public enum Overwrite {
  /** Every version counts. */
  append,
  /** Only the newest version counts: what former versions contributed goes away. */
  replace,
  /** Only the first version counts: later ones are recorded as superseded. */
  ignore,
  /** A later version is refused. */
  reject
}

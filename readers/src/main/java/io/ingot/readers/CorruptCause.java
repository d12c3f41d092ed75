package io.ingot.readers;

import java.util.Optional;

/** Why a line likely could not be parsed. */
final class CorruptCause {
  private CorruptCause() {}

  /**
   * The likely cause.
   *
   * @param reason the reason that the reader gave
   * @param line the beginning of the line
   */
  static Optional<String> of(String reason, String line, ReadSpec spec) {
    CsvDialect dialect = spec.format().csv();
    if (JsonFault.isOfOtherLayout(reason) && JsonReader.isSplittable(spec)) {
      return Optional.of("if records go over lines, declare layout: any");
    }
    if (spec.format().type() != Format.Type.csv || !reason.endsWith(" found")) {
      return Optional.empty();
    }
    if (reason.endsWith(", 1 found")) {
      return HeaderCause.delimiter(line, spec).map(d -> "the delimiter is likely \"" + d + "\"");
    }
    boolean isWhole = !line.endsWith("…");
    return isWhole && line.endsWith(dialect.delimiter()) && !dialect.trailingDelimiter()
        ? Optional.of("if every line ends with the delimiter, declare trailing_delimiter: true")
        : Optional.empty();
  }
}

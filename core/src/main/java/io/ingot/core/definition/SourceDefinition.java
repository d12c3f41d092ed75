package io.ingot.core.definition;

import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.UnknownColumns;
import java.util.List;
import java.util.Optional;

/**
 * One kind of file: where it lands, what is in it, and the tables it owns.
 *
 * @param name the source's name, unique in its pipeline; marts read its silver table by it
 * @param description grain and meaning in one sentence
 * @param landing prefix of its keys in the landing bucket, ending in {@code /}
 * @param format how the files are written
 * @param columns the declared columns, never inferred
 * @param maxFileSize largest file accepted, in bytes
 * @param overwrite what a new version of a known key means
 * @param unknownColumns what happens to columns that are not declared
 * @param bronze its bronze table; {@code <bronze>_files} stands beside it
 * @param silver its silver table and the way there
 */
public record SourceDefinition(
    String name,
    String description,
    String landing,
    Format format,
    List<Column> columns,
    long maxFileSize,
    Overwrite overwrite,
    UnknownColumns unknownColumns,
    TableName bronze,
    SilverDefinition silver) {
  public SourceDefinition {
    columns = List.copyOf(columns);
  }

  /** The declared column of that name, if there is one. */
  public Optional<Column> column(String column) {
    return columns.stream().filter(c -> c.name().equals(column)).findFirst();
  }
}

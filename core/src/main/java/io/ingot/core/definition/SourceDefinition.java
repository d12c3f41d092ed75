package io.ingot.core.definition;

import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.UnknownColumns;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One kind of file: where it lands, what is in it, and the tables it owns.
 *
 * @param name the source's name, unique in its pipeline; marts read its silver table by it
 * @param description grain and meaning in one sentence
 * @param landing prefix of its keys in the landing bucket, ending in {@code /}
 * @param files which of the uploads there are its files
 * @param format how the files are written
 * @param columns the declared columns, never inferred
 * @param limits limits of a file
 * @param overwrite what a new version of a known key means
 * @param unknownColumns what happens to columns that are not declared
 * @param bronze its bronze table; {@code <bronze>_files} stands beside it
 * @param silver its silver table and the way there
 */
public record SourceDefinition(
    String name,
    String description,
    String landing,
    FileNames files,
    Format format,
    List<Column> columns,
    SourceLimits limits,
    Overwrite overwrite,
    UnknownColumns unknownColumns,
    TableName bronze,
    SilverDefinition silver) {
  public SourceDefinition {
    files = files == null ? FileNames.DEFAULT : files;
    columns = List.copyOf(columns);
    limits = limits == null ? SourceLimits.DEFAULT : limits;
  }

  /** The table beside bronze with a row per file version. */
  public TableName filesTable() {
    return bronze.side("_files");
  }

  /** Every table that it owns, bronze first. */
  public List<TableName> tables() {
    return Stream.concat(Stream.of(bronze, filesTable()), silver.tables().stream()).toList();
  }

  /** Whether the upload of a key is no file of it, and nothing to tell of. */
  public boolean passesOver(String key) {
    return files.passesOver(key.substring(landing.length()));
  }

  /** What is to be read from its files. */
  public ReadSpec readSpec() {
    return new ReadSpec(format, columns, unknownColumns, landing, limits.maxField());
  }

  /** The declared column of that name, if there is one. */
  public Optional<Column> column(String column) {
    return columns.stream().filter(c -> c.name().equals(column)).findFirst();
  }
}

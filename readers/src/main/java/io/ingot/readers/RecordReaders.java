package io.ingot.readers;

import io.ingot.readers.avro.AvroRecordReader;
import io.ingot.readers.orc.OrcRecordReader;
import io.ingot.readers.parquet.ParquetRecordReader;
import java.io.IOException;

/** The record reader for a source's files. */
public final class RecordReaders {
  private RecordReaders() {}

  /**
   * Whether parts of a file can be read on their own. A file whose beginning cannot be read cannot;
   * its reader tells why.
   *
   * @throws StorageException if its first bytes could not be had
   */
  public static boolean splittable(ReadSpec spec, FileBytes file) throws IOException {
    try {
      return isSplittable(spec, file);
    } catch (Throwable e) {
      if (GuardedReader.aboutTheFile(e) instanceof StorageException fault) {
        throw fault;
      }
      return false;
    }
  }

  private static boolean isSplittable(ReadSpec spec, FileBytes file) throws IOException {
    return switch (spec.format().type()) {
      case csv ->
          CsvReader.isSplittable(spec.format().csv())
              && TextInput.isPlain(file, spec.format().csv().encoding());
      case json -> JsonReader.isSplittable(spec) && TextInput.isPlain(file, TextInput.UTF_8);
      case parquet, orc -> true;
      case avro -> false;
    };
  }

  /**
   * Opens a file, or a part of it. Every record belongs to exactly one of parts that do not
   * overlap: the one in which its first byte is; of a columnar file, the middle of its row group or
   * the beginning of its stripe.
   *
   * @param from the part's first byte
   * @param to behind its last byte; a file that is not {@link #splittable} is read from 0 to its
   *     length
   * @throws UnreadableFileException if the file cannot be read, whatever went wrong; the reader
   *     throws it too
   * @throws StorageException if its bytes could not be had
   */
  public static RecordReader open(ReadSpec spec, FileBytes file, long from, long to)
      throws IOException {
    try {
      ConstantColumns constants = ConstantColumns.of(spec, file);
      return new GuardedReader(reader(spec, file, from, to), constants);
    } catch (Throwable e) {
      throw GuardedReader.aboutTheFile(e);
    }
  }

  private static RecordReader reader(ReadSpec spec, FileBytes file, long from, long to)
      throws IOException {
    return switch (spec.format().type()) {
      case csv -> CsvReader.open(spec, file, from, to);
      case json ->
          new JsonReader(
              spec,
              TextInput.open(file, TextInput.UTF_8, Math.max(0, from - 1)),
              from,
              to < file.length() ? to : Long.MAX_VALUE);
      case parquet -> ParquetRecordReader.open(spec, file, from, to);
      case avro -> AvroRecordReader.open(spec, file);
      case orc -> OrcRecordReader.open(spec, file, from, to);
    };
  }
}

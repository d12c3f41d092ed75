package io.ingot.readers.columnar;

import io.ingot.readers.Column;
import io.ingot.readers.FileBytes;
import io.ingot.readers.FileReport;
import io.ingot.readers.Format;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.RecordReader;
import io.ingot.readers.UnknownColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All records of a file.
 *
 * @param rows values of declared columns, position and what was rescued
 * @param report what was met
 */
public record Scan(List<List<Object>> rows, FileReport report) {

  /** Opens a reader. */
  public interface Opening {
    RecordReader open(ReadSpec spec, FileBytes file) throws IOException;
  }

  public static ReadSpec spec(Format.Type type, Column... columns) {
    return new ReadSpec(
        Format.of(type), List.of(columns), UnknownColumns.rescue, "landing/", ReadSpec.MAX_FIELD);
  }

  public static Scan of(Opening opening, ReadSpec spec, byte[] file) throws IOException {
    return of(opening, spec, new MemoryBytes(file));
  }

  public static Scan of(Opening opening, ReadSpec spec, FileBytes file) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    ObjectRow row = new ObjectRow(spec.columns().size() + 4);
    try (RecordReader reader = opening.open(spec, file)) {
      while (reader.next(row)) {
        rows.add(row.all().subList(0, spec.columns().size() + 2));
      }
      return new Scan(rows, reader.report());
    }
  }

  /** The values of the first declared column. */
  public List<Object> first() {
    return rows.stream().map(r -> r.get(0)).toList();
  }

  /** What was rescued, record by record. */
  public List<Object> rescued() {
    return rows.stream().map(r -> r.get(r.size() - 1)).toList();
  }
}

package io.ingot.readers.parquet;

import io.ingot.readers.FileBytes;
import io.ingot.readers.FileReport;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.RecordReader;
import io.ingot.readers.Row;
import io.ingot.readers.columnar.Cell;
import io.ingot.readers.columnar.FileColumns;
import io.ingot.readers.columnar.Records;
import io.ingot.readers.columnar.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Reads the records of a Parquet file, or of those of its row groups whose middle is in a range of
 * its bytes. A record's position is its place among the file's rows.
 */
public final class ParquetRecordReader implements RecordReader {
  private final ChunkLoader loader;
  private final Iterator<RowGroup> groups;
  private final Records records;
  private final ColumnReader[] columns;
  private final Entries lists;
  private final Node[] nodes;
  private final Cell[] cells;
  private long position;
  private long left;

  private ParquetRecordReader(ReadSpec spec, FileBytes file, Footer footer, List<RowGroup> groups)
      throws IOException {
    SchemaNode schema = footer.schema();
    this.loader = new ChunkLoader(file, footer.start());
    this.groups = groups.iterator();
    this.records = new Records(spec);
    this.columns = schema.leaves().stream().map(ColumnReader::new).toArray(ColumnReader[]::new);
    this.lists = Entries.ofLists(columns);
    List<Node> readers = new ArrayList<>();
    List<Cell> takers = new ArrayList<>();
    List<Target> targets = FileColumns.targets(spec, schema.children(), records);
    new Nodes(columns).bind(schema.children(), targets, readers, takers);
    this.nodes = readers.toArray(Node[]::new);
    this.cells = takers.toArray(Cell[]::new);
  }

  /**
   * Opens a file, or a part of it.
   *
   * @param from first byte of the part
   * @param to behind its last byte
   */
  public static RecordReader open(ReadSpec spec, FileBytes file, long from, long to)
      throws IOException {
    Footer footer = FooterReader.read(file);
    List<RowGroup> groups =
        footer.groups().stream().filter(g -> g.middle() >= from && g.middle() < to).toList();
    return new ParquetRecordReader(spec, file, footer, groups);
  }

  @Override
  public boolean next(Row row) throws IOException {
    while (left == 0) {
      if (!groups.hasNext()) {
        return false;
      }
      begin(groups.next());
    }
    lists.checkBegin();
    records.begin(row, position);
    for (int i = 0; i < nodes.length; i++) {
      nodes[i].read(cells[i]);
    }
    records.end();
    position++;
    left--;
    if (left == 0) {
      lists.checkEnd();
    }
    return true;
  }

  private void begin(RowGroup group) throws IOException {
    left = group.rows();
    position = group.firstRow();
    if (left > 0) {
      Pages[] chunks = loader.load(group);
      for (int i = 0; i < columns.length; i++) {
        columns[i].begin(group.chunks().get(i).column(), chunks[i]);
      }
    }
  }

  @Override
  public FileReport report() {
    return records.report();
  }

  @Override
  public void close() {
    // Every range of the file is closed once it was read.
  }
}

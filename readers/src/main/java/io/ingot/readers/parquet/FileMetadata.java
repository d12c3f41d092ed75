package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;
import java.util.ArrayList;
import java.util.List;

/** The footer's structures as they are read, before they are compared with one another. */
final class FileMetadata {
  private static final int NONE = -1;

  private List<Group> groups;
  private List<SchemaElement> schema = List.of();
  private long rows = NONE;

  void field(int id, Thrift in) throws UnreadableFileException {
    switch (id) {
      case 2 -> schema = in.list(() -> SchemaElement.read(in));
      case 3 -> rows = in.i64();
      case 4 -> groups = in.list(() -> Group.read(in));
      default -> in.skip();
    }
  }

  /**
   * The footer, if its parts agree.
   *
   * @param start where it begins in the file
   */
  Footer checked(long start) throws UnreadableFileException {
    if (rows < 0 || groups == null) {
      throw new UnreadableFileException("its footer does not say which rows it has");
    }
    SchemaNode root = SchemaNode.of(schema);
    List<SchemaNode> leaves = root.leaves();
    List<RowGroup> checked = new ArrayList<>();
    long sum = 0;
    for (Group group : groups) {
      RowGroup next = group.checked(leaves, sum, start);
      checked.add(next);
      sum += next.rows();
    }
    // Some writers leave the number out.
    if (sum != rows && rows > 0) {
      throw new UnreadableFileException(
          "its footer promises %d rows, but its row groups have %d".formatted(rows, sum));
    }
    return new Footer(root, rows, checked, start);
  }

  /** A row group. */
  private static final class Group {
    private List<Column> columns = List.of();
    private long rows = NONE;

    static Group read(Thrift in) throws UnreadableFileException {
      Group read = new Group();
      in.structField(
          id -> {
            switch (id) {
              case 1 -> read.columns = in.list(() -> Column.read(in));
              case 3 -> read.rows = in.i64();
              default -> in.skip();
            }
          });
      return read;
    }

    RowGroup checked(List<SchemaNode> leaves, long firstRow, long footer)
        throws UnreadableFileException {
      if (rows < 0 || firstRow + rows < 0) {
        throw new UnreadableFileException("a row group has %d rows".formatted(rows));
      }
      if (columns.size() != leaves.size()) {
        throw new UnreadableFileException(
            "a row group has %d of %d columns".formatted(columns.size(), leaves.size()));
      }
      List<RowGroup.Chunk> chunks = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        chunks.add(columns.get(i).checked(leaves.get(i), rows, footer));
      }
      return new RowGroup(rows, firstRow, chunks);
    }
  }

  /** A column chunk. */
  private static final class Column {
    private boolean elsewhere;
    private boolean encrypted;
    private boolean there;
    private int physical = NONE;
    private List<String> path = List.of();
    private int codec = NONE;
    private long values = NONE;
    private long uncompressed;
    private long compressed = NONE;
    private long dataPage = NONE;
    private long dictionaryPage;

    static Column read(Thrift in) throws UnreadableFileException {
      Column read = new Column();
      in.structField(
          id -> {
            switch (id) {
              case 1 -> read.elsewhere = !in.text().isEmpty();
              case 3 -> in.structField(field -> read.metadata(field, in));
              case 8, 9 -> {
                read.encrypted = true;
                in.skip();
              }
              default -> in.skip();
            }
          });
      return read;
    }

    private void metadata(int id, Thrift in) throws UnreadableFileException {
      there = true;
      switch (id) {
        case 1 -> physical = in.i32();
        case 3 -> path = in.list(in::text);
        case 4 -> codec = in.i32();
        case 5 -> values = in.i64();
        case 6 -> uncompressed = in.i64();
        case 7 -> compressed = in.i64();
        case 9 -> dataPage = in.i64();
        case 11 -> dictionaryPage = in.i64();
        default -> in.skip();
      }
    }

    RowGroup.Chunk checked(SchemaNode leaf, long rows, long footer) throws UnreadableFileException {
      String name = path.isEmpty() ? leaf.name() : String.join(".", path);
      if (encrypted) {
        throw new UnreadableFileException("its column %s is encrypted".formatted(name));
      }
      if (elsewhere || !there) {
        throw new UnreadableFileException("its column %s is in another file".formatted(name));
      }
      if (Physical.of(physical) != leaf.physical()) {
        throw new UnreadableFileException(
            "its column %s is %s in the schema, but %s in a row group"
                .formatted(name, leaf.physical(), Physical.of(physical)));
      }
      if (values < rows || (leaf.repeated() == 0 && values != rows)) {
        throw new UnreadableFileException(
            "its column %s has %d values for %d rows".formatted(name, values, rows));
      }
      long start = dictionaryPage > 0 && dictionaryPage < dataPage ? dictionaryPage : dataPage;
      if (start < 0 || compressed < 0 || start > footer || compressed > footer - start) {
        throw new UnreadableFileException(
            "the pages of its column %s would be outside of the file (%d bytes from %d on)"
                .formatted(name, compressed, start));
      }
      return new RowGroup.Chunk(
          name, leaf.physical(), Codec.of(codec), values, start, compressed, uncompressed);
    }
  }
}

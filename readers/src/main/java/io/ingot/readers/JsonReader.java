package io.ingot.readers;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads JSON objects.
 *
 * <ul>
 *   <li>A key is compared exactly with declared names, or regardless of case where that is
 *       declared: then a key of exactly the name wins, else the first in the record that has a
 *       value. The values of the others are rescued under their own keys.
 *   <li>A declared name with dots is a key, or a path. What nobody declared in an object that such
 *       a path leads into is rescued under its own path, unless a column has the object as a whole.
 *   <li>Of several declared names, the first that has a value in the record counts; the values of
 *       the others are rescued.
 *   <li>A nested value of a string column is the bytes of the file; other types do not hold it.
 *   <li>Strings are rescued without quotes and escapes, unless UTF-8 does not know their text;
 *       whatever else as it is written.
 * </ul>
 */
final class JsonReader implements RecordReader {
  /** No record may have more bytes than this many fields of the largest size. */
  private static final int FIELDS = 4;

  private static final int MARK = 3;
  private static final int SMALLEST_LIMIT = 16 << 20;
  private static final int LARGEST_LIMIT = 1 << 30;

  private final ReadSpec spec;
  private final InputStream in;
  private final boolean isBeginning;
  private final Window window;
  private final JsonScanner scanner = new JsonScanner();
  private final JsonColumn[] columns;
  private final JsonKeys keys = new JsonKeys();
  private final JsonValues values;
  private final JsonParser parser;
  private final JsonLayout layout;
  private final CorruptTally corrupt;
  private boolean isStarted;
  private long records;

  /**
   * Makes the reader of a part of a file: of the lines that begin in it.
   *
   * @param in the bytes from one before the part on, or from its first one if that is the file's
   * @param from the part's first byte
   * @param to behind the part, in the text; beyond its end for the whole file
   */
  JsonReader(ReadSpec spec, InputStream in, long from, long to) {
    this(spec, in, from, to, Window.SIZE);
  }

  /**
   * Makes the reader.
   *
   * @param size bytes that are read at once
   */
  JsonReader(ReadSpec spec, InputStream in, long from, long to, int size) {
    this.spec = spec;
    this.in = in;
    this.isBeginning = from == 0;
    long largest = Math.max(SMALLEST_LIMIT, (long) FIELDS * spec.maxField());
    this.window =
        new Window(in, Math.max(0, from - 1), size, (int) Math.min(largest, LARGEST_LIMIT));
    this.columns = new JsonColumn[spec.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      if (spec.columns().get(i).isInRecords()) {
        columns[i] = new JsonColumn(spec.columns().get(i), i);
      }
    }
    this.corrupt = new CorruptTally(spec);
    this.values = new JsonValues(columns);
    JsonLevel root = new JsonLevel(JsonWant.of(spec), new byte[0], keys);
    this.parser = new JsonParser(scanner, root, values, spec.maxField());
    this.layout =
        isSplittable(spec)
            ? new JsonLines(window, scanner, parser, from, to)
            : new JsonDocuments(window, scanner, spec.format().json().records());
  }

  /** Whether parts of a file can be read. */
  static boolean isSplittable(ReadSpec spec) {
    JsonDialect dialect = spec.format().json();
    return dialect.layout() == JsonDialect.Layout.lines && dialect.records().isEmpty();
  }

  @Override
  public boolean next(Row row) throws IOException {
    if (!isStarted) {
      isStarted = true;
      if (isBeginning) {
        skipMark();
      }
    }
    if (!read(row)) {
      return false;
    }
    if (spec.unknown() == UnknownColumns.fail && values.undeclared() > 0) {
      while (read(row)) {
        // Names all keys that are not declared, so that they can be declared at once.
      }
      throw new UnreadableFileException(
          "its objects have keys that are not declared: "
              + String.join(", ", keys.undeclared().keySet()));
    }
    return true;
  }

  private void skipMark() throws IOException {
    while (window.limit < MARK && !window.ended) {
      window.more();
    }
    if (Codec.starts(window.bytes, 0, "\u00ef\u00bb\u00bf")) {
      window.at = MARK;
    }
  }

  private boolean read(Row row) throws IOException {
    row.clear();
    while (true) {
      scanner.look(window, layout.isAcrossLines());
      try {
        if (!layout.next()) {
          return false;
        }
        int end = parser.record(window.at);
        layout.checkBehind(end);
        long position = window.offset(window.at);
        values.write(window.bytes, position, row, spec.rescued());
        row.setLong(spec.position(), position);
        window.at = end;
        records++;
        return true;
      } catch (JsonFault fault) {
        if (!fault.isMoreNeeded()) {
          corrupt(fault, row);
          return true;
        }
        window.more();
      }
    }
  }

  private void corrupt(JsonFault fault, Row row) throws IOException {
    int offset = fault.at - window.at;
    int end = layout.behindBroken(fault);
    long position = window.offset(window.at);
    String reason = "%s (at offset %d)".formatted(fault.kind(), offset);
    corrupt.write(fault.kind(), reason, window.bytes, window.at, end, position, row);
    window.at = end;
    records++;
  }

  @Override
  public FileReport report() {
    Map<String, FileReport.ColumnReport> met = new TreeMap<>();
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] != null && columns[i].tally().values() > 0) {
        met.put(spec.columns().get(i).name(), columns[i].tally().report());
      }
    }
    return new FileReport(records, corrupt.met(), met, keys.undeclared());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

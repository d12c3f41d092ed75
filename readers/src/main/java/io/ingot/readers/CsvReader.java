package io.ingot.readers;

import java.io.IOException;
import java.io.InputStream;

/** Reads delimited and fixed-width text. */
final class CsvReader implements RecordReader {
  /** No record may have more bytes than this many fields of the largest size. */
  private static final int FIELDS = 4;

  private static final int SMALLEST_LIMIT = 16 << 20;
  private static final int LARGEST_LIMIT = 1 << 30;

  private final ReadSpec spec;
  private final CsvDialect dialect;
  private final InputStream in;
  private final CsvRecords records;
  private final CsvLayout layout;
  private final CorruptTally corrupt;
  private final Rescue rescue = new Rescue();
  private final Marks nulls;
  private final boolean hasNulls;
  private final boolean isUnwrittenNull;

  /** Whether a field without text is NULL, and nothing else. */
  private final boolean isUsual;

  private final boolean isEmptyNull;
  private long count;
  private long parsed;

  private CsvReader(ReadSpec spec, InputStream in, CsvRecords records, CsvLayout layout) {
    this.spec = spec;
    this.dialect = spec.format().csv();
    this.in = in;
    this.records = records;
    this.layout = layout;
    this.corrupt = new CorruptTally(spec);
    this.nulls = Marks.of(dialect.nulls().stream().filter(n -> !n.isEmpty()).toList());
    this.hasNulls = !dialect.nulls().stream().allMatch(String::isEmpty);
    this.isUnwrittenNull = dialect.nulls().contains("");
    this.isUsual = isUnwrittenNull && !hasNulls;
    this.isEmptyNull = dialect.emptyValue() == CsvDialect.EmptyValue.none;
  }

  /** Whether parts of an uncompressed file in UTF-8 can be read. */
  static boolean isSplittable(CsvDialect dialect) {
    return !dialect.multiline() && !dialect.backslash() && !CsvTail.isDeclared(dialect);
  }

  /**
   * Opens a file, or a part of it: the records that begin there.
   *
   * @param from the part's first byte
   * @param to behind the part
   * @throws UnreadableFileException if it is no text, or its header does not fit
   */
  static CsvReader open(ReadSpec spec, FileBytes file, long from, long to) throws IOException {
    return open(spec, file, from, to, Window.SIZE);
  }

  /**
   * Opens a file, or a part of it.
   *
   * @param size bytes that are read at once
   */
  static CsvReader open(ReadSpec all, FileBytes file, long from, long to, int size)
      throws IOException {
    ReadSpec spec = CsvLayouts.of(all, file);
    CsvDialect dialect = spec.format().csv();
    InputStream in = TextInput.open(file, dialect.encoding(), 0);
    try {
      CsvRecords records = CsvRecords.of(window(spec, in, 0, size), spec);
      CsvLayout layout = layout(records, spec);
      if (from > 0) {
        long begin = Math.max(from - 1, records.behind());
        in.close();
        in = TextInput.open(file, dialect.encoding(), begin);
        records = CsvRecords.of(window(spec, in, begin, size), spec);
        if (begin < from) {
          records.skipLine();
        }
      }
      if (CsvTail.isDeclared(dialect)) {
        records.until(tail(spec, file, size));
      } else if (to < file.length()) {
        records.until(to);
      }
      return new CsvReader(spec, in, records, layout);
    } catch (Throwable e) {
      in.close();
      throw e;
    }
  }

  private static Window window(ReadSpec spec, InputStream in, long base, int size) {
    long largest = Math.max(SMALLEST_LIMIT, (long) FIELDS * spec.maxField());
    return new Window(in, base, size, (int) Math.min(largest, LARGEST_LIMIT));
  }

  private static CsvLayout layout(CsvRecords records, ReadSpec spec) throws IOException {
    CsvHeader header = CsvHeader.read(records, spec);
    String refusal = header.refusal(spec).orElse("");
    if (!refusal.isEmpty()) {
      throw new UnreadableFileException(refusal);
    }
    return CsvLayout.of(spec, header);
  }

  private static long tail(ReadSpec spec, FileBytes file, int size) throws IOException {
    CsvDialect dialect = spec.format().csv();
    try (InputStream in = TextInput.open(file, dialect.encoding(), 0)) {
      CsvRecords records = CsvRecords.of(window(spec, in, 0, size), spec);
      CsvHeader.read(records, spec);
      return CsvTail.find(records, dialect);
    }
  }

  @Override
  public boolean next(Row row) throws IOException {
    row.clear();
    if (!records.next()) {
      return false;
    }
    count++;
    long position = records.position();
    String reason = records.isBroken() ? records.fault() : misfit();
    if (reason.isEmpty()) {
      write(row, position);
    } else {
      corrupt.write(reason, records.bytes(), records.at(), records.end(), position, row);
    }
    return true;
  }

  /** Why the record's fields are not those of the text; empty if they are. */
  private String misfit() {
    CsvFields fields = records.fields();
    int expected = layout.size();
    int found = records.dataFields();
    fields.count = found;
    boolean fits =
        found == expected
            || (found < expected && dialect.shortRows() == CsvDialect.ShortRows.nulls)
            || (found > expected
                && found <= ReadSpec.MOST_COLUMNS
                && dialect.longRows() == CsvDialect.LongRows.rescue);
    if (!fits) {
      return "%d fields expected, %d found".formatted(expected, found);
    }
    if (records.end() - records.at() > spec.maxField() && fields.longest() > spec.maxField()) {
      return "a field of more than %d bytes (limits.max_field)".formatted(spec.maxField());
    }
    return "";
  }

  private void write(Row row, long position) {
    CsvFields fields = records.fields();
    CsvField[] columns = layout.fields(parsed, fields.count);
    rescue.clear();
    if (fields.isPlain() && isUsual) {
      takePlain(fields, columns, row, position);
    } else {
      take(fields, columns, row, position);
    }
    for (int i = fields.count; i < columns.length; i++) {
      columns[i].addNulls(1);
    }
    parsed++;
    row.setLong(spec.position(), position);
    rescue.write(row, spec.rescued());
  }

  /** Takes fields that are ASCII and as they are written, which most are. */
  private void takePlain(CsvFields fields, CsvField[] columns, Row row, long position) {
    byte[] record = records.bytes();
    int[] froms = fields.from;
    int[] tos = fields.to;
    int count = fields.count;
    for (int i = 0; i < count; i++) {
      int from = froms[i];
      int to = tos[i];
      if (from == to) {
        columns[i].addNulls(1);
      } else {
        take(columns[i], record, from, to, true, row, position);
      }
    }
  }

  private void take(CsvFields fields, CsvField[] columns, Row row, long position) {
    byte[] record = records.bytes();
    boolean isAscii = Words.isAscii(record, records.at(), records.end());
    for (int i = 0; i < fields.count; i++) {
      int from = fields.from[i];
      int to = fields.to[i];
      byte[] bytes = fields.bytes(i, record);
      if (isNull(fields, i, bytes)) {
        columns[i].addNulls(1);
      } else {
        boolean isUtf8 = isAscii || Utf8.isValid(bytes, from, to);
        take(columns[i], bytes, from, to, isUtf8, row, position);
      }
    }
  }

  /** Whether a field is NULL. With backslashes, a mark that is written with any is none. */
  private boolean isNull(CsvFields fields, int i, byte[] bytes) {
    int from = fields.from[i];
    int to = fields.to[i];
    if (from == to) {
      return fields.isQuoted(i) ? isEmptyNull : isUnwrittenNull;
    }
    return hasNulls && nulls.has(bytes, from, to) && !(dialect.backslash() && fields.isApart(i));
  }

  /** Whether the record has a value of the field's column in a better place. */
  private boolean isBehind(CsvField field) {
    CsvFields fields = records.fields();
    for (int i : field.better()) {
      if (i < fields.count) {
        byte[] bytes = fields.bytes(i, records.bytes());
        if (!isNull(fields, i, bytes) && !field.isNull(bytes, fields.from[i], fields.to[i])) {
          return true;
        }
      }
    }
    return false;
  }

  private void take(
      CsvField first, byte[] bytes, int from, int to, boolean isUtf8, Row row, long position) {
    boolean isTaken = true;
    for (CsvField field = first; field != null; field = field.also()) {
      if (isBehind(field)) {
        field.addUnused();
        isTaken = false;
      } else {
        isTaken &= field.take(bytes, from, to, isUtf8, row, position);
      }
    }
    if (isTaken) {
      return;
    }
    if (isUtf8) {
      rescue.add(first.name(), bytes, from, to);
    } else {
      rescue.addBytes(first.name(), bytes, from, to);
    }
  }

  @Override
  public FileReport report() {
    return layout.report(count, corrupt.met());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;
import io.ingot.readers.columnar.Cell;
import java.io.IOException;

/** The entries of one column, one after another: values, NULLs, and what is in no list. */
final class ColumnReader {
  private final SchemaNode column;
  private final Leaf leaf;
  private final Batch batch;
  private final int[] definitions;
  private final int[] repetitions;
  private String name = "";
  private Pages pages;
  private Dictionary dictionary;
  private Levels definitionLevels;
  private Levels repetitionLevels;
  private Values values;
  private int inPage;
  private int size;
  private int at;
  private int value;

  ColumnReader(SchemaNode column) {
    this.column = column;
    this.leaf = Leaf.of(column);
    this.batch = Batch.of(column.physical(), Batch.SIZE);
    this.definitions = new int[column.definition() == 0 ? 0 : Batch.SIZE];
    this.repetitions = new int[column.repeated() == 0 ? 0 : Batch.SIZE];
  }

  /** Goes to the beginning of a chunk. */
  void begin(String path, Pages chunk) {
    name = path;
    pages = chunk;
    dictionary = null;
    inPage = 0;
    size = 0;
    at = 0;
  }

  boolean isInList() {
    return column.repeated() > 0;
  }

  /** Whether there is another entry. */
  boolean has() throws IOException {
    return at < size || load();
  }

  /** Definition level of the entry at hand. */
  int definition() throws IOException {
    need();
    return column.definition() == 0 ? 0 : definitions[at];
  }

  /** Repetition level of the entry at hand. */
  int repetition() throws IOException {
    need();
    return column.repeated() == 0 ? 0 : repetitions[at];
  }

  /** Hands the entry at hand to a cell and goes behind it. */
  void take(Cell cell) throws IOException {
    need();
    boolean there = column.definition() == 0 || definitions[at] == column.definition();
    at++;
    if (there) {
      leaf.give(batch, value++, cell);
    } else {
      cell.takeNull();
    }
  }

  /** Goes behind an entry that has no value. */
  void skip() throws IOException {
    need();
    if (definitions[at] == column.definition()) {
      throw disagreeing();
    }
    at++;
  }

  /** What is thrown where the levels of columns do not fit together. */
  UnreadableFileException disagreeing() {
    return new UnreadableFileException(
        "the levels of its column %s do not fit to those of the others".formatted(name));
  }

  private void need() throws IOException {
    if (at >= size && !load()) {
      throw new UnreadableFileException("its column %s ends too early".formatted(name));
    }
  }

  private boolean load() throws IOException {
    try {
      while (inPage == 0) {
        if (!pages.hasValues()) {
          return false;
        }
        page(pages.next());
      }
      entries(Math.min(inPage, Batch.SIZE));
      return true;
    } catch (UnreadableFileException e) {
      throw new UnreadableFileException("in its column %s, %s".formatted(name, e.getMessage()), e);
    }
  }

  private void page(Page page) throws IOException {
    PageHeader header = page.header;
    if (header.type == PageHeader.DICTIONARY) {
      if (dictionary != null) {
        throw new UnreadableFileException("there is a second dictionary");
      }
      dictionary = Dictionary.read(column, page);
      return;
    }
    inPage = header.values;
    int from = page.from;
    if (header.type == PageHeader.DATA_V2) {
      int middle = from + header.repetitionBytes;
      repetitionLevels = new Runs(page.bytes, from, middle, width(column.repeated()));
      from = middle + header.definitionBytes;
      definitionLevels = new Runs(page.bytes, middle, from, width(column.definition()));
    } else {
      if (column.repeated() > 0) {
        int end = levelsEnd(page, from, header.repetitionEncoding, column.repeated());
        repetitionLevels = levels(page, from, end, header.repetitionEncoding, column.repeated());
        from = end;
      }
      if (column.definition() > 0) {
        int end = levelsEnd(page, from, header.definitionEncoding, column.definition());
        definitionLevels = levels(page, from, end, header.definitionEncoding, column.definition());
        from = end;
      }
    }
    values = PageValues.of(column, dictionary, page, from);
  }

  private static int levelsEnd(Page page, int from, int encoding, int highest)
      throws UnreadableFileException {
    if (encoding == Encodings.RLE) {
      return Runs.end(page.bytes, from, page.to);
    }
    if (encoding != Encodings.BIT_PACKED) {
      throw new UnreadableFileException(
          "levels have encoding %d, which is not read".formatted(encoding));
    }
    long length = PackedLevels.length(page.header.values, width(highest));
    if (length > page.to - from) {
      throw Values.tooShort();
    }
    return from + (int) length;
  }

  private static Levels levels(Page page, int from, int end, int encoding, int highest)
      throws UnreadableFileException {
    return encoding == Encodings.RLE
        ? new Runs(page.bytes, from + Integer.BYTES, end, width(highest))
        : new PackedLevels(page.bytes, from, end, width(highest));
  }

  /** Bits that hold a level. */
  private static int width(int highest) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(highest);
  }

  private void entries(int count) throws UnreadableFileException {
    if (column.repeated() > 0) {
      repetitionLevels.read(repetitions, count);
      largest(repetitions, count, column.repeated());
    }
    int there = count;
    if (column.definition() > 0) {
      definitionLevels.read(definitions, count);
      there = largest(definitions, count, column.definition());
    }
    values.read(batch, there);
    inPage -= count;
    size = count;
    at = 0;
    value = 0;
  }

  /** How many levels are the highest one; none may be higher. */
  private static int largest(int[] levels, int count, int highest) throws UnreadableFileException {
    int equal = 0;
    for (int i = 0; i < count; i++) {
      if (levels[i] >= highest) {
        if (levels[i] > highest) {
          throw new UnreadableFileException(
              "a level is %d, at most %d expected".formatted(levels[i], highest));
        }
        equal++;
      }
    }
    return equal;
  }
}

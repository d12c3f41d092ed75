package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;

/** The distinct values of a column chunk. */
final class Dictionary {
  private final Batch all;
  private final int size;
  private final int[] places = new int[Batch.SIZE];

  private Dictionary(Batch all, int size) {
    this.all = all;
    this.size = size;
  }

  static Dictionary read(SchemaNode column, Page page) throws UnreadableFileException {
    int encoding = page.header.encoding;
    if (encoding != Encodings.PLAIN && encoding != Encodings.PLAIN_DICTIONARY) {
      throw new UnreadableFileException(
          "a dictionary has encoding %d, which is not read".formatted(encoding));
    }
    int size = page.header.values;
    if (size > (page.to - page.from) * (long) Byte.SIZE) {
      throw Values.tooShort();
    }
    Batch all = Batch.of(column.physical(), size);
    PageValues.plain(column, page.bytes, page.from, page.to).read(all, size);
    return new Dictionary(all, size);
  }

  /** Values of a page that has their places in the dictionary. */
  Values values(byte[] bytes, int from, int to) throws UnreadableFileException {
    if (from == to) {
      return (batch, count) -> {
        if (count > 0) {
          throw Values.tooShort();
        }
      };
    }
    Runs runs = new Runs(bytes, from + 1, to, bytes[from] & 0xff);
    return (batch, count) -> {
      runs.read(places, count);
      look(batch, count);
    };
  }

  private void look(Batch batch, int count) throws UnreadableFileException {
    int largest = 0;
    for (int i = 0; i < count; i++) {
      // Negative ones count as the largest.
      largest = Integer.compareUnsigned(places[i], largest) > 0 ? places[i] : largest;
    }
    if (count > 0 && Integer.compareUnsigned(largest, size) >= 0) {
      throw new UnreadableFileException(
          "a page has value %d of a dictionary of %d"
              .formatted(Integer.toUnsignedLong(largest), size));
    }
    if (all.bytes == null) {
      for (int i = 0; i < count; i++) {
        batch.numbers[i] = all.numbers[places[i]];
      }
    } else {
      batch.bytes = all.bytes;
      for (int i = 0; i < count; i++) {
        batch.range(i, all.from[places[i]], all.to[places[i]]);
      }
    }
  }
}

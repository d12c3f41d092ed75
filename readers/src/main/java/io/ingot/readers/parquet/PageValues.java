package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;

/** Which decoder reads the values of a page. */
final class PageValues {
  private PageValues() {}

  /**
   * The values of a page.
   *
   * @param dictionary the chunk's; null if it has none
   * @param from behind the page's levels
   */
  static Values of(SchemaNode column, Dictionary dictionary, Page page, int from)
      throws UnreadableFileException {
    byte[] bytes = page.bytes;
    int to = page.to;
    int most = page.header.values;
    Physical physical = column.physical();
    boolean isWhole = physical == Physical.INT32 || physical == Physical.INT64;
    boolean isBytes = physical == Physical.BYTE_ARRAY;
    boolean isFixed = physical == Physical.FIXED_LEN_BYTE_ARRAY;
    return switch (page.header.encoding) {
      case Encodings.PLAIN -> plain(column, bytes, from, to);
      case Encodings.PLAIN_DICTIONARY, Encodings.RLE_DICTIONARY -> {
        if (dictionary == null) {
          throw new UnreadableFileException("a page needs a dictionary that is not there");
        }
        yield dictionary.values(bytes, from, to);
      }
      case Encodings.RLE -> {
        check(physical == Physical.BOOLEAN, page, physical);
        yield booleans(bytes, from, to);
      }
      case Encodings.DELTA_BINARY_PACKED -> {
        check(isWhole, page, physical);
        yield new DeltaNumbers(bytes, from, to, physical == Physical.INT32);
      }
      case Encodings.DELTA_LENGTH_BYTE_ARRAY -> {
        check(isBytes, page, physical);
        yield new DeltaLengths(bytes, from, to, most);
      }
      case Encodings.DELTA_BYTE_ARRAY -> {
        check(isBytes || isFixed, page, physical);
        yield new DeltaBytes(bytes, from, to, most, isFixed ? column.length() : 0);
      }
      case Encodings.BYTE_STREAM_SPLIT -> {
        int width = width(column);
        check(width > 0, page, physical);
        yield plain(column, SplitValues.joined(bytes, from, to, width), 0, to - from);
      }
      default -> throw notRead(page, physical);
    };
  }

  private static void check(boolean fits, Page page, Physical physical)
      throws UnreadableFileException {
    if (!fits) {
      throw notRead(page, physical);
    }
  }

  private static UnreadableFileException notRead(Page page, Physical physical) {
    return new UnreadableFileException(
        "its %s values have encoding %d, which is not read"
            .formatted(physical, page.header.encoding));
  }

  static Values plain(SchemaNode column, byte[] bytes, int from, int to) {
    return column.physical().isNumber()
        ? new PlainNumbers(column.physical(), bytes, from, to)
        : new PlainBytes(width(column), bytes, from, to);
  }

  private static Values booleans(byte[] bytes, int from, int to) throws UnreadableFileException {
    Runs runs = new Runs(bytes, from + Integer.BYTES, Runs.end(bytes, from, to), 1);
    int[] bits = new int[Batch.SIZE];
    return (batch, count) -> {
      runs.read(bits, count);
      for (int i = 0; i < count; i++) {
        batch.numbers[i] = bits[i];
      }
    };
  }

  private static int width(SchemaNode column) {
    return column.physical() == Physical.FIXED_LEN_BYTE_ARRAY
        ? column.length()
        : column.physical().width;
  }
}

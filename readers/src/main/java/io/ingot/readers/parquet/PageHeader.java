package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;
import java.io.IOException;

/** What stands before a page. */
final class PageHeader {
  static final int DATA = 0;
  static final int INDEX = 1;
  static final int DICTIONARY = 2;
  static final int DATA_V2 = 3;

  private static final int NONE = -1;
  private static final int LARGEST = 16 << 20;

  int type = NONE;
  int uncompressed = NONE;
  int compressed = NONE;
  boolean hasChecksum;
  int checksum;
  int values = NONE;
  int encoding = NONE;
  int definitionEncoding = Encodings.RLE;
  int repetitionEncoding = Encodings.RLE;
  int definitionBytes;
  int repetitionBytes;
  boolean isCompressed = true;

  /** Reads the header at hand and goes behind it. */
  static PageHeader read(ChunkBytes in) throws IOException {
    while (true) {
      try {
        Thrift thrift = new Thrift(in.bytes, in.at, in.end);
        PageHeader read = new PageHeader();
        thrift.struct(id -> read.field(id, thrift));
        in.at = thrift.at();
        return read.checked();
      } catch (Thrift.EndOfBytes e) {
        // Statistics in it can be long.
        if (in.end - in.at > LARGEST || !in.more()) {
          throw new UnreadableFileException("a page's header is cut off", e);
        }
      }
    }
  }

  private void field(int id, Thrift in) throws UnreadableFileException {
    switch (id) {
      case 1 -> type = in.i32();
      case 2 -> uncompressed = in.i32();
      case 3 -> compressed = in.i32();
      case 4 -> {
        hasChecksum = true;
        checksum = in.i32();
      }
      case 5 -> part(DATA, in);
      case 7 -> part(DICTIONARY, in);
      case 8 -> part(DATA_V2, in);
      default -> in.skip();
    }
  }

  private void part(int ofType, Thrift in) throws UnreadableFileException {
    if (type != ofType) {
      throw new UnreadableFileException("a page's header is that of another page type");
    }
    in.structField(
        id -> {
          switch (type) {
            case DATA -> data(id, in);
            case DICTIONARY -> dictionary(id, in);
            default -> dataV2(id, in);
          }
        });
  }

  private void data(int id, Thrift in) throws UnreadableFileException {
    switch (id) {
      case 1 -> values = in.i32();
      case 2 -> encoding = in.i32();
      case 3 -> definitionEncoding = in.i32();
      case 4 -> repetitionEncoding = in.i32();
      default -> in.skip();
    }
  }

  private void dictionary(int id, Thrift in) throws UnreadableFileException {
    switch (id) {
      case 1 -> values = in.i32();
      case 2 -> encoding = in.i32();
      default -> in.skip();
    }
  }

  private void dataV2(int id, Thrift in) throws UnreadableFileException {
    switch (id) {
      case 1 -> values = in.i32();
      case 4 -> encoding = in.i32();
      case 5 -> definitionBytes = in.i32();
      case 6 -> repetitionBytes = in.i32();
      case 7 -> isCompressed = in.bool();
      default -> in.skip();
    }
  }

  private PageHeader checked() throws UnreadableFileException {
    boolean known = type >= DATA && type <= DATA_V2;
    boolean sized = uncompressed >= 0 && compressed >= 0;
    boolean filled = type == INDEX || (values >= 0 && encoding >= 0);
    boolean split =
        definitionBytes >= 0
            && repetitionBytes >= 0
            && (long) definitionBytes + repetitionBytes <= Math.min(compressed, uncompressed);
    if (!known || !sized || !filled || !split) {
      throw new UnreadableFileException("a page's header is damaged");
    }
    return this;
  }
}

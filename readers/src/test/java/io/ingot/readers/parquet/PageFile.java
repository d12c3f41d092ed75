package io.ingot.readers.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/** A file of one column {@code v}, written page by page: what parquet-java does not write. */
final class PageFile {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final SchemaElement column = new SchemaElement("v");
  private CompressionCodec codec = CompressionCodec.UNCOMPRESSED;
  private int rows;
  private int uncompressed;

  private PageFile(Type type, FieldRepetitionType repetition, int length) throws IOException {
    column.setType(type);
    column.setRepetition_type(repetition);
    if (length > 0) {
      column.setType_length(length);
    }
    out.write(MAGIC);
  }

  static PageFile required(Type type) throws IOException {
    return new PageFile(type, FieldRepetitionType.REQUIRED, 0);
  }

  static PageFile optional(Type type) throws IOException {
    return new PageFile(type, FieldRepetitionType.OPTIONAL, 0);
  }

  static PageFile repeated(Type type) throws IOException {
    return new PageFile(type, FieldRepetitionType.REPEATED, 0);
  }

  static PageFile ofBytes(int length) throws IOException {
    return new PageFile(Type.FIXED_LEN_BYTE_ARRAY, FieldRepetitionType.REQUIRED, length);
  }

  /** The column's entry in the footer, which can be changed. */
  SchemaElement column() {
    return column;
  }

  PageFile compressed(CompressionCodec with) {
    codec = with;
    return this;
  }

  /** Adds a page as it is. */
  PageFile page(PageHeader header, byte[] bytes, int values) throws IOException {
    Util.writePageHeader(header, out);
    out.write(bytes);
    rows += values;
    uncompressed += header.getUncompressed_page_size();
    return this;
  }

  PageFile dictionary(int values, byte[] bytes) throws IOException {
    PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, bytes.length, bytes.length);
    header.setDictionary_page_header(new DictionaryPageHeader(values, Encoding.PLAIN));
    return page(header, bytes, 0);
  }

  PageFile data(int values, Encoding encoding, byte[] bytes) throws IOException {
    return data(values, encoding, bytes, bytes.length, Encoding.RLE);
  }

  PageFile data(int values, Encoding encoding, byte[] bytes, int size, Encoding levels)
      throws IOException {
    PageHeader header = new PageHeader(PageType.DATA_PAGE, size, bytes.length);
    header.setData_page_header(new DataPageHeader(values, encoding, levels, levels));
    return page(header, bytes, values);
  }

  PageFile dataV2(int values, int definitionBytes, byte[] bytes, int size) throws IOException {
    PageHeader header = new PageHeader(PageType.DATA_PAGE_V2, size, bytes.length);
    header.setData_page_header_v2(
        new DataPageHeaderV2(values, values, values, Encoding.PLAIN, definitionBytes, 0));
    return page(header, bytes, values);
  }

  byte[] bytes() throws IOException {
    ColumnMetaData chunk =
        new ColumnMetaData(
            column.getType(),
            List.of(),
            List.of("v"),
            codec,
            rows,
            uncompressed,
            out.size() - MAGIC.length,
            MAGIC.length);
    ColumnChunk pages = new ColumnChunk(0);
    pages.setMeta_data(chunk);
    SchemaElement root = new SchemaElement("root");
    root.setNum_children(1);
    ByteArrayOutputStream footer = new ByteArrayOutputStream();
    Util.writeFileMetaData(
        new FileMetaData(
            1,
            List.of(root, column),
            rows,
            List.of(new RowGroup(List.of(pages), uncompressed, rows))),
        footer);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(out.toByteArray());
    file.write(footer.toByteArray());
    file.write(
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(footer.size())
            .array());
    file.write(MAGIC);
    return file.toByteArray();
  }
}

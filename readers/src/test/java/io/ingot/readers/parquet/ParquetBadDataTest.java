package io.ingot.readers.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.readers.Column;
import io.ingot.readers.UnreadableFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.Test;

/** Twins of the public files with bad data: each is refused in words, and none has fewer rows. */
class ParquetBadDataTest {
  private static final byte[] TEXT = {1, 0, 0, 0, 'x'};

  private static void assertRefused(byte[] file, String type, String reason) {
    assertThatThrownBy(() -> ParquetFiles.read(file, new Column("v", type, false)))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage(reason);
  }

  private static byte[] little(long... numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long number : numbers) {
      bytes.putLong(number);
    }
    return bytes.array();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Levels in runs, behind their length. */
  private static byte[] levels(int... runs) {
    byte[] bytes = new byte[Integer.BYTES + runs.length];
    bytes[0] = (byte) runs.length;
    for (int i = 0; i < runs.length; i++) {
      bytes[Integer.BYTES + i] = (byte) runs[i];
    }
    return bytes;
  }

  @Test
  void pages_withFewerRowsThanTheFooterPromises_areRefused() throws IOException {
    PageFile some = PageFile.required(Type.INT64).data(2, Encoding.PLAIN, little(1, 2));
    PageFile none = PageFile.required(Type.INT64).data(0, Encoding.PLAIN, new byte[0]);

    assertRefused(promising(some, 25), "long", "in its column v, a page's header is cut off");
    assertRefused(promising(none, 25), "long", "in its column v, a page's header is cut off");
  }

  private static byte[] promising(PageFile file, int rows) throws IOException {
    return ParquetFiles.withFooter(
        file.bytes(),
        f -> {
          f.setNum_rows(rows);
          f.getRow_groups().get(0).setNum_rows(rows);
          f.getRow_groups().get(0).getColumns().get(0).getMeta_data().setNum_values(rows);
        });
  }

  @Test
  void page_withFewerValuesThanItsHeaderSays_isRefused() throws IOException {
    assertRefused(
        PageFile.required(Type.INT64).data(3, Encoding.PLAIN, little(1, 2)).bytes(),
        "long",
        "in its column v, a page is shorter than its values");
  }

  @Test
  void page_ofAnyType_withAWrongChecksum_isRefused() throws IOException {
    byte[] values = little(7);
    PageHeader second = new PageHeader(PageType.DATA_PAGE_V2, values.length, values.length);
    second.setData_page_header_v2(new DataPageHeaderV2(1, 0, 1, Encoding.PLAIN, 0, 0));
    PageHeader dictionary = new PageHeader(PageType.DICTIONARY_PAGE, TEXT.length, TEXT.length);
    dictionary.setDictionary_page_header(new DictionaryPageHeader(1, Encoding.PLAIN));
    byte[] place = {0, 1 << 1, 0};

    for (boolean isRight : List.of(true, false)) {
      second.setCrc(crc(values, isRight));
      dictionary.setCrc(crc(TEXT, isRight));
      byte[] paged = PageFile.required(Type.INT64).page(second, values, 1).bytes();
      byte[] texts =
          PageFile.required(Type.BYTE_ARRAY)
              .page(dictionary, TEXT, 0)
              .data(1, Encoding.RLE_DICTIONARY, place)
              .bytes();
      if (isRight) {
        assertThat(ParquetFiles.read(paged, new Column("v", "long", false)).first())
            .containsExactly(7L);
        assertThat(ParquetFiles.read(texts, new Column("v", "string", false)).first())
            .containsExactly("eA==");
      } else {
        assertRefused(paged, "long", "in its column v, a page's checksum is " + checksums(values));
        assertRefused(texts, "string", "in its column v, a page's checksum is " + checksums(TEXT));
      }
    }
  }

  private static int crc(byte[] bytes, boolean isRight) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue() ^ (isRight ? 0 : 1);
  }

  private static String checksums(byte[] bytes) {
    return "%08x, %08x expected".formatted(crc(bytes, true), crc(bytes, false));
  }

  @Test
  void dictionary_thatIsNegativeOrMissing_isRefused() throws IOException {
    assertRefused(
        PageFile.required(Type.BYTE_ARRAY)
            .dictionary(-1, TEXT)
            .data(1, Encoding.RLE_DICTIONARY, new byte[] {0, 1 << 1, 0})
            .bytes(),
        "string",
        "in its column v, a page's header is damaged");
    assertRefused(
        PageFile.required(Type.BYTE_ARRAY)
            .data(1, Encoding.RLE_DICTIONARY, new byte[] {0, 1 << 1, 0})
            .bytes(),
        "string",
        "in its column v, a page needs a dictionary that is not there");
  }

  @Test
  void placesInADictionary_ofTooManyBits_areRefused() throws IOException {
    assertRefused(
        PageFile.required(Type.BYTE_ARRAY)
            .dictionary(1, TEXT)
            .data(1, Encoding.RLE_DICTIONARY, new byte[] {33, 1 << 1, 0})
            .bytes(),
        "string",
        "in its column v, a page has numbers of 33 bits");
  }

  @Test
  void repetitionLevels_thatBeginInTheMiddleOfAList_areRefused() throws IOException {
    byte[] page = joined(levels(2 << 1, 1), levels(2 << 1, 1), little(1, 2));

    assertRefused(
        PageFile.repeated(Type.INT64).data(2, Encoding.PLAIN, page).bytes(),
        "string",
        "the levels of its column v do not fit to those of the others");
  }

  @Test
  void levels_beyondTheHighest_areRefused() throws IOException {
    byte[] page = joined(levels(1 << 1, 3), little(1));

    assertRefused(
        PageFile.optional(Type.INT64).data(1, Encoding.PLAIN, page).bytes(),
        "long",
        "in its column v, a level is 3, at most 1 expected");
  }

  @Test
  void levels_longerThanTheirPage_areRefused() throws IOException {
    byte[] page = {127, 0, 0, 0, 1 << 1, 1};

    assertRefused(
        PageFile.optional(Type.INT64).data(1, Encoding.PLAIN, page).bytes(),
        "long",
        "in its column v, a page is shorter than its values");
  }

  @Test
  void pages_ofNegativeOrWrongSizes_areRefused() throws IOException {
    byte[] values = little(7);
    for (int size : new int[] {-1, Integer.MIN_VALUE}) {
      PageHeader header = new PageHeader(PageType.DATA_PAGE, values.length, size);
      header.setData_page_header(new DataPageHeader(1, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
      assertRefused(
          PageFile.required(Type.INT64).page(header, values, 1).bytes(),
          "long",
          "in its column v, a page's header is damaged");
    }
    PageHeader longer = new PageHeader(PageType.DATA_PAGE, values.length, 1_000);
    longer.setData_page_header(new DataPageHeader(1, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
    assertThatThrownBy(
            () ->
                ParquetFiles.read(
                    PageFile.required(Type.INT64).page(longer, values, 1).bytes(),
                    new Column("v", "long", false)))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageStartingWith("in its column v, ");
    byte[] noSnappy =
        PageFile.required(Type.INT64)
            .compressed(CompressionCodec.SNAPPY)
            .data(1, Encoding.PLAIN, new byte[] {8, 1, 2, 3}, 8, Encoding.RLE)
            .bytes();
    assertThatThrownBy(() -> ParquetFiles.read(noSnappy, new Column("v", "long", false)))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageStartingWith("in its column v, ");
  }

  @Test
  void physicalType_thatDoesNotExist_isRefused() throws IOException {
    byte[] file = PageFile.required(Type.INT64).data(1, Encoding.PLAIN, little(1)).bytes();
    byte[] footer = ParquetFiles.footer(file);
    // The column's entry: its type, that it is required, its name.
    byte[] entry = {0x15, 2 * 2, 0x25, 0, 0x18, 1, 'v'};
    int at = 0;
    while (ByteBuffer.wrap(footer, at, entry.length).compareTo(ByteBuffer.wrap(entry)) != 0) {
      at++;
    }
    footer[at + 1] = 2 * 7 - 1; // -7, as thrift writes it

    assertThatThrownBy(
            () ->
                ParquetFiles.read(
                    ParquetFiles.withFooter(file, footer), new Column("v", "long", false)))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage("it has a physical type of number -7");
  }

  @Test
  void rowGroup_withoutOneOfTheColumns_isRefused() throws IOException {
    byte[] file = PageFile.required(Type.INT64).data(1, Encoding.PLAIN, little(1)).bytes();

    assertThatThrownBy(
            () ->
                ParquetFiles.read(
                    ParquetFiles.withFooter(
                        file, f -> f.getRow_groups().get(0).getColumns().remove(0)),
                    new Column("v", "long", false)))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage("a row group has 0 of 1 columns");
  }
}

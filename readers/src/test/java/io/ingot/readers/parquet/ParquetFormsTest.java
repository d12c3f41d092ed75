package io.ingot.readers.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.lz4.Lz4Compressor;
import io.ingot.readers.Column;
import io.ingot.readers.UnreadableFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.UUIDType;
import org.junit.jupiter.api.Test;

/** What parquet-java does not write: annotations and pages of later writers, and of old ones. */
class ParquetFormsTest {
  private static List<Object> read(PageFile file, String type) throws IOException {
    return ParquetFiles.read(file.bytes(), new Column("v", type, false)).first();
  }

  private static byte[] little(long... numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long number : numbers) {
      bytes.putLong(number);
    }
    return bytes.array();
  }

  private static byte[] halves(int... bits) {
    ByteBuffer bytes =
        ByteBuffer.allocate(bits.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int half : bits) {
      bytes.putShort((short) half);
    }
    return bytes.array();
  }

  /** The file with another annotation in place of UUID's: a number of the union, and its fields. */
  private static byte[] annotated(PageFile file, int number, int... fields) throws IOException {
    file.column().setLogicalType(LogicalType.UUID(new UUIDType()));
    byte[] uuid = {(byte) (14 << 4 | 12), 0, 0};
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    if (number < 16) {
      other.write(number << 4 | 12);
    } else {
      other.write(12);
      other.write(2 * number);
    }
    for (int field : fields) {
      other.write(field);
    }
    other.write(0);
    other.write(0);
    byte[] bytes = file.bytes();
    byte[] footer = ParquetFiles.footer(bytes);
    int at = 0;
    while (!Arrays.equals(Arrays.copyOfRange(footer, at, at + uuid.length), uuid)) {
      at++;
    }
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.write(footer, 0, at);
    changed.write(other.toByteArray());
    changed.write(footer, at + uuid.length, footer.length - at - uuid.length);
    return ParquetFiles.withFooter(bytes, changed.toByteArray());
  }

  @Test
  void float16_isAFloat() throws IOException {
    byte[] values = halves(0x3c00, 0xc100, 0x0001, 0x7bff, 0x7c00, 0x8000, 0x7e00);
    byte[] file = annotated(PageFile.ofBytes(2).data(7, Encoding.PLAIN, values), 15);

    assertThat(ParquetFiles.read(file, new Column("v", "float", false)).first())
        .containsExactly(1f, -2.5f, 0x1p-24f, 65504f, Float.POSITIVE_INFINITY, -0f, Float.NaN);
  }

  @Test
  void annotation_thatIsNotKnown_leavesThePhysicalType() throws IOException {
    byte[] file = annotated(PageFile.ofBytes(2).data(1, Encoding.PLAIN, halves(7)), 60);

    assertThat(ParquetFiles.read(file, new Column("v", "string", false)).first())
        .containsExactly("BwA=");
  }

  @Test
  void variantsAndGeometries_areBase64() throws IOException {
    int text = 1 << 4 | 8;
    byte[] point = {4, 0, 0, 0, 1, 1, 0, 0};
    for (byte[] file :
        List.of(
            annotated(bytes(point), 16, 1 << 4 | 3, 1),
            annotated(bytes(point), 17),
            annotated(bytes(point), 17, text, 3, 'C', 'R', 'S'),
            annotated(bytes(point), 18, text, 3, 'C', 'R', 'S', 1 << 4 | 5, 2))) {
      assertThat(ParquetFiles.read(file, new Column("v", "string", false)).first())
          .containsExactly("AQEAAA==");
    }
  }

  private static PageFile bytes(byte[] value) throws IOException {
    return PageFile.required(Type.BYTE_ARRAY).data(1, Encoding.PLAIN, value);
  }

  @Test
  void annotation_thatDoesNotFit_leavesThePhysicalType() throws IOException {
    PageFile numbers = PageFile.required(Type.INT64).data(1, Encoding.PLAIN, little(5));
    numbers.column().setConverted_type(ConvertedType.DATE);
    PageFile bytes = PageFile.ofBytes(2).data(1, Encoding.PLAIN, halves(7));
    bytes.column().setLogicalType(LogicalType.UUID(new UUIDType()));

    assertThat(read(numbers, "string")).containsExactly("5");
    assertThat(read(bytes, "string")).containsExactly("BwA=");
  }

  @Test
  void splitStreams_ofEveryWidth_areRead() throws IOException {
    byte[] longs = little(1L << 40, -2);

    assertThat(read(split(PageFile.required(Type.INT64), 8, longs), "long"))
        .containsExactly(1L << 40, -2L);
    assertThat(read(split(PageFile.required(Type.INT32), 4, longs), "int"))
        .containsExactly(0, 256, -2, -1);
    assertThat(read(split(PageFile.required(Type.FLOAT), 4, little(0x3fc00000L)), "float"))
        .containsExactly(1.5f, 0f);
    assertThat(read(split(PageFile.ofBytes(2), 2, new byte[] {1, 2, 3, 4}), "string"))
        .containsExactly("AQI=", "AwQ=");
  }

  private static PageFile split(PageFile file, int width, byte[] bytes) throws IOException {
    byte[] split = new byte[bytes.length];
    int count = bytes.length / width;
    for (int i = 0; i < bytes.length; i++) {
      split[i % width * count + i / width] = bytes[i];
    }
    return file.data(count, Encoding.BYTE_STREAM_SPLIT, split);
  }

  @Test
  void lz4_inHadoopsBlocksOrPlain_isRead() throws IOException {
    byte[] values = little(1, 2, 3, 4);
    byte[] packed = new byte[100];
    int length = new Lz4Compressor().compress(values, 0, values.length, packed, 0, packed.length);
    byte[] plain = Arrays.copyOf(packed, length);
    byte[] block =
        ByteBuffer.allocate(8 + length).putInt(values.length).putInt(length).put(plain).array();

    for (byte[] page : List.of(plain, block)) {
      PageFile file = PageFile.required(Type.INT64).compressed(CompressionCodec.LZ4);
      assertThat(read(file.data(4, Encoding.PLAIN, page, values.length, Encoding.RLE), "long"))
          .containsExactly(1L, 2L, 3L, 4L);
    }
  }

  @Test
  void gzip_inSeveralMembers_isRead() throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    for (long number : List.of(1L, 2L)) {
      try (GZIPOutputStream member = new GZIPOutputStream(page)) {
        member.write(little(number));
      }
    }
    PageFile file = PageFile.required(Type.INT64).compressed(CompressionCodec.GZIP);

    assertThat(read(file.data(2, Encoding.PLAIN, page.toByteArray(), 16, Encoding.RLE), "long"))
        .containsExactly(1L, 2L);
  }

  @Test
  void levels_withoutRuns_areRead() throws IOException {
    // Highest bit first: there, NULL, there.
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    page.write(0b1010_0000);
    page.write(little(7, 8));

    assertThat(
            read(
                PageFile.optional(Type.INT64)
                    .data(3, Encoding.PLAIN, page.toByteArray(), page.size(), Encoding.BIT_PACKED),
                "long"))
        .containsExactly(7L, null, 8L);
  }

  @Test
  void page_ofNullsOnly_needsNoBytes() throws IOException {
    byte[] nulls = {2 << 1, 0};
    PageFile file = PageFile.optional(Type.BYTE_ARRAY).compressed(CompressionCodec.SNAPPY);

    assertThat(read(file.dataV2(2, nulls.length, nulls, nulls.length), "string"))
        .containsExactly(null, null);
  }

  @Test
  void runs_thatPromiseMoreThanThereIs_areRefused() throws IOException {
    byte[] texts = {1, 0, 0, 0, 'x'};
    // A dictionary's place in three bits, in a run of 2^28 times eight.
    byte[] places = {3, -1, -1, -1, -1, 1, 0};
    PageFile file =
        PageFile.required(Type.BYTE_ARRAY)
            .dictionary(1, texts)
            .data(50, Encoding.RLE_DICTIONARY, places);

    assertThatThrownBy(() -> read(file, "string"))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage("in its column v, a page is shorter than its values");
  }

  @Test
  void dictionary_thatLacksAPlace_isRefused() throws IOException {
    PageFile file =
        PageFile.required(Type.BYTE_ARRAY)
            .dictionary(1, new byte[] {1, 0, 0, 0, 'x'})
            .data(1, Encoding.RLE_DICTIONARY, new byte[] {3, 1 << 1, 5});

    assertThatThrownBy(() -> read(file, "string"))
        .hasMessage("in its column v, a page has value 5 of a dictionary of 1");
  }

  @Test
  void encoding_thatIsNotRead_isNamed() throws IOException {
    PageFile file = PageFile.required(Type.INT64).data(1, Encoding.DELTA_BYTE_ARRAY, little(1));

    assertThatThrownBy(() -> read(file, "long"))
        .hasMessage("in its column v, its INT64 values have encoding 7, which is not read");
  }

  @Test
  void text_thatIsNotUtf8_isRescued_aCharacterPerByte() throws IOException {
    byte[] latin = {3, 0, 0, 0, 'n', (byte) 0xe9, '"'};
    PageFile file = PageFile.required(Type.BYTE_ARRAY).data(1, Encoding.PLAIN, latin);
    file.column().setConverted_type(ConvertedType.UTF8);

    assertThat(ParquetFiles.read(file.bytes(), new Column("v", "string", false)).rescued())
        .containsExactly("{\"v\":\"né\\\"\"}");
  }
}

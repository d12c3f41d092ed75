package io.ingot.readers.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.readers.Format;
import io.ingot.readers.TypedRows;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Rows that parquet-java writes, in ways of its options' cross product, are read back equal. */
class ParquetRoundTripTest {
  private static final int ROWS = 1_500;
  private static final List<CompressionCodecName> CODECS =
      List.of(
          CompressionCodecName.UNCOMPRESSED,
          CompressionCodecName.SNAPPY,
          CompressionCodecName.GZIP,
          CompressionCodecName.ZSTD,
          CompressionCodecName.LZ4_RAW);
  private static final List<String> DECIMALS =
      List.of("int64", "binary", "fixed_len_byte_array(7)", "fixed_len_byte_array(16)");

  @Property(tries = 60, seed = "20261129")
  void rowsOfParquetJava_areReadBack(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    String decimal = DECIMALS.get(random.nextInt(DECIMALS.size()));
    List<List<Object>> rows =
        TypedRows.some(
            random,
            random.nextInt(ROWS),
            () -> "é😀 text".repeat(random.nextInt(3)) + random.nextInt(1 << random.nextInt(12)));
    CompressionCodecName codec = CODECS.get(random.nextInt(CODECS.size()));
    WriterVersion version =
        random.nextBoolean() ? WriterVersion.PARQUET_1_0 : WriterVersion.PARQUET_2_0;
    boolean dictionary = random.nextBoolean();
    int page = 200 << random.nextInt(8);
    byte[] file =
        TypedParquet.write(
            rows,
            decimal,
            b ->
                b.withCompressionCodec(codec)
                    .withWriterVersion(version)
                    .withDictionaryEncoding(dictionary)
                    .withByteStreamSplitEncoding(random.nextBoolean())
                    .withBloomFilterEnabled(random.nextBoolean())
                    .withPageWriteChecksumEnabled(random.nextBoolean())
                    .withPageSize(page)
                    .withDictionaryPageSize(page)
                    .withPageRowCountLimit(10 << random.nextInt(10))
                    .withRowGroupSize(4_000L << random.nextInt(8)));

    assertThat(TypedRows.read(TypedRows.spec(Format.of(Format.Type.parquet)), file))
        .as(
            "%s, %s, %s, dictionary %s, pages of %d bytes",
            decimal, codec, version, dictionary, page)
        .isEqualTo(rows);
  }
}

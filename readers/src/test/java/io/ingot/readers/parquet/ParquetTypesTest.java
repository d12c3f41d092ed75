package io.ingot.readers.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.readers.Column;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type.Repetition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every physical type with every logical one, in every form in which parquet-java writes it. */
class ParquetTypesTest {
  private static final Column TEXT = new Column("V", "string", false);
  private static final int ROWS = 2_100;
  private static final List<CompressionCodecName> CODECS =
      List.of(
          CompressionCodecName.UNCOMPRESSED,
          CompressionCodecName.SNAPPY,
          CompressionCodecName.GZIP,
          CompressionCodecName.ZSTD,
          CompressionCodecName.LZ4_RAW);

  static Stream<TypeCase> types() {
    return TypeCase.all().stream();
  }

  @ParameterizedTest
  @MethodSource("types")
  void type_inAnyEncoding_givesEveryValue(TypeCase type) throws IOException {
    int n = 0;
    for (Repetition repetition : List.of(Repetition.OPTIONAL, Repetition.REQUIRED)) {
      MessageType schema = type.schema(repetition);
      for (WriterVersion version : WriterVersion.values()) {
        for (boolean dictionary : List.of(true, false)) {
          CompressionCodecName codec = CODECS.get(n++ % CODECS.size());
          byte[] file =
              ParquetFiles.write(
                  schema,
                  b ->
                      b.withWriterVersion(version)
                          .withDictionaryEncoding(dictionary)
                          .withByteStreamSplitEncoding(!dictionary)
                          .withPageSize(2_000)
                          .withPageWriteChecksumEnabled(true)
                          .withCompressionCodec(codec),
                  type.rows(schema, ROWS));

          assertThat(ParquetFiles.read(file, TEXT).first())
              .as("%s, %s, dictionary %s, %s", repetition, version, dictionary, codec)
              .isEqualTo(type.expected(schema, ROWS));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void type_repeated_isAList(TypeCase type) throws IOException {
    MessageType schema = type.schema(Repetition.REPEATED);
    Group empty = new SimpleGroup(schema);
    Group two = new SimpleGroup(schema);
    type.add(two, type.values().get(0));
    type.add(two, type.values().get(0));
    List<Object> lists =
        ParquetFiles.read(ParquetFiles.write(schema, List.of(empty, two, empty)), TEXT).first();

    String text = type.texts().get(0);
    assertThat(lists.get(0)).isEqualTo("[]");
    assertThat(lists.get(2)).isEqualTo("[]");
    assertThat(((String) lists.get(1)).replace("\\\"", "\""))
        .isIn("[" + text + "," + text + "]", "[\"" + text + "\",\"" + text + "\"]");
  }

  @ParameterizedTest
  @MethodSource("types")
  void file_withoutRows_hasNone(TypeCase type) throws IOException {
    MessageType schema = type.schema(Repetition.OPTIONAL);

    assertThat(ParquetFiles.read(ParquetFiles.write(schema, List.of()), TEXT).rows()).isEmpty();
  }
}

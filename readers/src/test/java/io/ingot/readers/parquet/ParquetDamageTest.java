package io.ingot.readers.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.UnreadableFileException;
import io.ingot.readers.columnar.Scan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Damaged files are refused, or give as many rows as they promise: nothing else. */
class ParquetDamageTest {
  private static final int ROWS = 300;
  private static final ReadSpec SPEC =
      Scan.spec(
          Format.Type.parquet,
          new Column("i", "int", false),
          new Column("s", "string", false),
          new Column("l", "string", false));
  private static final List<byte[]> FILES = files();

  private static List<byte[]> files() {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { required int32 i; optional binary s (STRING); optional group l (LIST) { repeated group list { optional int64 element; } } optional boolean b; optional fixed_len_byte_array(16) f (DECIMAL(38, 2)); optional double d; }");
    Random random = new Random(7);
    List<Group> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Group row = new SimpleGroup(schema).append("i", i);
      if (i % 3 > 0) {
        row.append("s", "text " + random.nextInt(50)).append("b", i % 2 == 0).append("d", i / 7.0);
        Group list = row.addGroup("l");
        for (int e = 0; e < i % 4; e++) {
          list.addGroup("list").append("element", random.nextLong());
        }
      }
      rows.add(row);
    }
    List<byte[]> files = new ArrayList<>();
    for (WriterVersion version : WriterVersion.values()) {
      for (boolean dictionary : List.of(true, false)) {
        for (CompressionCodecName codec :
            List.of(
                CompressionCodecName.UNCOMPRESSED,
                CompressionCodecName.SNAPPY,
                CompressionCodecName.GZIP,
                CompressionCodecName.ZSTD,
                CompressionCodecName.LZ4_RAW)) {
          files.add(
              ParquetFiles.write(
                  schema,
                  b ->
                      b.withWriterVersion(version)
                          .withDictionaryEncoding(dictionary)
                          .withByteStreamSplitEncoding(!dictionary)
                          .withPageWriteChecksumEnabled(false)
                          .withPageSize(500)
                          .withRowGroupSize(4_000L)
                          .withCompressionCodec(codec),
                  rows));
        }
      }
    }
    return files;
  }

  /**
   * What is done to a file.
   *
   * @param file which one
   * @param seed of what is random about it
   * @param kind in which way
   */
  record Damage(int file, long seed, int kind) {
    byte[] done() {
      byte[] bytes = FILES.get(file).clone();
      Random random = new Random(seed);
      int at = random.nextInt(bytes.length);
      int footer = ParquetFiles.footerStart(bytes);
      switch (kind) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[footer + random.nextInt(bytes.length - footer)] = (byte) random.nextInt();
        case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 40), (byte) random.nextInt());
        case 3 -> {
          byte[] noise = new byte[Math.min(64, bytes.length - at)];
          random.nextBytes(noise);
          System.arraycopy(noise, 0, bytes, at, noise.length);
        }
        case 4 -> bytes = Arrays.copyOf(bytes, at);
        case 5 -> {
          // The pages' beginning is gone, the footer is not.
          int kept = Math.max(4, at);
          System.arraycopy(bytes, kept, bytes, 4, bytes.length - kept);
        }
        default -> {
          for (int i = 0; i < 4; i++) {
            bytes[random.nextInt(footer)] ^= (byte) (1 << random.nextInt(8));
          }
        }
      }
      return bytes;
    }
  }

  @Provide
  Arbitrary<Damage> damages() {
    return net.jqwik.api.Combinators.combine(
            Arbitraries.integers().between(0, FILES.size() - 1),
            Arbitraries.longs(),
            Arbitraries.integers().between(0, 6))
        .as(Damage::new);
  }

  @Property(tries = 1_000, seed = "20261129")
  void damagedFile_isRefusedOrGivesAllOfItsRows(@ForAll("damages") Damage damage)
      throws IOException {
    byte[] bytes = damage.done();
    Scan scan;
    try {
      scan = Scan.of(ParquetFiles::open, SPEC, bytes);
    } catch (UnreadableFileException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("null", "Cannot invoke", "Exception");
      return;
    }
    assertThat(scan.rows()).hasSize(ROWS);
  }
}

package io.ingot.readers.orc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.readers.Format;
import io.ingot.readers.TypedRows;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.hadoop.conf.Configuration;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcConf;
import org.apache.orc.OrcFile;

/** Rows that ORC's writer writes, in ways of its options' cross product, are read back equal. */
class OrcRoundTripTest {
  private static final int ROWS = 1_500;
  private static final List<CompressionKind> CODECS =
      List.of(
          CompressionKind.NONE,
          CompressionKind.ZLIB,
          CompressionKind.SNAPPY,
          CompressionKind.LZ4,
          CompressionKind.ZSTD);

  @Property(tries = 60, seed = "20261129")
  void rowsOfOrc_areReadBack(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<List<Object>> rows =
        TypedRows.some(
            random,
            random.nextInt(ROWS),
            () -> "é😀 text".repeat(random.nextInt(3)) + random.nextInt(1 << random.nextInt(12)));
    CompressionKind codec = CODECS.get(random.nextInt(CODECS.size()));
    OrcFile.Version version =
        random.nextBoolean() ? OrcFile.Version.V_0_11 : OrcFile.Version.V_0_12;
    Configuration conf = new Configuration(false);
    OrcConf.STRIPE_ROW_COUNT.setLong(conf, 100L << random.nextInt(5));
    OrcConf.ROWS_BETWEEN_CHECKS.setLong(conf, 1);
    OrcConf.DICTIONARY_KEY_SIZE_THRESHOLD.setDouble(conf, random.nextInt(2));
    OrcConf.ENCODING_STRATEGY.setString(conf, random.nextBoolean() ? "SPEED" : "COMPRESSION");
    OrcConf.BUFFER_SIZE.setLong(conf, 1_024L << random.nextInt(6));
    OrcConf.ENFORCE_COMPRESSION_BUFFER_SIZE.setBoolean(conf, true);

    assertThat(
            TypedRows.read(
                TypedRows.spec(Format.of(Format.Type.orc)),
                TypedOrc.write(rows, codec, version, conf)))
        .as("%s, %s", codec, version)
        .isEqualTo(rows);
  }
}

package io.ingot.readers.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.readers.Format;
import io.ingot.readers.TypedRows;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.file.CodecFactory;

/** Rows that Avro writes, with each of its codecs and blocks of any size, are read back equal. */
class AvroRoundTripTest {
  private static final int ROWS = 500;
  private static final List<CodecFactory> CODECS =
      List.of(
          CodecFactory.nullCodec(),
          CodecFactory.deflateCodec(1),
          CodecFactory.snappyCodec(),
          CodecFactory.zstandardCodec(1, true),
          CodecFactory.bzip2Codec(),
          CodecFactory.xzCodec(0));

  @Property(tries = 60, seed = "20261129")
  void rowsOfAvro_areReadBack(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    CodecFactory codec = CODECS.get(random.nextInt(CODECS.size()));
    int interval = 1_000 << random.nextInt(7);
    List<List<Object>> rows =
        TypedRows.some(random, random.nextInt(ROWS), () -> "é😀 text".repeat(random.nextInt(3)));
    byte[] file = TypedAvro.write(rows, codec, interval);

    assertThat(TypedRows.read(TypedRows.spec(Format.of(Format.Type.avro)), file))
        .as("%s, blocks of %d bytes", codec, interval)
        .isEqualTo(rows);
  }
}

package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.ingot.readers.avro.TypedAvro;
import io.ingot.readers.orc.TypedOrc;
import io.ingot.readers.parquet.TypedParquet;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.file.CodecFactory;
import org.apache.hadoop.conf.Configuration;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is thrown while a file is read, and wherever: it is the storage's fault, or it refuses
 * the file. Anything else that left a reader would hold the batch.
 */
class FaultsTest {
  private static final List<List<Object>> ROWS =
      TypedRows.some(new Random(20261129), 40, () -> "text");
  private static final List<Throwable> OF_STORAGE =
      List.of(
          new IOException("slow down"),
          new EOFException(),
          new UncheckedIOException(new IOException("reset")),
          new IllegalStateException("closed"),
          new StorageException(new IOException("slow down")));
  private static final List<Throwable> OTHERS =
      List.of(
          new StackOverflowError(),
          new NoClassDefFoundError("org/example/Codec"),
          new AssertionError("never"),
          new Throwable("neither an exception nor an error"));

  /**
   * A file.
   *
   * @param format how it is written
   */
  private record Sample(String name, Format format, MemoryFile file) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Sample> samples() throws IOException {
    byte[] csv = "id,note\n1,a\n2,b\n".repeat(20).getBytes(UTF_8);
    byte[] wide = "id,note\n1,a\n2,b\n".repeat(20).getBytes(UTF_16);
    byte[] json = "{\"id\":1,\"note\":\"a\"}\n".repeat(20).getBytes(UTF_8);
    Format ofCsv = Format.of(Format.Type.csv);
    Format ofJson = Format.of(Format.Type.json);
    return Stream.of(
        sample("csv", ofCsv, csv),
        sample("gzip", ofCsv, Packed.gzip(csv)),
        sample("zstd", ofCsv, Packed.zstd(csv)),
        sample("bzip2", ofJson, Packed.bzip2(json)),
        sample("zip", ofJson, Packed.zip("a", json)),
        sample("skip_footer", CsvDialect.with().skipFooter(1).format(), csv),
        sample("UTF-16", CsvDialect.with().encoding("UTF-16").format(), wide),
        sample("json", ofJson, json),
        sample(
            "avro",
            Format.of(Format.Type.avro),
            TypedAvro.write(ROWS, CodecFactory.deflateCodec(1), 100)),
        sample(
            "orc",
            Format.of(Format.Type.orc),
            TypedOrc.write(
                ROWS, CompressionKind.ZLIB, OrcFile.Version.V_0_12, new Configuration(false))),
        sample("parquet", Format.of(Format.Type.parquet), TypedParquet.write(ROWS)));
  }

  private static Sample sample(String name, Format format, byte[] bytes) {
    return new Sample(name, format, new MemoryFile(bytes));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void storageThatThrowsAnywhere_isNotTheFilesFault(Sample sample) throws IOException {
    long records = read(sample, sample.file());
    for (Throwable thrown : OF_STORAGE) {
      for (int good = 0; good < asked(sample); good++) {
        try {
          assertThat(read(sample, new ThrowingFile(sample.file(), good, thrown)))
              .isEqualTo(records);
        } catch (StorageException e) {
          assertThat(e).isNotNull();
        } catch (Throwable e) {
          fail("%s at its time %d gives %s".formatted(thrown, good, e), e);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whateverElseIsThrownAnywhere_refusesTheFile(Sample sample) throws IOException {
    long records = read(sample, sample.file());
    for (Throwable thrown : OTHERS) {
      for (int good = 0; good < asked(sample); good++) {
        try {
          assertThat(read(sample, new ThrowingFile(sample.file(), good, thrown)))
              .isEqualTo(records);
        } catch (UnreadableFileException e) {
          assertThat(e.getMessage()).isNotBlank();
        } catch (Throwable e) {
          fail("%s at its time %d gives %s".formatted(thrown, good, e), e);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void memoryThatIsShort_isTold(Sample sample) throws IOException {
    OutOfMemoryError thrown = new OutOfMemoryError("heap");
    for (int good = 0; good < asked(sample); good++) {
      int time = good;
      assertThatThrownBy(() -> read(sample, new ThrowingFile(sample.file(), time, thrown)))
          .as("at its time %d", time)
          .isSameAs(thrown);
    }
  }

  /** How often a file is asked for something while it is read well. */
  private static int asked(Sample sample) throws IOException {
    ThrowingFile file = new ThrowingFile(sample.file(), Integer.MAX_VALUE, new Throwable());
    read(sample, file);
    assertThat(file.asked()).isGreaterThan(2);
    return file.asked();
  }

  private static long read(Sample sample, FileBytes file) throws IOException {
    List<Column> columns = TypedRows.COLUMNS.subList(0, 2);
    ReadSpec spec = TypedRows.spec(sample.format(), columns);
    FirstLook.refusal(spec, file, true);
    RecordReaders.splittable(spec, file);
    try (RecordReader reader = RecordReaders.open(spec, file, 0, file.length())) {
      while (reader.next(NoRow.INSTANCE)) {
        assertThat(reader.report().corrupt()).isEmpty();
      }
      return reader.report().records();
    }
  }

  @Test
  void codecThatThrowsAnywhere_refusesTheFile() throws IOException {
    List<Throwable> all =
        Stream.concat(OTHERS.stream(), OF_STORAGE.stream())
            .filter(t -> !(t instanceof StorageException))
            .toList();
    for (Throwable thrown : all) {
      for (int good = 0; good < 3; good++) {
        RecordReader reader = guarded(new ThrowingReader(good, thrown));
        for (int i = 0; i < good; i++) {
          assertThat(reader.next(NoRow.INSTANCE)).isTrue();
        }
        assertThatThrownBy(() -> reader.next(NoRow.INSTANCE))
            .as("%s at record %d", thrown, good)
            .isInstanceOf(UnreadableFileException.class);
        reader.close();
      }
    }
  }

  @Test
  void closing_tellsTheStoragesFaultOnly() {
    StorageException fault = new StorageException(new IOException("reset"));
    RecordReader reader = guarded(new ThrowingReader(0, new IllegalStateException(fault)));

    assertThatThrownBy(reader::close).isSameAs(fault);
  }

  private static GuardedReader guarded(RecordReader reader) {
    ReadSpec spec = TypedRows.spec(Format.of(Format.Type.csv));
    try {
      return new GuardedReader(reader, ConstantColumns.of(spec, new MemoryFile(new byte[0])));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws behind some records, and when it is closed. */
  private static final class ThrowingReader implements RecordReader {
    private final Throwable fault;
    private int good;

    ThrowingReader(int good, Throwable fault) {
      this.good = good;
      this.fault = fault;
    }

    @Override
    public boolean next(Row row) throws IOException {
      if (good-- == 0) {
        ThrowingFile.<IOException>raise(fault);
      }
      return true;
    }

    @Override
    public FileReport report() {
      return FileReport.NOTHING;
    }

    @Override
    public void close() throws IOException {
      ThrowingFile.<IOException>raise(fault);
    }
  }
}

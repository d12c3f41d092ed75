package io.ingot.jobs;

import static io.ingot.jobs.Typed.column;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.ingot.core.attempt.Stage;
import io.ingot.core.ledger.FileItem;
import io.ingot.jobs.run.JobPoints;
import io.ingot.readers.Column;
import io.ingot.readers.CsvDialect;
import io.ingot.readers.Format;
import io.ingot.readers.UnknownColumns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every format through the bronze stage. What readers make of each byte, their own tests show. */
class FormatsIT {
  private static final Column ID = new Column("id", "long", true);
  private static final Column NOTE = column("note", "string");
  private static final Format PARQUET = Format.of(Format.Type.parquet);
  private static final String ROWS =
      "SELECT 1L AS id, 'a' AS note, 5 AS tip UNION ALL SELECT 2L, NULL, 6";

  static Stream<Arguments> files() {
    byte[] csv = bytes("id,note,tip\n1,a,5\n2,,6\n");
    byte[] json = bytes("{\"id\":1,\"note\":\"a\",\"tip\":5}\n{\"id\":2,\"tip\":6}\n");
    return Stream.of(
        Arguments.of(CsvDialect.with().format(), "a.csv", csv),
        Arguments.of(CsvDialect.with().format(), "A.CSV.GZ", Lake.gzip(text(csv))),
        Arguments.of(CsvDialect.with().format(), "a.csv.zst", Zstd.compress(csv)),
        Arguments.of(Format.of(Format.Type.json), "a.json", json),
        Arguments.of(Format.of(Format.Type.json), "X.JSON.GZ", Lake.gzip(text(json))),
        Arguments.of(PARQUET, "a.parquet", columnar("parquet", ROWS)),
        Arguments.of(Format.of(Format.Type.orc), "a.orc", columnar("orc", ROWS)),
        Arguments.of(Format.of(Format.Type.avro), "a.avro", avro()));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("files")
  void file_ofAnyFormat_loadsBesideOneThatCannotBeRead(Format format, String name, byte[] good) {
    Lake rescuing = new Lake(Typed.pipeline(format, UnknownColumns.rescue, ID, NOTE));
    FileItem bad = rescuing.upload("t", "bad " + name, bytes("\u0000\u0001 no such file"));
    rescuing.upload("t", name, good);
    Lake.Batch batch = bronze(rescuing);

    assertThat(rescuing.query("SELECT id, note, _rescued FROM db.t"))
        .containsExactly("1|a|{\"tip\":\"5\"}", "2|null|{\"tip\":\"6\"}");
    assertThat(batch.result(1, 1, Stage.bronze).files())
        .filteredOn(f -> !f.refused().isEmpty())
        .singleElement()
        .satisfies(f -> assertThat(f.file()).isEqualTo(bad.file().toString()));

    Lake adding = new Lake(Typed.pipeline(format, UnknownColumns.add, ID, NOTE));
    adding.upload("t", name, good);
    bronze(adding);
    assertThat(adding.query("SELECT id, note, tip, _rescued FROM db.t"))
        .containsExactly("1|a|5|null", "2|null|6|null");

    Lake failing = new Lake(Typed.pipeline(format, UnknownColumns.fail, ID, NOTE));
    failing.upload("t", name, good);
    bronze(failing);
    assertThat(failing.query("SELECT state, reason LIKE '%tip%' FROM db.t_files"))
        .containsExactly("refused|true");
  }

  @Test
  void parquetFilesThatAreDamaged_areRefusedByName_andTheOthersLoad() {
    Lake lake = new Lake(Typed.pipeline(PARQUET, UnknownColumns.rescue, ID));
    byte[] good = columnar("parquet", "SELECT id FROM range(0, 20000, 1, 1)");
    FileItem cut = lake.upload("t", "cut.parquet", Arrays.copyOf(good, good.length - 20));
    byte[] pages = good.clone();
    Arrays.fill(pages, 10, good.length / 2, (byte) 0x55);
    FileItem garbled = lake.upload("t", "garbled.parquet", pages);
    FileItem lacking = lake.upload("t", "lacking.parquet", columnar("parquet", "SELECT 1 AS x"));
    lake.upload("t", "good.parquet", good);
    Lake.Batch batch = bronze(lake);

    assertThat(
            lake.query(
                "SELECT _file_version, count(*), count(DISTINCT _position), min(_position - id) FROM db.t GROUP BY 1"))
        .containsExactly("v3|20000|20000|0");
    assertThat(refused(batch, cut)).startsWith("it does not end as a Parquet file ends");
    assertThat(refused(batch, garbled)).isNotEmpty();
    assertThat(refused(batch, lacking)).isEqualTo("it lacks required columns (id; found: x)");
  }

  @Test
  void addedColumns_keepTheTypesThatTheyHave_andOddNamesAreRescued() {
    Lake lake = new Lake(Typed.pipeline(CsvDialect.with().format(), UnknownColumns.add, ID));
    lake.upload("t", "a.csv", "id,tip", "1,5");
    bronze(lake);
    lake.query("ALTER TABLE db.t ADD COLUMN speed int");
    lake.upload("t", "b.csv", "id,Tip,speed,a.b,_c", "2,6,7,x,y", "3,6,fast,,");
    lake.batch(2).run(2, 1, "bronze", JobPoints.NONE);

    assertThat(lake.query("SELECT id, tip, speed, _rescued FROM db.t"))
        .containsExactly(
            "1|5|null|null", "2|6|7|{\"a.b\":\"x\",\"_c\":\"y\"}", "3|6|null|{\"speed\":\"fast\"}");
  }

  private static String refused(Lake.Batch batch, FileItem file) {
    return batch.result(1, 1, Stage.bronze).files().stream()
        .filter(f -> f.file().equals(file.file().toString()))
        .findFirst()
        .orElseThrow()
        .refused();
  }

  private static Lake.Batch bronze(Lake lake) {
    Lake.Batch batch = lake.batch(1);
    batch.run(1, 1, "bronze", JobPoints.NONE);
    return batch;
  }

  private static byte[] columnar(String format, String query) {
    try {
      Path folder = Files.createTempDirectory(format).resolve("out");
      Lake.spark().sql(query).coalesce(1).write().format(format).save(folder.toUri().toString());
      try (var files = Files.list(folder)) {
        List<Path> parts = files.filter(p -> p.toString().endsWith("." + format)).toList();
        return Files.readAllBytes(parts.get(0));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] avro() {
    Schema schema =
        SchemaBuilder.record("r")
            .fields()
            .requiredLong("id")
            .optionalString("note")
            .requiredInt("tip")
            .endRecord();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
      writer.setCodec(CodecFactory.deflateCodec(1)).create(schema, out);
      for (int i = 1; i <= 2; i++) {
        GenericRecord row = new GenericData.Record(schema);
        row.put("id", (long) i);
        row.put("note", i == 1 ? "a" : null);
        row.put("tip", 4 + i);
        writer.append(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

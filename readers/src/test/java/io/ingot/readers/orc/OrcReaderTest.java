package io.ingot.readers.orc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.Origin;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.RecordReaders;
import io.ingot.readers.UnreadableFileException;
import io.ingot.readers.columnar.Scan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hive.common.type.HiveDecimal;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.MapColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.StructColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.UnionColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcConf;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrcReaderTest {
  private static final long SECOND = 1_709_200_800;
  private static final int ROWS = 5_000;
  private static final String NUMBERS = "struct<i:bigint,s:string>";
  private static final byte[] FILE = numbers(CompressionKind.ZLIB);

  /** Fills a row of a batch. */
  private interface Filling {
    void fill(ColumnVector[] columns, int row, int record);
  }

  private static Scan read(byte[] file, Column... columns) throws IOException {
    ReadSpec spec = Scan.spec(Format.Type.orc, columns);
    return Scan.of((s, f) -> RecordReaders.open(s, f, 0, f.length()), spec, file);
  }

  private static byte[] write(String schema, CompressionKind codec, int rows, Filling filling) {
    TypeDescription type = TypeDescription.fromString(schema);
    Configuration conf = new Configuration();
    OrcConf.STRIPE_ROW_COUNT.setLong(conf, ROWS / 4);
    OrcConf.ROWS_BETWEEN_CHECKS.setLong(conf, 1);
    try {
      java.nio.file.Path folder = Files.createTempDirectory("orc");
      java.nio.file.Path file = folder.resolve("file.orc");
      try (Writer writer =
          OrcFile.createWriter(
              new Path(file.toUri()),
              OrcFile.writerOptions(conf)
                  .setSchema(type)
                  .compress(codec)
                  .useUTCTimestamp(true)
                  .rowIndexStride(1_000))) {
        VectorizedRowBatch batch = type.createRowBatch();
        for (int record = 0; record < rows; record++) {
          filling.fill(batch.cols, batch.size++, record);
          if (batch.size == batch.getMaxSize()) {
            writer.addRowBatch(batch);
            batch.reset();
          }
        }
        writer.addRowBatch(batch);
      }
      byte[] bytes = Files.readAllBytes(file);
      try (var files = Files.list(folder)) {
        for (java.nio.file.Path each : files.toList()) {
          Files.delete(each);
        }
      }
      Files.delete(folder);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] numbers(CompressionKind codec) {
    return write(
        NUMBERS,
        codec,
        ROWS,
        (columns, row, record) -> {
          ((LongColumnVector) columns[0]).vector[row] = record;
          if (record % 3 == 0) {
            setNull(columns[1], row);
          } else {
            setText(columns[1], row, "text " + record);
          }
        });
  }

  private static void setNull(ColumnVector column, int row) {
    column.isNull[row] = true;
    column.noNulls = false;
  }

  private static void setText(ColumnVector column, int row, String text) {
    ((BytesColumnVector) column).setVal(row, text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @EnumSource(
      value = CompressionKind.class,
      names = {"NONE", "ZLIB", "SNAPPY", "LZ4", "ZSTD"})
  void file_ofAnyCodec_givesEveryRow(CompressionKind codec) throws IOException {
    Scan scan =
        read(numbers(codec), new Column("I", "int", true), new Column("s", "string", false));

    assertThat(scan.rows()).hasSize(ROWS);
    for (int i = 0; i < ROWS; i++) {
      assertThat(scan.rows().get(i))
          .containsExactly(i, i % 3 == 0 ? null : "text " + i, (long) i, null);
    }
    assertThat(scan.report().records()).isEqualTo(ROWS);
  }

  @Test
  void flatTypes_haveTheirTexts() throws IOException {
    byte[] file =
        write(
            "struct<bo:boolean,ti:tinyint,f:float,d:double,v:varchar(5),bi:binary,da:date,ts:timestamp,tz:timestamp with local time zone,d1:decimal(9,2),d2:decimal(30,5)>",
            CompressionKind.NONE,
            1,
            (columns, row, record) -> {
              ((LongColumnVector) columns[0]).vector[row] = 1;
              ((LongColumnVector) columns[1]).vector[row] = -5;
              ((DoubleColumnVector) columns[2]).vector[row] = 0.1f;
              ((DoubleColumnVector) columns[3]).vector[row] = 0.1;
              setText(columns[4], row, "né");
              ((BytesColumnVector) columns[5]).setVal(row, new byte[] {0, -1});
              ((LongColumnVector) columns[6]).vector[row] = 19_782;
              setTime((TimestampColumnVector) columns[7], row);
              setTime((TimestampColumnVector) columns[8], row);
              setDecimal(columns[9], row, "-1.50");
              setDecimal(columns[10], row, "1234567890123456789.01000");
            });
    List<String> names = List.of("bo", "ti", "f", "d", "v", "bi", "da", "ts", "tz", "d1", "d2");
    Column[] strings =
        names.stream().map(n -> new Column(n, "string", false)).toArray(Column[]::new);

    assertThat(read(file, strings).rows().get(0).subList(0, names.size()))
        .containsExactly(
            "true",
            "-5",
            "0.1",
            "0.1",
            "né",
            "AP8=",
            "2024-02-29",
            "2024-02-29T10:00:00.000000005",
            "2024-02-29T10:00:00.000000005Z",
            "-1.50",
            "1234567890123456789.01");
    assertThat(
            read(
                    file,
                    new Column("ts", "timestamp", false),
                    new Column("d1", "decimal(5,2)", false),
                    new Column("da", "date", false))
                .rows()
                .get(0)
                .subList(0, 3))
        .containsExactly(SECOND * 1_000_000, new BigDecimal("-1.50"), 19_782);
  }

  private static void setTime(TimestampColumnVector column, int row) {
    column.time[row] = SECOND * 1000;
    column.nanos[row] = 5;
  }

  private static void setDecimal(ColumnVector column, int row, String text) {
    ((DecimalColumnVector) column).set(row, HiveDecimal.create(text));
  }

  @Test
  void nestedTypes_areJson_andMembersColumns() throws IOException {
    byte[] file =
        write(
            "struct<l:array<int>,m:map<string,double>,st:struct<x:int,y:string>,u:uniontype<int,string>>",
            CompressionKind.ZLIB,
            2,
            OrcReaderTest::nested);

    assertThat(
            read(
                    file,
                    new Column("l", "string", false),
                    new Column("m", "string", false),
                    new Column("st", "string", false),
                    new Column("u", "string", false))
                .rows())
        .containsExactly(
            Arrays.asList("[1,2]", "{\"k\":0.5}", "{\"x\":3,\"y\":\"t\"}", "u", 0L, null),
            Arrays.asList("[]", "{}", null, "9", 1L, null));
    assertThat(read(file, new Column("x", "int", false).from(Origin.record("st.x"))).rows())
        .containsExactly(
            Arrays.asList(
                3, 0L, "{\"l\":\"[1,2]\",\"m\":\"{\\\"k\\\":0.5}\",\"st.y\":\"t\",\"u\":\"u\"}"),
            Arrays.asList(null, 1L, "{\"l\":\"[]\",\"m\":\"{}\",\"u\":\"9\"}"));
  }

  private static void nested(ColumnVector[] columns, int row, int record) {
    ListColumnVector list = (ListColumnVector) columns[0];
    MapColumnVector map = (MapColumnVector) columns[1];
    StructColumnVector struct = (StructColumnVector) columns[2];
    UnionColumnVector union = (UnionColumnVector) columns[3];
    if (record == 0) {
      list.lengths[row] = 2;
      list.childCount = 2;
      ((LongColumnVector) list.child).vector[0] = 1;
      ((LongColumnVector) list.child).vector[1] = 2;
      map.lengths[row] = 1;
      map.childCount = 1;
      setText(map.keys, 0, "k");
      ((DoubleColumnVector) map.values).vector[0] = 0.5;
      ((LongColumnVector) struct.fields[0]).vector[row] = 3;
      setText(struct.fields[1], row, "t");
      union.tags[row] = 1;
      setText(union.fields[1], row, "u");
    } else {
      list.offsets[row] = 2;
      map.offsets[row] = 1;
      setNull(struct, row);
      ((LongColumnVector) union.fields[0]).vector[row] = 9;
    }
  }

  @Property(tries = 30, seed = "20261129")
  void parts_howeverTheyAreCut_haveEveryRowOnce(@ForAll @IntRange(max = 1_000) int permille)
      throws IOException {
    long cut = (long) FILE.length * permille / 1_000;
    ReadSpec spec = Scan.spec(Format.Type.orc, new Column("i", "long", true));
    List<List<Object>> rows = new ArrayList<>();
    rows.addAll(Scan.of((s, f) -> RecordReaders.open(s, f, 0, cut), spec, FILE).rows());
    rows.addAll(Scan.of((s, f) -> RecordReaders.open(s, f, cut, f.length()), spec, FILE).rows());

    assertThat(rows).hasSize(ROWS).allSatisfy(r -> assertThat(r.get(0)).isEqualTo(r.get(1)));
  }

  @Test
  void file_thatIsNoOrcFile_isRefused() {
    Column id = new Column("i", "long", true);

    assertThatThrownBy(() -> read("ORC".getBytes(UTF_8), id))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage("it does not end as an ORC file ends; it may be cut off");
    assertThatThrownBy(() -> read(FILE, new Column("x", "int", true)))
        .hasMessage("it lacks required columns (x; found: i, s)");
  }

  @Test
  void dictionary_ofMoreTextsThanThereAreValues_isRefused() throws IOException {
    byte[] file =
        write("struct<s:string>", CompressionKind.NONE, 5, (c, row, i) -> setText(c[0], row, "x"));
    // The column's encoding in the stripe's footer: a dictionary (3) of one text.
    byte[] encoding = {2 << 3 | 2, 4, 1 << 3, 3, 2 << 3, 1};
    int at = 0;
    while (!Arrays.equals(Arrays.copyOfRange(file, at, at + encoding.length), encoding)) {
      at++;
    }
    file[at + encoding.length - 1] = 127;

    assertThatThrownBy(() -> read(file, new Column("s", "string", false)))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage("a stripe would have a dictionary of 127 texts for 5 values");
  }

  @Property(tries = 300, seed = "20261129")
  void damagedFile_isRefusedOrGivesAllOfItsRows(
      @ForAll long seed, @ForAll @IntRange(max = 2) int kind) throws IOException {
    byte[] file = FILE.clone();
    Random random = new Random(seed);
    int at = random.nextInt(file.length);
    switch (kind) {
      case 0 -> file[at] = (byte) random.nextInt();
      case 1 -> file[file.length - 1 - random.nextInt(200)] = (byte) random.nextInt();
      default -> file = Arrays.copyOf(file, at);
    }
    Scan scan;
    try {
      scan = read(file, new Column("i", "long", true), new Column("s", "string", false));
    } catch (UnreadableFileException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("Cannot invoke");
      return;
    }
    assertThat(scan.rows()).hasSize(ROWS);
  }
}

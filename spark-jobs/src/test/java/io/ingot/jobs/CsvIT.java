package io.ingot.jobs;

import static io.ingot.jobs.Typed.column;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.ingot.core.ledger.FileItem;
import io.ingot.readers.Column;
import io.ingot.readers.CsvDialect;
import io.ingot.readers.Format;
import io.ingot.readers.UnknownColumns;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CsvIT {
  private static final Format CSV = Format.of(Format.Type.csv);
  private static final Column ID = new Column("id", "int", true);
  private static final Column NOTE = column("note", "string");

  @Test
  void lineEnds_ofAllKinds_alsoMixed_readTheSame() {
    Lake lake = lake(CSV, ID, NOTE);
    lake.upload("t", "lf.csv", bytes("id,note\n1,a\n2,b\n"));
    lake.upload("t", "crlf.csv", bytes("\uFEFFid,note\r\n1,a\r\n2,b\r\n"));
    lake.upload("t", "cr.csv", bytes("id,note\r1,a\r2,b"));
    lake.upload("t", "mixed.csv", bytes("\n \r\nid,note\r\n1,a\r\r\n2,b\n\n"));
    lake.upload("t", "packed.csv.gz", Lake.gzip("note,id", "a,1", "b,2"));
    lake.upload("t", "packed.csv.zst", Zstd.compress(bytes("id,note\n1,a\n2,b\n")));
    bronze(lake);

    assertThat(lake.query("SELECT id, note, count(*) FROM db.t GROUP BY 1, 2"))
        .containsExactly("1|a|6", "2|b|6");
    assertThat(ordered(lake)).isEqualTo("true");
  }

  @Test
  void multiline_keepsLineEndsInQuotes() {
    Format multiline = CsvDialect.with().multiline(true).format();
    Lake lake = lake(multiline, ID, NOTE);
    lake.upload("t", "lf.csv", bytes("id,\"note\"\n1,\"a\nb\"\n2,\"c\"\"d\"\n"));
    lake.upload("t", "crlf.csv", bytes("\uFEFFid,note\r\n1,\"a\nb\"\r\n2,\"c\"\"d\"\r\n"));
    lake.upload("t", "cr.csv", bytes("id,note\r1,\"a\nb\"\r2,\"c\"\"d\"\r"));
    lake.upload("t", "mixed.csv", bytes("id,note\n1,\"a\nb\"\r\n2,c\"d\r\n"));
    lake.upload("t", "long.csv", bytes("id,note\r\n3,x,\"y\nz\"\r\n"));
    bronze(lake);

    assertThat(
            lake.query(
                "SELECT id, replace(note, '\n', '~'), replace(_corrupt, '\n', '~'), count(*) FROM db.t"
                    + " GROUP BY ALL"))
        .containsExactly("1|a~b|null|4", "2|c\"d|null|4", "null|null|3,x,\"y~z\"|1");
    assertThat(ordered(lake)).isEqualTo("true");
  }

  @Test
  void values_areReadExactlyOrRescued() {
    Lake lake =
        lake(
            CSV,
            ID,
            column("n", "long"),
            column("m", "decimal(5,2)"),
            column("w", "decimal(38,0)"),
            column("d", "date"),
            column("t", "timestamp"),
            column("x", "double"));
    lake.upload(
        "t",
        "a.csv",
        "id,n,m,w,d,t,x",
        " 1 , 12 , 1.500 , 99999999999999999999999999999999999999 ,2024-02-29, 2024-02-29 10:00:00.5 ,1e3",
        "2,12.5,1.505,1.5,2024-02-30,10:00:00,1e999",
        "3,1e3,1234.00,1e3,2024-02-29 10:00,2024,1d",
        "4,+7,15e-1,100000000000000000000000000000000000000,2024-02-29T00:00:00,2024-02-29T10:00:00+02:00,-Infinity",
        "5,x,1e-3,15e-1,2024-02-29x,now,0x1p3");
    bronze(lake);

    assertThat(lake.query("SELECT id, n, m, w, d, t, x, _rescued FROM db.t"))
        .containsExactly(
            "1|12|1.50|99999999999999999999999999999999999999|2024-02-29|2024-02-29 10:00:00.5|1000.0|null",
            "2|null|null|null|null|null|null|{\"n\":\"12.5\",\"m\":\"1.505\",\"w\":\"1.5\",\"d\":\"2024-02-30\",\"t\":\"10:00:00\",\"x\":\"1e999\"}",
            "3|null|null|1000|null|null|null|{\"n\":\"1e3\",\"m\":\"1234.00\",\"d\":\"2024-02-29 10:00\",\"t\":\"2024\",\"x\":\"1d\"}",
            "4|7|1.50|null|2024-02-29|2024-02-29 08:00:00.0|-Infinity|{\"w\":\"100000000000000000000000000000000000000\"}",
            "5|null|null|null|null|null|null|{\"n\":\"x\",\"m\":\"1e-3\",\"w\":\"15e-1\",\"d\":\"2024-02-29x\",\"t\":\"now\",\"x\":\"0x1p3\"}");
  }

  @Test
  void formats_ofDatesAndTimes_areRead() {
    Lake lake =
        lake(
            CSV,
            ID,
            column("day", "date", "M/d/yyyy"),
            column("at", "timestamp", "dd.MM.yyyy HH:mm"),
            column("time", "string", "hh:mm a"));
    lake.upload(
        "t",
        "a.csv",
        "id,day,at,time",
        "1,2/9/2024,29.02.2024 23:05,05:07 pm",
        "2, 12/31/2024 ,01.01.2024 00:00,12:00 AM",
        "3,2024-02-09,29.02.2023 10:00,17:07",
        "4,13/1/2024,,",
        "5,1/1/+999999,01.01.+999999 00:00,",
        "6,1/1/-999999,01.01.-999999 00:00,");
    bronze(lake);

    assertThat(lake.query("SELECT id, day, at, time, _rescued FROM db.t"))
        .containsExactly(
            "1|2024-02-09|2024-02-29 23:05:00.0|17:07:00|null",
            "2|2024-12-31|2024-01-01 00:00:00.0|00:00:00|null",
            "3|null|null|null|{\"day\":\"2024-02-09\",\"at\":\"29.02.2023 10:00\",\"time\":\"17:07\"}",
            "4|null|null|null|{\"day\":\"13/1/2024\"}",
            "5|null|null|null|{\"day\":\"1/1/+999999\",\"at\":\"01.01.+999999 00:00\"}",
            "6|null|null|null|{\"day\":\"1/1/-999999\",\"at\":\"01.01.-999999 00:00\"}");
  }

  @Test
  void nullAndEmptyText_areWhatTheFormatSays() {
    String[] lines = {"id,note", "1,", "2,\"\"", "3,\\N", "4,x"};
    String query =
        "SELECT id, CASE WHEN note IS NULL THEN 'NULL' ELSE concat('<', note, '>') END FROM db.t";

    assertThat(loaded(CSV, query, lines)).containsExactly("1|NULL", "2|<>", "3|<\\N>", "4|<x>");
    assertThat(loaded(Typed.csv(0, "\\N", CsvDialect.EmptyValue.text), query, lines))
        .containsExactly("1|<>", "2|<>", "3|NULL", "4|<x>");
    assertThat(loaded(Typed.csv(0, "", CsvDialect.EmptyValue.none), query, lines))
        .containsExactly("1|NULL", "2|NULL", "3|<\\N>", "4|<x>");
    assertThat(loaded(Typed.csv(0, "\\N", CsvDialect.EmptyValue.none), query, lines))
        .containsExactly("1|<>", "2|NULL", "3|NULL", "4|<x>");
  }

  @Test
  void linesBeforeTheHeader_areSkipped_alsoInFilesOfSeveralBlocks() {
    Lake lake = lake(Typed.csv(2, "", CsvDialect.EmptyValue.text), ID, NOTE);
    String[] lines = new String[2003];
    Arrays.setAll(lines, i -> i < 3 ? "id,note" : (i - 2) + ",row");
    lake.upload("t", "big.csv", lines);
    lake.upload(
        "t", "small.csv", bytes("Report \"x\r\n\r\n\r\nnote,id\r\nö,1\r\n\r\nid,note\r\nb,2,3"));
    FileItem none = lake.upload("t", "none.csv", "one", "two");
    String before = Lake.spark().conf().get("spark.sql.files.maxPartitionBytes");
    Lake.spark().conf().set("spark.sql.files.maxPartitionBytes", "4096");
    Lake.Batch batch;
    try {
      batch = bronze(lake);
    } finally {
      Lake.spark().conf().set("spark.sql.files.maxPartitionBytes", before);
    }

    assertThat(
            lake.query(
                "SELECT _file_version, count(*), count(DISTINCT _position), sum(id), count(_rescued), max(_corrupt) FROM db.t GROUP BY 1"))
        .containsExactly("v0|2000|2000|2001000|0|null", "v1|3|3|1|1|b,2,3");
    assertThat(lake.query("SELECT note FROM db.t WHERE _file_version = 'v1' AND id = 1"))
        .containsExactly("ö");
    assertThat(ordered(lake)).isEqualTo("true");
    assertThat(batch.result(1, 1, "bronze").files())
        .filteredOn(f -> f.file().equals(none.file().toString()))
        .singleElement()
        .satisfies(f -> assertThat(f.refused()).isEqualTo("it has no header"));
  }

  @Test
  void namesGivenTwice_areDistinctAndUndeclared() {
    for (UnknownColumns unknown : UnknownColumns.values()) {
      Lake lake = new Lake(Typed.pipeline(CSV, unknown, ID, NOTE));
      lake.upload("t", "a.csv", "id,ID,note,,note", "1,2,a,b,c");
      bronze(lake);
      switch (unknown) {
        case rescue ->
            assertThat(lake.query("SELECT id, note, _rescued FROM db.t"))
                .containsExactly("1|a|{\"ID_2\":\"2\",\"column_4\":\"b\",\"note_2\":\"c\"}");
        case add ->
            assertThat(lake.query("SELECT id, note, ID_2, column_4, note_2, _rescued FROM db.t"))
                .containsExactly("1|a|2|b|c|null");
        case fail ->
            assertThat(lake.query("SELECT state, reason FROM db.t_files"))
                .containsExactly(
                    "refused|its header has undeclared columns [ID_2, column_4, note_2]");
      }
    }
  }

  @Test
  void addedColumns_keepTheTypesThatTheyHave_andOddNamesAreRescued() {
    Lake lake = new Lake(Typed.pipeline(CSV, UnknownColumns.add, ID));
    lake.upload("t", "a.csv", "id,tip", "1,5");
    bronze(lake);
    lake.query("ALTER TABLE db.t ADD COLUMN speed int");
    lake.upload("t", "b.csv", "id,Tip,speed,a.b,_c", "2,6,7,x,y", "3,6,fast,,");
    lake.batch(2).run(2, 1, "bronze", JobPoints.NONE);

    assertThat(lake.query("SELECT id, tip, speed, _rescued FROM db.t"))
        .containsExactly(
            "1|5|null|null", "2|6|7|{\"a.b\":\"x\",\"_c\":\"y\"}", "3|6|null|{\"speed\":\"fast\"}");
  }

  @Test
  void bytesThatAreNoUtf8_areRescuedOneCharacterPerByte() {
    Lake lake = lake(CsvDialect.with().delimiter("§").quote("").escape("").format(), ID, NOTE);
    lake.upload("t", "a.csv", bytes("id§note§ö\n1§\"é\uFFFD§x\n"));
    lake.upload(
        "t",
        "b.csv",
        "id\u00c2\u00a7note\n2\u00c2\u00a7caf\u00e9\n\u00e93\n"
            .getBytes(StandardCharsets.ISO_8859_1));
    bronze(lake);

    assertThat(lake.query("SELECT id, note, _rescued, _corrupt FROM db.t"))
        .containsExactly(
            "1|\"é\uFFFD|{\"ö\":\"x\"}|null",
            "2|null|{\"note\":\"caf\u00e9\"}|null",
            "null|null|null|\u00e93");
  }

  @Test
  void lineThatSparkCannotRead_refusesItsFileOnly() {
    Lake lake = lake(CSV, ID, NOTE);
    lake.upload("t", "a.csv", "id,note", "1,a");
    FileItem bad = lake.upload("t", "b.csv", "id,note", "2,b" + ",".repeat(200_000));
    lake.upload("t", "c.csv", "id,note", "3,c");
    Lake.Batch batch = bronze(lake);

    assertThat(lake.query("SELECT id, note FROM db.t")).containsExactly("1|a", "3|c");
    assertThat(batch.result(1, 1, "bronze").files())
        .filteredOn(f -> !f.refused().isEmpty())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.file()).isEqualTo(bad.file().toString());
              assertThat(f.refused()).startsWith("it cannot be read (");
            });
  }

  private static Lake lake(Format format, Column... columns) {
    return new Lake(Typed.pipeline(format, UnknownColumns.rescue, columns));
  }

  private static java.util.List<String> loaded(Format format, String query, String... lines) {
    Lake lake = lake(format, ID, NOTE);
    lake.upload("t", "a.csv", lines);
    bronze(lake);
    return lake.query(query);
  }

  private static Lake.Batch bronze(Lake lake) {
    Lake.Batch batch = lake.batch(1);
    batch.run(1, 1, "bronze", JobPoints.NONE);
    return batch;
  }

  /** Whether positions are unique and ids never fall with them. */
  private static String ordered(Lake lake) {
    return lake.query(
            "SELECT every(coalesce(p < _position, true) AND coalesce(i <= id, true)) FROM"
                + " (SELECT id, _position, lag(_position) OVER w AS p, lag(id) OVER w AS i FROM db.t"
                + " WHERE id IS NOT NULL WINDOW w AS (PARTITION BY _file_version ORDER BY _position))")
        .get(0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.ingot.jobs.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.jobs.SharedSpark;
import io.ingot.jobs.files.Outcome.Kind;
import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.UnknownColumns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordTableIT {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("id", "int", false),
          new Column("amount", "decimal(12,2)", false),
          new Column("large", "decimal(38,2)", false),
          new Column("day", "date", false),
          new Column("note", "string", false));

  @TempDir private Path folder;
  private final SparkSession spark = SharedSpark.SESSION.cloneSession();
  private final Outcomes outcomes = new Outcomes();
  private final List<BatchFile> files = new ArrayList<>();

  @Test
  void records_areTheSame_howeverFilesAreCut() throws IOException {
    String lines =
        IntStream.range(0, 700)
            .mapToObj(i -> i % 7 == 3 ? "too,few" : i + ",1." + i % 9 + ",2.5,2024-02-29,é" + i)
            .collect(Collectors.joining("\r\n"));
    file("a.csv", ("id,amount,large,day,note\r\n" + lines).getBytes(StandardCharsets.UTF_8));
    List<Row> whole = cut(1 << 20);
    Outcome outcome = outcomes.byFile().get(0);

    assertThat(whole).hasSize(700);
    assertThat(outcome.report().corruptRecords()).isEqualTo(100);
    for (int largest : new int[] {4096, 1000, 61, 17}) {
      outcomes.reset();
      assertThat(cut(largest)).isEqualTo(whole);
      assertThat(outcomes.byFile().get(0)).isEqualTo(outcome);
    }
  }

  @Test
  void smallFiles_areReadByFewTasks() throws IOException {
    for (int i = 0; i < 40; i++) {
      file(i + ".csv", ("id\n" + i + "\n").getBytes(StandardCharsets.UTF_8));
    }

    Dataset<Row> rows = rows();
    assertThat(rows.rdd().getNumPartitions()).isLessThanOrEqualTo(2);
    assertThat(rows.select("id").distinct().count()).isEqualTo(40);
  }

  @Test
  void fileThatCannotBeRead_stopsNoOther() throws IOException {
    byte[] packed = packed("id\n" + "1\n".repeat(2_000_000));
    file("whole.csv.gz", packed);
    file("half.csv.gz", Arrays.copyOf(packed, packed.length / 2));
    file("plain.csv", "id\n2\n".getBytes(StandardCharsets.UTF_8));
    files.add(new BatchFile(3, "file:" + folder + "/gone.csv", "t/g", "s3://x/t/g", "v", 0, 5, ""));
    Files.writeString(folder.resolve("plain.csv"), "id\n2\n3\n");
    rows().write().format("noop").mode("overwrite").save();

    Map<Integer, Outcome> found = outcomes.byFile();
    assertThat(found.values())
        .extracting(Outcome::kind)
        .containsExactly(Kind.read, Kind.unreadable, Kind.overwritten, Kind.withheld);
    assertThat(found.get(0).rows()).isEqualTo(2_000_000);
    assertThat(found.get(1).reason()).isEqualTo("its gzip data cannot be read: it is cut off");
    assertThat(found.get(1).rows()).isPositive();
    assertThat(found.get(2).reason()).isEqualTo("before it was read (7 bytes, admitted with 5)");
  }

  @Test
  void fileWhoseReadingThrowsAnything_stopsNoOther() throws IOException {
    spark
        .sparkContext()
        .hadoopConfiguration()
        .set("fs.throwing.impl", ThrowingFiles.class.getName());
    byte[] text = "id\n1\n2\n".repeat(50).getBytes(StandardCharsets.UTF_8);
    file("good.csv", text);
    for (String fault : ThrowingFiles.FAULTS) {
      file(fault, text);
      BatchFile local = files.remove(files.size() - 1);
      files.add(
          new BatchFile(
              local.number(),
              local.uri().replace("file:", "throwing:"),
              local.key(),
              local.sourceFile(),
              local.version(),
              0,
              local.size(),
              ""));
    }
    file("other.csv", text);
    rows().write().format("noop").mode("overwrite").save();

    Map<Integer, Outcome> found = outcomes.byFile();
    assertThat(found.get(0)).isEqualTo(found.get(files.size() - 1));
    assertThat(found.get(0).rows()).isEqualTo(149);
    for (int i = 1; i < files.size() - 1; i++) {
      assertThat(found.get(i).kind()).isEqualTo(Kind.unreadable);
      assertThat(found.get(i).reason())
          .isEqualTo("it cannot be read (" + ThrowingFiles.FAULTS.get(i - 1) + ")");
    }
  }

  @Test
  void rows_areLikeSparksOwn() throws IOException {
    file(
        "a.csv",
        "id,amount,large,day,note\n1,-1.50,12345678901234567890.25,2024-02-29,ä\n2,,,,\n"
            .getBytes(StandardCharsets.UTF_8));
    Dataset<Row> own =
        spark.sql(
            "SELECT 1 AS id, cast(-1.50 AS decimal(12,2)) AS amount,"
                + " cast(12345678901234567890.25 AS decimal(38,2)) AS large,"
                + " date'2024-02-29' AS day, 'ä' AS note"
                + " UNION ALL SELECT 2, NULL, NULL, NULL, NULL");

    Dataset<Row> read = rows().select("id", "amount", "large", "day", "note");
    assertThat(read.except(own).count()).isZero();
    assertThat(own.except(read).count()).isZero();
  }

  @Test
  void plan_isTheScanAndNothingElse() throws IOException {
    file("a.csv", "id\n1\n".getBytes(StandardCharsets.UTF_8));

    assertThat(rows().queryExecution().sparkPlan().toString())
        .startsWith("BatchScan")
        .doesNotContain("Project");
  }

  @Test
  void names_areThoseThatNobodyDeclared_alsoWithoutValues() throws IOException {
    file("a.csv", "id,tip,ID\n".getBytes(StandardCharsets.UTF_8));
    file("b.csv", "note,x\n1,\n".getBytes(StandardCharsets.UTF_8));
    file("c.csv", new byte[0]);

    assertThat(RecordTable.names(spark, layout(Format.Type.csv), files))
        .isEqualTo(Map.of(0, Set.of("tip", "ID_2"), 1, Set.of("x"), 2, Set.of()));
  }

  @Test
  void namesInJson_areThoseOfAllRecords() throws IOException {
    file(
        "a.json",
        "{\"id\":1}\n{\"tip\":5,\"no\":null}\n{\"x\":{\"y\":1}}\n"
            .getBytes(StandardCharsets.UTF_8));

    assertThat(RecordTable.names(spark, layout(Format.Type.json), files))
        .isEqualTo(Map.of(0, Set.of("tip", "x")));
  }

  private List<Row> cut(int largest) {
    spark.conf().set("spark.sql.files.maxPartitionBytes", Integer.toString(largest));
    spark.conf().set("spark.sql.files.openCostInBytes", "1");
    List<Row> rows = new ArrayList<>(rows().collectAsList());
    rows.sort((a, b) -> Long.compare(a.<Long>getAs("_position"), b.<Long>getAs("_position")));
    return rows;
  }

  private Dataset<Row> rows() {
    if (!outcomes.isRegistered()) {
      spark.sparkContext().register(outcomes);
    }
    return RecordTable.rows(spark, layout(Format.Type.csv), files, outcomes);
  }

  private void file(String name, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    files.add(
        new BatchFile(
            files.size(),
            "file:" + file,
            "t/" + name,
            "s3://landing/t/" + name,
            "v1",
            0,
            content.length,
            ""));
  }

  private static RowLayout layout(Format.Type format) {
    StructType table =
        new StructType()
            .add("_batch", DataTypes.LongType, false)
            .add("_file_version", DataTypes.StringType, false)
            .add("_source_file", DataTypes.StringType, false)
            .add("_arrival", DataTypes.TimestampType, false)
            .add("_position", DataTypes.LongType, false)
            .add("_ingested_at", DataTypes.TimestampType, false);
    for (Column column : COLUMNS) {
      table = table.add(column.name(), column.sqlType());
    }
    for (String name : List.of("_rescued", "_corrupt", "_corrupt_reason")) {
      table = table.add(name, DataTypes.StringType);
    }
    return new RowLayout(
        table,
        new ReadSpec(Format.of(format), COLUMNS, UnknownColumns.rescue, "t/", ReadSpec.MAX_FIELD),
        1,
        1);
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}

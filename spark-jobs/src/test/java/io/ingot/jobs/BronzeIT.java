package io.ingot.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageFailure;
import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.definition.Expectations;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.FileItem;
import io.ingot.jobs.run.FencedException;
import io.ingot.jobs.run.JobPoints;
import io.ingot.readers.CsvDialect;
import io.ingot.readers.FileReport.ColumnReport;
import io.ingot.readers.FileReport.Met;
import io.ingot.readers.Format;
import io.ingot.readers.UnknownColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BronzeIT {
  private final Lake lake = new Lake(Rides.pipeline());

  @Test
  void files_ofTwoBatches_areAppendedAndOnlyTheNewOneIsRead() {
    lake.upload("rides", "a b é.csv", Rides.HEADER, "r1,2024-01-01,7,50.5,10,12.30,north");
    lake.batch(1).run(1, 1, "bronze", JobPoints.NONE);
    FileItem second =
        lake.upload("rides", "b.csv", Rides.HEADER, "r2,2024-01-02,7,60,11,1.5,south");
    Lake.Batch batch = lake.batch(2);
    batch.run(2, 1, "bronze", JobPoints.NONE);

    assertThat(lake.query("SELECT _batch, _source_file, ride_id, Date, fare_amount FROM db.rides"))
        .containsExactly(
            "1|s3://landing/rides/a b é.csv|r1|2024-01-01|12.30",
            "2|s3://landing/rides/b.csv|r2|2024-01-02|1.50");
    assertThat(lake.query("SELECT _source_file, batch, rows, state FROM db.rides_files"))
        .containsExactly(
            "s3://landing/rides/a b é.csv|1|1|loaded", "s3://landing/rides/b.csv|2|1|loaded");
    assertThat(batch.result(2, 1, Stage.bronze))
        .satisfies(
            r -> {
              assertThat(r.files())
                  .extracting(FileResult::file, FileResult::rows, FileResult::refused)
                  .containsExactly(tuple(second.file().toString(), 1L, ""));
              assertThat(r.recordsRead()).isEqualTo(1);
              assertThat(r.bytesRead()).isEqualTo(second.size());
            });
    assertThat(lake.table("rides").currentSnapshot().summary())
        .containsEntry("ingot.batch", "2")
        .containsEntry("ingot.fence", "2")
        .containsEntry("ingot.result", "rides/2-2-1-bronze.json");
    assertThat(lake.table("rides").refs()).containsOnlyKeys("main");
  }

  @Test
  void repeatedRun_changesNothing() {
    lake.upload("rides", "a.csv", Rides.HEADER, "r1,2024-01-01,7,50.5,10,12.30,north");
    Lake.Batch batch = lake.batch(1);
    batch.run(1, 1, "bronze", JobPoints.NONE);
    long snapshot = lake.table("rides").currentSnapshot().snapshotId();
    long files = lake.table("rides_files").currentSnapshot().snapshotId();
    batch.run(2, 2, "bronze", JobPoints.NONE);

    assertThat(lake.table("rides").currentSnapshot().snapshotId()).isEqualTo(snapshot);
    assertThat(lake.table("rides_files").currentSnapshot().snapshotId()).isEqualTo(files);
    assertThat(batch.result(2, 2, Stage.bronze).files())
        .isEqualTo(batch.result(1, 1, Stage.bronze).files());
    assertThat(batch.result(2, 2, Stage.bronze).tables())
        .containsExactlyInAnyOrderElementsOf(batch.result(1, 1, Stage.bronze).tables());
  }

  @Test
  void headersInAnotherOrderAndCase_areReadByName() {
    lake.upload(
        "rides", "a.csv", "\uFEFFfare_amount,DATE, Ride_Id ,driver_number", "3.10,2024-01-01,r1,7");
    lake.upload("rides", "b.csv", Rides.HEADER, "r2,2024-01-02,8,60,11,1.5,south");
    lake.batch(1).run(1, 1, "bronze", JobPoints.NONE);

    assertThat(lake.query("SELECT ride_id, Date, driver_number, speed, fare_amount FROM db.rides"))
        .containsExactly("r1|2024-01-01|7|null|3.10", "r2|2024-01-02|8|60.0|1.50");
  }

  @Test
  void fileWithoutARequiredColumn_isRefusedByName_andTheOthersLoad() {
    FileItem bad = lake.upload("rides", "bad.csv", "ride_id,Date", "r1,2024-01-01");
    FileItem empty = lake.upload("rides", "empty.csv", new byte[0]);
    FileItem good = lake.upload("rides", "good.csv", Rides.HEADER, "r2,2024-01-02,8,60,11,1.5,s");
    Lake.Batch batch = lake.batch(1);
    batch.run(1, 1, "bronze", JobPoints.NONE);

    String lacks = "its header lacks required columns (driver_number; header: ride_id, Date)";
    assertThat(batch.result(1, 1, Stage.bronze).files())
        .extracting(FileResult::file, FileResult::rows, FileResult::refused)
        .containsExactlyInAnyOrder(
            tuple(bad.file().toString(), 0L, lacks),
            tuple(empty.file().toString(), 0L, "it has no header"),
            tuple(good.file().toString(), 1L, ""));
    assertThat(lake.query("SELECT _file_version, state, reason FROM db.rides_files"))
        .containsExactly("v0|refused|" + lacks, "v1|refused|it has no header", "v2|loaded|null");
  }

  @Test
  void truncatedGzip_isRefused_andTheGoodOneLoads() {
    String[] lines = new String[5000];
    Arrays.setAll(lines, i -> i == 0 ? Rides.HEADER : "r" + i + ",2024-01-01,7,1," + i + ",1.0,x");
    byte[] whole = Lake.gzip(lines);
    FileItem half = lake.upload("rides", "half.csv.gz", Arrays.copyOf(whole, whole.length / 2));
    lake.upload("rides", "whole.csv.gz", whole);
    Lake.Batch batch = lake.batch(1);
    batch.run(1, 1, "bronze", JobPoints.NONE);

    assertThat(lake.query("SELECT _file_version, count(*) FROM db.rides GROUP BY 1"))
        .containsExactly("v1|4999");
    assertThat(lake.query("SELECT count(DISTINCT _position) FROM db.rides"))
        .containsExactly("4999");
    assertThat(batch.result(1, 1, Stage.bronze).files())
        .filteredOn(f -> f.file().equals(half.file().toString()))
        .singleElement()
        .satisfies(
            f -> assertThat(f.refused()).isEqualTo("its gzip data cannot be read: it is cut off"));
  }

  @Test
  void undeclaredColumnsAndFailedCasts_areRescued() {
    lake.upload(
        "rides",
        "a.csv",
        "ride_id,Date,driver_number,speed,fare_amount,tip,tip",
        "r1,2024-01-01,7,fast,10.005,5,6",
        "r2,2024-01-01,8,1.5,10.00,,",
        "r3,2024-01-01, 9 ,,,,");
    Lake.Batch batch = lake.batch(1);
    batch.run(1, 1, "bronze", JobPoints.NONE);

    assertThat(
            lake.query("SELECT ride_id, driver_number, speed, fare_amount, _rescued FROM db.rides"))
        .containsExactly(
            "r1|7|null|null|{\"speed\":\"fast\",\"fare_amount\":\"10.005\",\"tip\":\"5\",\"tip_2\":\"6\"}",
            "r2|8|1.5|10.00|null",
            "r3|9|null|null|null");
    assertThat(batch.result(1, 1, Stage.bronze).files())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.report().columns()).containsOnlyKeys("speed", "fare_amount");
              assertThat(f.report().columns().get("fare_amount"))
                  .isEqualTo(new ColumnReport(2, new Met(1, 53, "10.005")));
              assertThat(f.report().undeclared()).isEqualTo(Map.of("tip", 1L, "tip_2", 1L));
            });
  }

  @Test
  void fileWhoseRequiredColumnCannotBeRead_isRefused_andLeavesNoRow() {
    FileItem bad =
        lake.upload(
            "rides", "bad.csv", "ride_id,Date,driver_number", "r1,2024-01-01,7", "r2,1.1.24,7");
    lake.upload("rides", "good.csv", "ride_id,Date,driver_number", "r3,2024-01-01,7");
    Lake.Batch batch = lake.batch(1);
    batch.run(1, 1, "bronze", JobPoints.NONE);

    assertThat(batch.result(1, 1, Stage.bronze).files().get(0))
        .satisfies(
            f -> {
              assertThat(f.file()).isEqualTo(bad.file().toString());
              assertThat(f.refused())
                  .startsWith("column Date: 1 of 2 values (50 %) could not be read as date");
            });
    assertThat(lake.query("SELECT ride_id FROM db.rides")).containsExactly("r3");
    assertThat(lake.query("SELECT _file_version, rows, state FROM db.rides_files"))
        .containsExactly("v0|0|refused", "v1|1|loaded");
  }

  @Test
  void versionWithoutRows_takesNothingAway() {
    String header = "ride_id,Date,driver_number";
    lake.upload("rides", "a.csv", header, "r1,2024-01-01,7");
    lake.run(1);
    FileItem none = lake.upload("rides", "a.csv", header);
    FileItem garbled = lake.upload("rides", "a.csv", header, "r1;2024-01-01;7", "r2;2024-01-01;7");
    Lake.Batch batch = lake.run(2);

    assertThat(batch.result(2, 1, Stage.bronze).files())
        .extracting(FileResult::file, FileResult::refused)
        .containsExactlyInAnyOrder(
            tuple(
                none.file().toString(),
                "it has no rows, and would replace those of an earlier version; allow_empty: true allows that"),
            tuple(
                garbled.file().toString(),
                "no line could be read: 3 fields expected, 1 found; the delimiter is likely \";\""));
    assertThat(lake.query("SELECT ride_id FROM db.rides_silver_data")).containsExactly("r1");
    assertThat(lake.query("SELECT ride_id FROM db.rides")).containsExactly("r1");
  }

  @Test
  void lineThatDoesNotParse_isKeptAsCorrupt() {
    lake.upload("rides", "a.csv", "ride_id,Date,driver_number", "r1,2024-01-01", "r2,2024-01-01,7");
    Lake.Batch batch = lake.batch(1);
    batch.run(1, 1, "bronze", JobPoints.NONE);

    assertThat(lake.query("SELECT ride_id, driver_number, _corrupt, _corrupt_reason FROM db.rides"))
        .containsExactly("null|null|r1,2024-01-01|3 fields expected, 2 found", "r2|7|null|null");
    assertThat(batch.result(1, 1, Stage.bronze).tables())
        .anySatisfy(t -> assertThat(t.corrupt()).isEqualTo(1));
  }

  @Test
  void undeclaredColumns_areAddedOrRefused_asTheDefinitionSays() {
    Lake adding = new Lake(Rides.pipeline(UnknownColumns.add, Expectations.NONE));
    adding.upload("rides", "a.csv", "ride_id,Date,driver_number,tip", "r1,2024-01-01,7,5");
    adding.batch(1).run(1, 1, "bronze", JobPoints.NONE);
    adding.upload("rides", "b.csv", "ride_id,Date,driver_number", "r2,2024-01-01,7");
    adding.batch(2).run(2, 1, "bronze", JobPoints.NONE);
    assertThat(adding.query("SELECT ride_id, tip, _rescued FROM db.rides"))
        .containsExactly("r1|5|null", "r2|null|null");

    Lake failing = new Lake(Rides.pipeline(UnknownColumns.fail, Expectations.NONE));
    failing.upload("rides", "a.csv", "ride_id,Date,driver_number,tip", "r1,2024-01-01,7,5");
    failing.batch(1).run(1, 1, "bronze", JobPoints.NONE);
    assertThat(failing.query("SELECT state, reason FROM db.rides_files"))
        .containsExactly("refused|its header has undeclared columns [tip]");
    assertThat(failing.table("rides").currentSnapshot().summary())
        .containsEntry("ingot.batch", "1");
  }

  @Test
  void fileThatIsNotWhatWasAdmitted_isRefused() throws IOException {
    FileItem file = lake.upload("rides", "a.csv", Rides.HEADER, "r1,2024-01-01,7,1,1,1,x");
    Files.writeString(lake.path(file), "r2,2024-01-01,7,1,1,1,x\n", StandardOpenOption.APPEND);
    lake.batch(1).run(1, 1, "bronze", JobPoints.NONE);

    assertThat(lake.query("SELECT state FROM db.rides_files")).containsExactly("refused");
    assertThat(lake.query("SELECT count(*) FROM db.rides")).containsExactly("0");
  }

  @Test
  void tableWithForeignRows_isRefused() {
    Lake.spark()
        .sql(
            "CREATE NAMESPACE IF NOT EXISTS " + lake.query("SELECT 'db.'").get(0).replace(".", ""));
    lake.query("CREATE TABLE db.rides USING iceberg AS SELECT 1L AS _batch");
    lake.upload("rides", "a.csv", Rides.HEADER, "r1,2024-01-01,7,1,1,1,x");
    Lake.Batch batch = lake.batch(1);

    assertThatThrownBy(() -> batch.run(1, 1, "bronze", JobPoints.NONE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("it has data that Ingot did not write");
    assertThat(batch.failure(1, 1).kind()).isEqualTo(StageFailure.Kind.refused);
  }

  @Test
  void exceptionThatNobodyDeclares_isReportedToo() {
    lake.upload("rides", "a.csv", Rides.HEADER, "r1,2024-01-01,7,1,1,1,x");
    Lake.Batch batch = lake.batch(1);

    assertThatThrownBy(
            () -> batch.run(1, 1, "bronze", p -> undeclared(new IOException("connection reset"))))
        .isInstanceOf(IOException.class);
    assertThat(batch.failure(1, 1).kind()).isEqualTo(StageFailure.Kind.transient_failure);
  }

  /** Throws as Scala does. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> void undeclared(Exception e) throws E {
    throw (E) e;
  }

  @Test
  void attemptWithASmallerFence_stops() {
    lake.upload("rides", "a.csv", Rides.HEADER, "r1,2024-01-01,7,1,1,1,x");
    Lake.Batch first = lake.batch(1);
    first.run(5, 1, "bronze", JobPoints.NONE);
    lake.upload("rides", "b.csv", Rides.HEADER, "r2,2024-01-01,7,1,1,1,x");
    Lake.Batch second = lake.batch(2);

    assertThatThrownBy(() -> second.run(4, 1, "bronze", JobPoints.NONE))
        .isInstanceOf(FencedException.class);
    assertThat(second.failure(4, 1).kind()).isEqualTo(StageFailure.Kind.fenced);
    assertThat(lake.query("SELECT ride_id FROM db.rides")).isEqualTo(List.of("r1"));
  }

  @Test
  void jsonLines_areReadByName_andKeepWhatIsNotDeclared() {
    Lake json = new Lake(Rides.pipeline(Format.of(Format.Type.json)));
    json.upload(
        "rides",
        "a.json",
        "{\"driver_number\":7,\"ride_id\":\"r1\",\"Date\":\"2024-01-01\",\"fare_amount\":1.50}",
        "",
        "{\"ride_id\":\"r2\",\"speed\":\"x\",\"tip\":{\"a\":1}}",
        "{\"ride_id\":\"r3\",\"Date\":\"2024-01-01\",\"driver_number\":7,\"speed\":1}",
        "no json");
    Lake.Batch batch = json.batch(1);
    batch.run(1, 1, "all", JobPoints.NONE);

    assertThat(
            json.query(
                "SELECT ride_id, Date, driver_number, fare_amount, _rescued, _corrupt FROM db.rides"))
        .containsExactly(
            "null|null|null|null|null|no json",
            "r1|2024-01-01|7|1.50|null|null",
            "r2|null|null|null|{\"speed\":\"x\",\"tip\":\"{\\\"a\\\":1}\"}|null",
            "r3|2024-01-01|7|null|null|null");
    assertThat(json.query("SELECT ride_id FROM db.rides_silver_data")).containsExactly("r1", "r3");
    assertThat(batch.result(1, 1, Stage.silver).tables())
        .anySatisfy(
            t -> {
              assertThat(t.quarantined()).isEqualTo(1);
              assertThat(t.corrupt()).isEqualTo(1);
            });
  }

  @Test
  void filesWithoutHeader_areReadInDeclaredOrder() {
    Lake bare = new Lake(Rides.pipeline(CsvDialect.with().delimiter(";").header(false).format()));
    bare.upload("rides", "a.csv", "r1;2024-01-01;7;1;2;3.00;\"n;w\"");
    bare.batch(1).run(1, 1, "bronze", JobPoints.NONE);

    assertThat(bare.query("SELECT ride_id, driver_number, route_taken FROM db.rides"))
        .containsExactly("r1|7|n;w");
  }

  @Test
  void linesOfALargeFile_havePositionsInFileOrder() {
    String[] lines = new String[2001];
    Arrays.setAll(
        lines, i -> i == 0 ? Rides.HEADER : "r%05d,2024-01-01,7,1,%d,1.0,x".formatted(i, i));
    lake.upload("rides", "a.csv", lines);
    String before = Lake.spark().conf().get("spark.sql.files.maxPartitionBytes");
    Lake.spark().conf().set("spark.sql.files.maxPartitionBytes", "4096");
    try {
      lake.batch(1).run(1, 1, "bronze", JobPoints.NONE);
    } finally {
      Lake.spark().conf().set("spark.sql.files.maxPartitionBytes", before);
    }

    assertThat(lake.query("SELECT count(*) > 1 FROM db.rides.files"))
        .as("read by more than one task")
        .containsExactly("true");
    assertThat(lake.query("SELECT count(*), count(DISTINCT _position) FROM db.rides"))
        .containsExactly("2000|2000");
    assertThat(
            lake.query(
                "SELECT count(*) FROM (SELECT ride_id, lag(ride_id) OVER (ORDER BY _position) AS p"
                    + " FROM db.rides) WHERE p > ride_id"))
        .containsExactly("0");
  }
}

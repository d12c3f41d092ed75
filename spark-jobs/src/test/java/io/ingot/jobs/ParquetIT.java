package io.ingot.jobs;

import static io.ingot.jobs.Typed.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.ledger.FileItem;
import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.UnknownColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParquetIT {
  private static final Format PARQUET = Format.of(Format.Type.parquet);
  private static final Column ID = new Column("id", "long", true);

  @Test
  void columns_areReadByName_castOrRescued() {
    Lake lake =
        new Lake(
            Typed.pipeline(
                PARQUET,
                UnknownColumns.rescue,
                ID,
                column("m", "decimal(5,2)"),
                column("d", "date"),
                column("t", "timestamp"),
                column("s", "string"),
                column("n", "int")));
    lake.upload(
        "t",
        "same.parquet",
        parquet(
            "SELECT 'a' AS s, 1L AS id, 1.50BD AS m, date'2024-02-29' AS d, timestamp'2024-02-29 10:00:00.123456' AS t, 7 AS n"));
    lake.upload(
        "t",
        "other.parquet",
        parquet(
            "SELECT 2 AS ID, 1.505D AS m, timestamp'2024-02-29 10:00:00' AS d, '2024-02-29 11:00:00' AS t, named_struct('a', 1) AS s, 12345678901L AS n, X'ff00' AS b, array(1, 2) AS c"));
    lake.upload(
        "t",
        "third.parquet",
        parquet(
            "SELECT 3S AS id, 1.5D AS m, '2024-02-29' AS d, date'2024-02-29' AS t, X'61' AS s, 8L AS n"));
    bronze(lake);

    assertThat(lake.query("SELECT id, m, d, t, s, n, _rescued, _position FROM db.t"))
        .containsExactly(
            "1|1.50|2024-02-29|2024-02-29 10:00:00.123456|a|7|null|0",
            "2|null|null|2024-02-29 11:00:00.0|{\"a\":1}|null|{\"m\":\"1.505\",\"d\":\"2024-02-29 10:00:00\",\"n\":\"12345678901\",\"b\":\"/wA=\",\"c\":\"[1,2]\"}|0",
            "3|1.50|2024-02-29|2024-02-29 00:00:00.0|a|8|null|0");
  }

  @Test
  void filesThatCannotBeRead_areRefusedByName_andTheOthersLoad() {
    Lake lake = new Lake(Typed.pipeline(PARQUET, UnknownColumns.rescue, ID));
    byte[] good = parquet("SELECT id FROM range(0, 20000, 1, 1)");
    FileItem cut = lake.upload("t", "cut.parquet", Arrays.copyOf(good, good.length - 20));
    byte[] pages = good.clone();
    Arrays.fill(pages, 10, good.length / 2, (byte) 0x55);
    FileItem garbled = lake.upload("t", "garbled.parquet", pages);
    FileItem lacking = lake.upload("t", "lacking.parquet", parquet("SELECT 1 AS x"));
    lake.upload("t", "good.parquet", good);
    Lake.Batch batch = bronze(lake);

    assertThat(
            lake.query(
                "SELECT _file_version, count(*), count(DISTINCT _position), min(_position - id) FROM db.t GROUP BY 1"))
        .containsExactly("v3|20000|20000|0");
    assertThat(refused(batch, cut)).startsWith("it cannot be read (");
    assertThat(refused(batch, garbled)).startsWith("it cannot be read (");
    assertThat(refused(batch, lacking)).isEqualTo("its header lacks required columns [id]");
  }

  @Test
  void undeclaredColumns_areAddedOrRefuseTheirFile() {
    Lake adding = new Lake(Typed.pipeline(PARQUET, UnknownColumns.add, ID));
    adding.upload("t", "a.parquet", parquet("SELECT 1 AS id, 2.5D AS tip"));
    bronze(adding);
    assertThat(adding.query("SELECT id, tip, _rescued FROM db.t")).containsExactly("1|2.5|null");

    Lake failing = new Lake(Typed.pipeline(PARQUET, UnknownColumns.fail, ID));
    FileItem bad = failing.upload("t", "a.parquet", parquet("SELECT 1 AS id, 2.5D AS tip"));
    failing.upload("t", "b.parquet", parquet("SELECT 2 AS id"));
    Lake.Batch batch = bronze(failing);
    assertThat(refused(batch, bad)).isEqualTo("its header has undeclared columns [tip]");
    assertThat(failing.query("SELECT id FROM db.t")).containsExactly("2");
  }

  private static String refused(Lake.Batch batch, FileItem file) {
    return batch.result(1, 1, "bronze").files().stream()
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

  private static byte[] parquet(String query) {
    try {
      Path folder = Files.createTempDirectory("parquet").resolve("out");
      Lake.spark().sql(query).coalesce(1).write().parquet(folder.toUri().toString());
      try (var files = Files.list(folder)) {
        List<Path> parts = files.filter(p -> p.toString().endsWith(".parquet")).toList();
        return Files.readAllBytes(parts.get(0));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

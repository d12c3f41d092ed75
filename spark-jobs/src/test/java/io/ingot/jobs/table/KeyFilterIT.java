package io.ingot.jobs.table;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.jobs.Lake;
import io.ingot.jobs.run.Sql;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class KeyFilterIT {
  private static final List<String> KEY = List.of("d", "n");
  private static final int FILES = 12;

  @Test
  void keys_becomeBoundsAndValues_ofEveryColumn() {
    assertThat(filter("(date '2024-01-01', 'a'), (date '2024-01-03', NULL)"))
        .isEqualTo(
            "t.`d` >= DATE '2024-01-01' AND t.`d` <= DATE '2024-01-03' AND t.`d` IN (DATE"
                + " '2024-01-01', DATE '2024-01-03') AND (t.`n` IS NULL OR (t.`n` >= 'a' AND"
                + " t.`n` <= 'a'))");
    assertThat(filter("(CAST(NULL AS date), CAST(NULL AS string))"))
        .isEqualTo("t.`d` IS NULL AND t.`n` IS NULL");
  }

  @Test
  void manyKeys_areBoundsAlone_andNoKeysNothing() {
    Dataset<Row> many =
        Lake.spark().sql("SELECT id AS d, concat('x', char(39), 'y') AS n FROM range(0, 500)");
    assertThat(KeyFilter.of(many, KEY).condition(""))
        .isEqualTo(
            "`d` >= 0L AND `d` <= 499L AND `n` >= decode(X'782779', 'UTF-8') AND `n` <="
                + " decode(X'782779', 'UTF-8')");
    assertThat(KeyFilter.of(many.where("false"), KEY).condition("")).isEqualTo("false");
  }

  @Test
  void typesThatCompareOtherwise_sayNothing() {
    Dataset<Row> doubles = Lake.spark().sql("SELECT double('NaN') AS d, array(1) AS n");
    assertThat(KeyFilter.of(doubles, KEY).condition("")).isEqualTo("true");
  }

  /** One row per file: whatever a key's type, the files with its rows are planned. */
  @Test
  void filesWithAKey_areFound_andExactFiltersLetNoOtherRowThrough() throws Exception {
    SparkSession spark = Lake.spark();
    spark.sql("CREATE NAMESPACE IF NOT EXISTS lake.filters");
    spark
        .range(FILES)
        .repartition(FILES)
        .selectExpr(
            "id",
            "cast(if(id % 7 = 0, NULL, (id * 7919) % 101 - 50) AS int) AS i",
            "(id * 104729) % 1000003 AS l",
            "if(id % 5 = 0, NULL, concat(char(8364 + id % 3), 'x', id % 9)) AS s",
            "date_add(date '1969-12-20', cast(id AS int)) AS d",
            "timestamp_micros(id * 1234567891 - 20000000000) AS t",
            "cast(id * 1.25 - 20 AS decimal(12,2)) AS c",
            "if(id % 3 = 0, double('NaN'), double(id)) AS f")
        .writeTo("lake.filters.typed")
        .tableProperty("write.distribution-mode", "none")
        .createOrReplace();
    Table table = Spark3Util.loadIcebergTable(spark, "lake.filters.typed");
    Dataset<Row> rows = spark.table("lake.filters.typed");
    SplittableRandom dice = new SplittableRandom(11);
    for (List<String> key :
        List.of(
            List.of("i"),
            List.of("l"),
            List.of("s"),
            List.of("d"),
            List.of("t"),
            List.of("c"),
            List.of("f"),
            List.of("s", "i"),
            List.of("d", "f"))) {
      for (int most : new int[] {1, 3, FILES}) {
        String some =
            IntStream.range(0, most)
                .mapToObj(n -> Integer.toString(dice.nextInt(FILES)))
                .collect(Collectors.joining(", "));
        Dataset<Row> wanted = rows.where("id IN (" + some + ")");
        for (KeyFilter filter : List.of(KeyFilter.of(wanted, key), KeyFilter.ofFew(wanted, key))) {
          assertThat(planned(table, filter))
              .as("%s of rows %s: %s", key, some, filter.condition(""))
              .containsAll(column(rows.where("id IN (" + some + ")"), "_file"));
          Dataset<Row> let = rows.where(filter.condition(""));
          List<String> same =
              column(
                  rows.as("r")
                      .join(wanted.as("k"), expr(Sql.same("r", "k", key, "<=>")), "left_semi")
                      .selectExpr("id"),
                  "id");
          assertThat(column(let, "id")).containsAll(same);
          if (filter.exact()) {
            assertThat(column(let, "id")).containsExactlyInAnyOrderElementsOf(same);
          }
        }
      }
    }
    assertThat(KeyFilter.ofFew(rows.limit(9), List.of("c")).exact()).isTrue();
    assertThat(KeyFilter.ofFew(rows, List.of("f")).exact()).isFalse();
  }

  private static List<String> planned(Table table, KeyFilter filter) throws IOException {
    List<String> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().filter(filter.expression()).planFiles()) {
      tasks.forEach(task -> files.add(task.file().location()));
    }
    return files;
  }

  private static List<String> column(Dataset<Row> rows, String column) {
    return rows.selectExpr("cast(" + column + " AS string)").as(Encoders.STRING()).collectAsList();
  }

  private static String filter(String values) {
    Dataset<Row> keys = Lake.spark().sql("SELECT * FROM VALUES " + values + " AS v(d, n)");
    return KeyFilter.of(keys, KEY).condition("t");
  }
}

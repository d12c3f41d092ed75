package io.ingot.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.jobs.Lake;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class KeyFilterIT {
  private static final List<String> KEY = List.of("d", "n");

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

  private static String filter(String values) {
    Dataset<Row> keys = Lake.spark().sql("SELECT * FROM VALUES " + values + " AS v(d, n)");
    return KeyFilter.of(keys, KEY).condition("t");
  }
}

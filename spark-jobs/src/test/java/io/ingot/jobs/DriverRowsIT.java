package io.ingot.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.attempt.Stage;
import io.ingot.core.definition.TableName;
import io.ingot.jobs.run.JobPoints;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.run.WorkFiles;
import io.ingot.jobs.table.DriverRows;
import io.ingot.jobs.table.StampedTable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.Test;

class DriverRowsIT {
  private static final int BATCHES = 12;
  private static final int KEYS = 30;

  private final Lake lake = new Lake(Orders.pipeline(List.of("itemid"), Orders.RULES));

  /** Rows that others have deleted since stay deleted when their file is written again. */
  @Test
  void rows_takeThePlaceOfThoseWithTheirKey_batchAfterBatch() {
    String name = lake.name("few");
    Lake.spark().sql("CREATE NAMESPACE IF NOT EXISTS " + name.split("[.]", -1)[0]);
    Lake.spark()
        .sql(
            "CREATE TABLE "
                + name
                + " (k STRING, v BIGINT) USING iceberg TBLPROPERTIES ('format-version' = '2',"
                + " 'write.delete.mode' = 'merge-on-read')");
    SplittableRandom dice = new SplittableRandom(3);
    Map<String, Long> expected = new TreeMap<>();
    for (long batch = 1; batch <= BATCHES; batch++) {
      StampedTable table = open(name, batch);
      table.fork();
      Map<String, Record> rows = new LinkedHashMap<>();
      for (int i = dice.nextInt(4); i >= 0; i--) {
        Record row = GenericRecord.create(table.iceberg().schema());
        row.setField("k", "k" + dice.nextInt(KEYS) + "'é");
        row.setField("v", batch * 100 + i);
        rows.put((String) row.getField("k"), row);
        expected.put((String) row.getField("k"), (Long) row.getField("v"));
      }
      DriverRows.put(table, DriverRows.among("k", rows.keySet()), r -> r.getField("k"), rows);
      table.publish();
      if (batch % 3 == 0) {
        String gone = expected.keySet().iterator().next();
        Lake.spark().sql("DELETE FROM " + name + " WHERE k = \"" + gone + "\"");
        expected.remove(gone);
      }
      assertThat(read(name, batch)).isEqualTo(expected);
    }
    assertThat(lake.query("SELECT k, v FROM " + name))
        .containsExactlyInAnyOrderElementsOf(
            expected.entrySet().stream().map(e -> e.getKey() + "|" + e.getValue()).toList());
  }

  /** Files without such a row are not touched. */
  @Test
  void filesOfOtherKeys_stayAsTheyAre() {
    String name = lake.name("apart");
    Lake.spark().sql("CREATE NAMESPACE IF NOT EXISTS " + name.split("[.]", -1)[0]);
    Lake.spark().sql("CREATE TABLE " + name + " (k STRING, v BIGINT) USING iceberg");
    for (long batch = 1; batch <= 4; batch++) {
      StampedTable table = open(name, batch);
      table.fork();
      Record row = GenericRecord.create(table.iceberg().schema());
      row.setField("k", batch == 4 ? "k2" : "k" + batch);
      row.setField("v", batch);
      Map<String, Record> rows = Map.of((String) row.getField("k"), row);
      DriverRows.put(table, DriverRows.among("k", rows.keySet()), r -> r.getField("k"), rows);
      table.publish();
    }
    assertThat(lake.table("apart").currentSnapshot().summary())
        .containsEntry(SnapshotSummary.ADDED_FILES_PROP, "1")
        .containsEntry(SnapshotSummary.DELETED_FILES_PROP, "1");
    assertThat(lake.query("SELECT k, v FROM " + name)).containsExactly("k1|1", "k2|4", "k3|3");
  }

  private Map<String, Long> read(String name, long batch) {
    Map<String, Long> found = new HashMap<>();
    DriverRows.where(open(name, batch).iceberg(), Expressions.alwaysTrue())
        .forEach(row -> found.put((String) row.getField("k"), (Long) row.getField("v")));
    return found;
  }

  private StampedTable open(String name, long batch) {
    String[] parts = name.split("[.]", -1);
    return StampedTable.open(
        new StageRun(
            Lake.spark(),
            lake.batch(batch).attempt(batch, 1),
            "lake",
            JobPoints.NONE,
            new WorkFiles(Lake.spark().sparkContext().hadoopConfiguration()),
            Stage.silver),
        new TableName(parts[0], parts[1]));
  }
}

package io.ingot.jobs;

import static io.ingot.jobs.Orders.HEADER;
import static io.ingot.jobs.Orders.change;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.definition.PipelineDefinition;
import io.ingot.jobs.files.LocalFiles;
import io.ingot.jobs.run.ReadMeter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch that replaces a file reads what it concerns, however many batches there were before. */
class FlatReadsIT {
  private static final int SHORT = 2;
  private static final int LONG = 7;

  /** So many manifests are merged into one. */
  private static final int MERGED_AT = 5;

  /** Once for each stage that looks at a table, and after each commit. */
  private static final long MOST_STATES = 22;

  private static final int FILES = 4;
  private static final int ROWS = 80_000;

  @ParameterizedTest
  @ValueSource(strings = {"itemid", ""})
  void batchThatReplacesAFile_readsNoMore_afterMoreBatches(String key) {
    List<String> columns = key.isEmpty() ? List.of() : List.of(key);
    PipelineDefinition pipeline = Orders.pipeline(columns, Orders.RULES);
    Lake lake = new Lake(pipeline);
    long batch = 0;
    while (batch < SHORT) {
      load(lake, ++batch, batch);
    }
    // The first batch of a kind is not like the others: nothing was replaced before.
    load(lake, ++batch, 1);
    ReadMeter first = load(lake, ++batch, 2);
    while (batch < LONG) {
      load(lake, ++batch, batch);
    }
    ReadMeter last = load(lake, ++batch, batch - 1);

    // Of each batch, its line in the files table and one more may be read; not its rows.
    assertThat(last.records() - first.records())
        .as("records, %d and %d", first.records(), last.records())
        .isLessThanOrEqualTo(2L * (LONG - SHORT));
    assertThat(last.bytes()).as("bytes").isLessThan(first.bytes() * 11 / 10);
    for (String name : List.of("bronze_orders", "bronze_orders_files", "silver_orders")) {
      Table table = lake.table(name);
      Snapshot now = table.currentSnapshot();
      assertThat(now.dataManifests(table.io())).as(name).hasSizeLessThanOrEqualTo(MERGED_AT);
      assertThat(now.deleteManifests(table.io())).as(name).hasSizeLessThanOrEqualTo(MERGED_AT);
    }
    assertThat(lake.query("SELECT count(*) FROM db.silver_orders"))
        .containsExactly(Long.toString(3 * (LONG - 2)));
  }

  /** A table's state lists all its snapshots, so that reading it often is what grows. */
  @Test
  void batch_readsTheStateOfATable_aFewTimes() throws IOException {
    Lake lake = new Lake(Orders.pipeline(List.of("itemid"), Orders.RULES));
    load(lake, 1, 1);
    Configuration settings = Lake.spark().sparkContext().hadoopConfiguration();
    String before = settings.get("fs.file.impl");
    try {
      settings.set("fs.file.impl", States.class.getName());
      FileSystem.closeAll();
      States.READ.set(0);
      load(lake, 2, 1);
      assertThat(States.READ.get()).isBetween(1L, MOST_STATES);
    } finally {
      settings.set("fs.file.impl", before);
      FileSystem.closeAll();
    }
  }

  @Test
  void filesOfABatch_areApartInBronze_soThatALookUpReadsFew() throws IOException {
    Lake lake = new Lake(Orders.pipeline(List.of("itemid"), Orders.RULES));
    SplittableRandom dice = new SplittableRandom(7);
    for (int file = 0; file < FILES; file++) {
      int first = file * ROWS;
      lake.upload(
          "orders",
          "large%d.csv".formatted(file),
          Stream.concat(
                  Stream.of(HEADER),
                  IntStream.range(0, ROWS)
                      .mapToObj(
                          i -> change("I", 10, first + i, "n" + dice.nextLong() + dice.nextLong())))
              .toArray(String[]::new));
    }
    lake.run(1);
    List<Integer> groups = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        lake.table("bronze_orders").newScan().planFiles()) {
      tasks.forEach(t -> groups.add(t.file().splitOffsets().size()));
    }
    assertThat(groups).isNotEmpty().allSatisfy(n -> assertThat(n).isBetween(2, 10));
  }

  /** Counts how often states of tables are opened. */
  static final class States extends LocalFiles {
    private static final AtomicLong READ = new AtomicLong();

    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
      if (file.getName().endsWith(".metadata.json")) {
        READ.incrementAndGet();
      }
      return super.open(file, bufferSize);
    }
  }

  /** A file of a number: three rows that count, a deletion, and one for the quarantine. */
  private static ReadMeter load(Lake lake, long batch, long number) {
    int item = (int) number * 10;
    lake.upload(
        "orders",
        "f%02d.csv".formatted(number),
        HEADER,
        change("I", 10, item, "a"),
        change("I", 10, item + 1, "b" + batch),
        change("I", 10, item + 2, "c"),
        change("D", 10, item + 3, ""),
        change("I", 10, item + 4, "e", "-1"));
    ReadMeter meter = new ReadMeter();
    meter.count(Lake.spark().sparkContext(), () -> lake.run(batch));
    return meter;
  }
}

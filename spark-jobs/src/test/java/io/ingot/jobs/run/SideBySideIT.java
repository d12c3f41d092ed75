package io.ingot.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.attempt.Stage;
import io.ingot.jobs.SharedSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SideBySideIT {
  private final StageRun run =
      new StageRun(SharedSpark.SESSION, null, "lake", JobPoints.NONE, null, Stage.silver);

  @Test
  void parts_thatNameTheirViewsAlike_seeTheirOwn() {
    CyclicBarrier bothHaveMadeIt = new CyclicBarrier(2);

    List<Long> sums =
        SideBySide.all(
            run,
            List.of(10, 20),
            (apart, rows) -> {
              apart.spark().range(rows).createOrReplaceTempView("ingot_same");
              await(bothHaveMadeIt);
              return apart.spark().sql("SELECT count(*) FROM ingot_same").head().getLong(0);
            });

    assertThat(sums).containsExactly(10L, 20L);
  }

  @Test
  void settings_ofTheStage_holdInEveryPart() {
    StageRun set = run.in(run.spark().cloneSession());
    set.spark().conf().set("spark.sql.shuffle.partitions", "7");

    assertThat(
            SideBySide.all(
                set,
                List.of(1, 2),
                (apart, part) -> apart.spark().conf().get("spark.sql.shuffle.partitions")))
        .containsExactly("7", "7");
  }

  @Test
  void severalFail_theFirstOfTheirOrderCounts_andNoOtherBegins() {
    CountDownLatch firstBegan = new CountDownLatch(1);
    CountDownLatch secondFailed = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();

    assertThatThrownBy(
            () ->
                SideBySide.all(
                    run,
                    List.of("first", "second", "third"),
                    (apart, part) -> {
                      begun.incrementAndGet();
                      if (part.equals("second")) {
                        await(firstBegan);
                        secondFailed.countDown();
                        throw new IllegalStateException(part);
                      }
                      if (part.equals("first")) {
                        firstBegan.countDown();
                        await(secondFailed);
                        throw new IllegalStateException(new IOException(part));
                      }
                      return part;
                    }))
        .hasRootCauseMessage("first")
        .satisfies(
            e ->
                assertThat(e.getSuppressed()).extracting(Throwable::getMessage).contains("second"));
    assertThat(begun).hasValue(2);
  }

  @Test
  void whatAPartReads_whileAnotherReads_isCountedForItAlone(@TempDir Path temp) {
    CyclicBarrier bothCount = new CyclicBarrier(2);

    List<Long> read =
        SideBySide.all(
            run,
            List.of(1_000L, 3_000L),
            (apart, rows) -> {
              String file = temp.resolve("rows" + rows).toUri().toString();
              apart.spark().range(rows).write().parquet(file);
              ReadMeter meter = new ReadMeter();
              meter.count(
                  apart.spark().sparkContext(),
                  () -> {
                    await(bothCount);
                    Row sum = apart.spark().read().parquet(file).selectExpr("sum(id)").head();
                    await(bothCount);
                    return sum;
                  });
              return meter.records();
            });

    assertThat(read).containsExactly(1_000L, 3_000L);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

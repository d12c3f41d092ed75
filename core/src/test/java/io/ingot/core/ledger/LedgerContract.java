package io.ingot.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.ledger.Ledger.Registration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Ledger} promises. An adapter's test extends it and says how to make one. */
public abstract class LedgerContract {
  private static final String RIDES = "rides";
  private static final int THREADS = 16;
  private static final Instant NOON = Instant.parse("2024-05-01T12:00:00.123456Z");

  private Ledger ledger;

  /** An empty ledger. */
  protected abstract Ledger create() throws Exception;

  /** Another client of the ledger made last; itself, where there can be only one. */
  protected Ledger peer() throws Exception {
    return ledger;
  }

  @BeforeEach
  void makeLedger() throws Exception {
    ledger = create();
  }

  @Test
  void sweepMark_isTheLastThatWasStored() throws Exception {
    assertThat(ledger.sweepMark()).isEqualTo(SweepMark.NONE);
    SweepMark first = new SweepMark(NOON, Instant.EPOCH, "a");
    ledger.putSweepMark(first);
    assertThat(peer().sweepMark()).isEqualTo(first);

    SweepMark second = new SweepMark(NOON.plusSeconds(3600), NOON, "b");
    ledger.putSweepMark(second);

    assertThat(peer().sweepMark()).isEqualTo(second);
  }

  @Test
  void files_areThoseThatAreKnown_waitingOrSettled() {
    FileItem waiting = waiting("a.csv", "v1", NOON);
    FileItem settled = waiting("b.csv", "v1", NOON).in(FileState.loaded, 1, "");
    ledger.register(RIDES, waiting);
    ledger.settle(RIDES, List.of(settled));

    assertThat(
            ledger.files(
                RIDES,
                List.of(waiting.file(), settled.file(), new FileVersion("landing", "c.csv", "v1"))))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(waiting.file(), waiting, settled.file(), settled));
  }

  // Headers

  @Test
  void pipeline_withoutHeader_isAbsent() {
    assertThat(ledger.pipeline(RIDES)).isEqualTo(PipelineItem.absent(RIDES));
  }

  @Test
  void register_ofAPipelineWithoutHeader_countsAndMakesNoHeader() {
    ledger.register(RIDES, waiting("a.csv", "v1", NOON));

    assertThat(ledger.countWaiting(RIDES)).isEqualTo(1);
    assertThat(ledger.pipeline(RIDES)).isEqualTo(PipelineItem.absent(RIDES));
  }

  @Test
  void raiseArrivals_ofUnknownPipeline_makesTheHeader() {
    PipelineItem made = ledger.raiseArrivals(RIDES, "birth-1");

    assertThat(made)
        .isEqualTo(
            new PipelineItem(RIDES, "birth-1", 1, 0, "", 0, 1, 0, 0, 0, "", "", "", "", -1, 0));
    assertThat(ledger.pipeline(RIDES)).isEqualTo(made);
  }

  @Test
  void raiseArrivals_again_keepsBirthAndEverythingElse() {
    ledger.raiseArrivals(RIDES, "birth-1");
    PipelineItem owned = change(ledger.pipeline(RIDES), "exec-1");
    PipelineItem raised = ledger.raiseArrivals(RIDES, "birth-2");

    assertThat(raised).isEqualTo(withArrivals(owned, 2));
    assertThat(ledger.pipeline(RIDES)).isEqualTo(raised);
  }

  @Test
  void raiseArrivals_ofOnePipeline_leavesOthersAlone() {
    ledger.raiseArrivals("orders", "b1");
    ledger.raiseArrivals(RIDES, "b2");

    assertThat(ledger.pipeline("orders").arrivals()).isEqualTo(1);
  }

  @Test
  void update_withTheRevisionRead_storesEveryFieldButBirthAndArrivals() {
    PipelineItem before = ledger.raiseArrivals(RIDES, "birth-1");
    PipelineItem after =
        new PipelineItem(
            RIDES,
            "other",
            77,
            55,
            "exec-1",
            3,
            4,
            5,
            6,
            2,
            "turn",
            "m/5-3.json",
            "ab12",
            "why é'",
            4,
            7);

    assertThat(ledger.update(before, after)).isTrue();
    assertThat(ledger.pipeline(RIDES))
        .isEqualTo(
            new PipelineItem(
                RIDES,
                "birth-1",
                1,
                1,
                "exec-1",
                3,
                4,
                5,
                6,
                2,
                "turn",
                "m/5-3.json",
                "ab12",
                "why é'",
                4,
                7));
  }

  @Test
  void update_withAnOldRevision_changesNothing() {
    PipelineItem before = ledger.raiseArrivals(RIDES, "birth-1");
    PipelineItem now = change(before, "exec-1");

    assertThat(ledger.update(before, before.takenBy("exec-2"))).isFalse();
    assertThat(ledger.pipeline(RIDES)).isEqualTo(now);
  }

  @Test
  void update_ofAnAbsentPipeline_makesNothing() {
    PipelineItem absent = PipelineItem.absent(RIDES);

    assertThat(ledger.update(absent, absent.takenBy("exec-1"))).isFalse();
    assertThat(ledger.release(absent, absent.released())).isFalse();
    assertThat(ledger.pipeline(RIDES)).isEqualTo(absent);
  }

  @Test
  void update_afterMoreArrivals_isDoneAndKeepsThem() {
    PipelineItem before = ledger.raiseArrivals(RIDES, "birth-1");
    ledger.raiseArrivals(RIDES, "birth-1");

    assertThat(ledger.update(before, before.takenBy("exec-1"))).isTrue();
    assertThat(ledger.pipeline(RIDES).arrivals()).isEqualTo(2);
  }

  @Test
  void release_afterMoreArrivals_isRefused() {
    PipelineItem owned = change(ledger.raiseArrivals(RIDES, "birth-1"), "exec-1");
    ledger.raiseArrivals(RIDES, "birth-1");

    assertThat(ledger.release(owned, owned.released())).isFalse();
    assertThat(ledger.pipeline(RIDES).owner()).isEqualTo("exec-1");
  }

  @Test
  void release_withoutNewArrivals_isDone() {
    PipelineItem owned = change(ledger.raiseArrivals(RIDES, "birth-1"), "exec-1");

    assertThat(ledger.release(owned, owned.released())).isTrue();
    PipelineItem free = ledger.pipeline(RIDES);
    assertThat(free.free()).isTrue();
    assertThat(free.revision()).isEqualTo(owned.revision() + 1);
    assertThat(ledger.release(owned, owned.released())).as("an old revision").isFalse();
  }

  // Files

  @Test
  void register_ofTheSameFile_answersWhereItIs() {
    FileItem file = waiting("a.csv", "v1", NOON);

    assertThat(ledger.register(RIDES, file)).isEqualTo(Registration.added);
    assertThat(ledger.register(RIDES, file)).isEqualTo(Registration.waiting);
    ledger.settle(RIDES, List.of(file.in(FileState.loaded, 1, "")));
    assertThat(ledger.register(RIDES, file)).isEqualTo(Registration.settled);
    assertThat(ledger.waiting(RIDES, 10)).isEmpty();
  }

  @Test
  void register_ofAKnownFile_keepsWhatIsStored() {
    FileItem file = waiting("a.csv", "v1", NOON);
    ledger.register(RIDES, file);
    ledger.register(RIDES, waiting("a.csv", "v1", NOON.plusSeconds(1)));

    assertThat(ledger.waiting(RIDES, 10)).containsExactly(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"loaded", "refused", "superseded"})
  void register_ofASettledFile_neverMakesItWait(String state) {
    FileItem file = waiting("a.csv", "v1", NOON);
    FileItem settled = file.in(FileState.valueOf(state), 0, "why");
    ledger.settle(RIDES, List.of(settled));

    assertThat(ledger.register(RIDES, file)).isEqualTo(Registration.settled);
    assertThat(ledger.file(RIDES, file.file())).contains(settled);
    assertThat(ledger.countWaiting(RIDES)).isZero();
  }

  @Test
  void register_inTwoPipelines_isSeparate() {
    FileItem file = waiting("a.csv", "v1", NOON);
    ledger.register(RIDES, file);

    assertThat(ledger.register("orders", file)).isEqualTo(Registration.added);
    ledger.settle("orders", List.of(file.in(FileState.loaded, 1, "")));
    assertThat(ledger.waiting(RIDES, 10)).containsExactly(file);
  }

  @Test
  void file_waitingOrSettled_comesBackWithEveryField() {
    FileItem waiting = file("a b.csv", "v1", NOON, "00ff", FileState.waiting, 0, "");
    FileItem refused = file("c.csv", "v2", NOON, "", FileState.refused, 7, "bad 'gzip' ☃\nline");
    ledger.register(RIDES, waiting);
    ledger.settle(RIDES, List.of(refused));

    assertThat(ledger.file(RIDES, waiting.file())).contains(waiting);
    assertThat(ledger.waiting(RIDES, 1)).containsExactly(waiting);
    assertThat(ledger.file(RIDES, refused.file())).contains(refused);
    assertThat(ledger.settledFiles(RIDES)).containsExactly(refused);
    assertThat(ledger.versions(RIDES, "landing", "c.csv")).containsExactly(refused);
    assertThat(ledger.file(RIDES, new FileVersion("landing", "c.csv", "v3"))).isEmpty();
  }

  @Test
  void waiting_registeredInAnyOrder_isInArrivalOrder() {
    List<FileItem> ordered =
        List.of(
            waiting("z.csv", "v9", NOON.minusSeconds(1)),
            waiting("y.csv", "v9", NOON.minusNanos(1_000)),
            waiting("B.csv", "v1", NOON),
            waiting("a b.csv", "v1", NOON),
            waiting("a.csv", "v1", NOON),
            waiting("a.csv", "v2", NOON),
            waiting("é.csv", "v1", NOON),
            waiting("0.csv", "v0", NOON.plusNanos(1_000)),
            waiting("0.csv", "v1", Instant.parse("2024-05-01T12:00:01Z")));
    List<FileItem> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(7));
    shuffled.forEach(f -> ledger.register(RIDES, f));

    assertThat(ledger.waiting(RIDES, 100)).containsExactlyElementsOf(ordered);
    assertThat(ledger.waiting(RIDES, 3)).containsExactlyElementsOf(ordered.subList(0, 3));
    assertThat(ledger.countWaiting(RIDES)).isEqualTo(9);
  }

  @Test
  void waiting_pastSettledFiles_stillFillsTheLimit() {
    List<FileItem> files =
        IntStream.range(0, 30)
            .mapToObj(i -> waiting("f%02d.csv".formatted(i), "v1", NOON.plusSeconds(i)))
            .toList();
    files.forEach(f -> ledger.register(RIDES, f));
    ledger.settle(
        RIDES, files.subList(0, 25).stream().map(f -> f.in(FileState.loaded, 1, "")).toList());

    assertThat(ledger.waiting(RIDES, 3)).containsExactlyElementsOf(files.subList(25, 28));
    assertThat(ledger.countWaiting(RIDES)).isEqualTo(5);
  }

  @Test
  void settledFiles_inAnyState_areInArrivalOrder() {
    FileItem late = waiting("a.csv", "v1", NOON.plusSeconds(9)).in(FileState.loaded, 1, "");
    FileItem early = waiting("b.csv", "v1", NOON).in(FileState.superseded, 2, "v2");
    ledger.settle(RIDES, List.of(late, early));
    ledger.register(RIDES, waiting("c.csv", "v1", NOON));

    assertThat(ledger.settledFiles(RIDES)).containsExactly(early, late);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b/c d.csv",
        "a+b.csv",
        "100%.csv",
        "a%20b.csv",
        "é.csv",
        "e\u0301.csv",
        "it's \"x\".csv",
        "a#b#c.csv",
        "a\nb.csv",
        "[x]{y}*?.csv",
        "a\\b.csv",
        "😀.csv"
      })
  void versions_ofAKeyWithAnyCharacters_areItsOwnOnly(String key) {
    FileItem first = waiting(key, "v1", NOON).in(FileState.superseded, 2, "v2");
    FileItem second = waiting(key, "v2", NOON.plusSeconds(1)).in(FileState.loaded, 2, "");
    FileItem other = waiting(key + "x", "v1", NOON).in(FileState.loaded, 1, "");
    FileItem sharp = waiting(key + "#v2", "v1", NOON).in(FileState.loaded, 1, "");
    ledger.settle(RIDES, List.of(first, second, other, sharp));
    ledger.register(RIDES, waiting(key, "v3", NOON.plusSeconds(2)));

    assertThat(ledger.versions(RIDES, "landing", key)).containsExactlyInAnyOrder(first, second);
    assertThat(ledger.versions(RIDES, "elsewhere", key)).isEmpty();
    assertThat(ledger.versions(RIDES, List.of(first.file(), second.file(), other(first.file()))))
        .hasEntrySatisfying(
            first.file().uri(), found -> assertThat(found).containsExactlyInAnyOrder(first, second))
        .hasEntrySatisfying(other(first.file()).uri(), found -> assertThat(found).isEmpty());
    assertThat(ledger.file(RIDES, second.file())).contains(second);
    assertThat(ledger.waiting(RIDES, 10)).extracting(f -> f.file().key()).containsExactly(key);
  }

  @Test
  void settle_ofWaitingFiles_movesAllOfThem() {
    FileItem a = waiting("a.csv", "v1", NOON);
    FileItem b = waiting("b.csv", "v1", NOON);
    ledger.register(RIDES, a);
    ledger.register(RIDES, b);
    List<FileItem> settled =
        List.of(a.in(FileState.loaded, 1, ""), b.in(FileState.refused, 1, "bad"));
    ledger.settle(RIDES, settled);

    assertThat(ledger.waiting(RIDES, 10)).isEmpty();
    assertThat(ledger.settledFiles(RIDES)).containsExactlyElementsOf(settled);
  }

  @Test
  void requeue_ofARefusedFile_waitsAgain() {
    FileItem file = waiting("a.csv", "v1", NOON);
    FileItem refused = file.in(FileState.refused, 4, "bad");
    ledger.settle(RIDES, List.of(refused));
    FileItem again = file.in(FileState.waiting, 5, "");

    assertThat(ledger.requeue(RIDES, refused, again)).isTrue();
    assertThat(ledger.requeue(RIDES, refused, again)).isTrue();
    assertThat(ledger.waiting(RIDES, 10)).containsExactly(again);
    assertThat(ledger.file(RIDES, file.file())).contains(again);
    assertThat(ledger.settledFiles(RIDES)).isEmpty();
    assertThat(ledger.versions(RIDES, "landing", "a.csv")).isEmpty();
    assertThat(ledger.register(RIDES, file)).isEqualTo(Registration.waiting);
    assertThat(ledger.unknown(RIDES, List.of(file.file()))).isEmpty();
  }

  @Test
  void requeue_ofAFileThatIsNoLongerSoRefused_changesNothing() {
    FileItem file = waiting("a.csv", "v1", NOON);
    FileItem loaded = file.in(FileState.loaded, 5, "");
    ledger.settle(RIDES, List.of(loaded));

    assertThat(
            ledger.requeue(
                RIDES, file.in(FileState.refused, 4, "bad"), file.in(FileState.waiting, 5, "")))
        .isFalse();
    assertThat(ledger.file(RIDES, file.file())).contains(loaded);
    assertThat(ledger.countWaiting(RIDES)).isZero();
  }

  @Test
  void settle_byTheBatchThatRefusedARequeuedFile_leavesItWaiting() {
    FileItem file = waiting("a.csv", "v1", NOON);
    FileItem refused = file.in(FileState.refused, 4, "bad");
    ledger.settle(RIDES, List.of(refused));
    FileItem again = file.in(FileState.waiting, 5, "");
    ledger.requeue(RIDES, refused, again);

    ledger.settle(RIDES, List.of(refused));
    assertThat(ledger.waiting(RIDES, 10)).containsExactly(again);

    ledger.settle(RIDES, List.of(file.in(FileState.loaded, 5, "")));
    assertThat(ledger.waiting(RIDES, 10)).isEmpty();
    assertThat(ledger.versions(RIDES, "landing", "a.csv"))
        .containsExactly(file.in(FileState.loaded, 5, ""));
  }

  @Test
  void unknown_ofAPage_isWhatIsNeitherWaitingNorSettled() {
    FileItem waits = waiting("a.csv", "v1", NOON);
    FileItem settled = waiting("a.csv", "v2", NOON).in(FileState.refused, 0, "bad");
    ledger.register(RIDES, waits);
    ledger.settle(RIDES, List.of(settled));
    List<FileVersion> page = new ArrayList<>(List.of(waits.file(), settled.file()));
    for (int i = 0; i < 150; i++) {
      page.add(new FileVersion("landing", "n%03d.csv".formatted(i), "v1"));
    }

    assertThat(ledger.unknown(RIDES, page)).containsExactlyElementsOf(page.subList(2, 152));
    assertThat(ledger.unknown("orders", List.of(waits.file()))).containsExactly(waits.file());
    assertThat(ledger.unknown(RIDES, List.of())).isEmpty();
  }

  @Test
  void settle_repeated_changesNothing() {
    FileItem loaded = waiting("a.csv", "v1", NOON).in(FileState.loaded, 4, "");
    ledger.settle(RIDES, List.of());
    ledger.settle(RIDES, List.of(loaded));
    ledger.settle(RIDES, List.of(loaded));

    assertThat(ledger.settledFiles(RIDES)).containsExactly(loaded);
  }

  @Test
  void settle_byAnEarlierBatch_leavesTheLaterState() {
    FileItem file = waiting("a.csv", "v1", NOON);
    FileItem superseded = file.in(FileState.superseded, 10, "v2");
    ledger.settle(RIDES, List.of(file.in(FileState.loaded, 9, "")));
    ledger.settle(RIDES, List.of(superseded));
    ledger.settle(
        RIDES,
        List.of(
            file.in(FileState.loaded, 9, ""),
            waiting("b.csv", "v1", NOON).in(FileState.loaded, 9, "")));

    assertThat(ledger.file(RIDES, file.file())).contains(superseded);
    assertThat(ledger.settledFiles(RIDES)).as("its neighbour is settled").hasSize(2);
  }

  @Test
  void settle_ofAFileThatWasNeverRegistered_storesIt() {
    FileItem refused = waiting("a.csv", "v1", NOON).in(FileState.refused, 0, "empty");
    ledger.settle(RIDES, List.of(refused));

    assertThat(ledger.file(RIDES, refused.file())).contains(refused);
  }

  @Test
  void settle_ofManyFiles_isComplete() {
    List<FileItem> files =
        IntStream.range(0, 250)
            .mapToObj(i -> waiting("f%03d.csv".formatted(i), "v1", NOON.plusSeconds(i)))
            .toList();
    files.forEach(f -> ledger.register(RIDES, f));
    ledger.settle(RIDES, files.stream().map(f -> f.in(FileState.loaded, 1, "")).toList());

    assertThat(ledger.countWaiting(RIDES)).isZero();
    assertThat(ledger.settledFiles(RIDES)).hasSize(250);
  }

  // Batches

  @Test
  void putBatch_comesBackWithEveryField() {
    BatchItem held =
        new BatchItem(
            12,
            3,
            2,
            BatchItem.State.held,
            5,
            6_000_000_000L,
            7,
            NOON,
            NOON.plusNanos(1_000),
            "é'",
            "rides/12-3.json",
            Map.of("rides", NOON.plusNanos(1_000), "orders", NOON));
    ledger.putBatch(RIDES, held);

    assertThat(ledger.batch(RIDES, 12)).contains(held);
    assertThat(ledger.batch(RIDES, 13)).isEmpty();
    assertThat(ledger.batch("orders", 12)).isEmpty();
  }

  @Test
  void putBatch_underTheSameOrALaterFence_replaces() {
    BatchItem open = batch(1, 3);
    BatchItem loaded = open.in(BatchItem.State.loaded, 3, 1, NOON.plusSeconds(5), "");
    BatchItem taken = loaded.in(BatchItem.State.open, 4, 2, NOON.plusSeconds(9), "");
    ledger.putBatch(RIDES, open);
    ledger.putBatch(RIDES, loaded);
    assertThat(ledger.batch(RIDES, 1)).contains(loaded);
    ledger.putBatch(RIDES, taken);
    assertThat(ledger.batch(RIDES, 1)).contains(taken);
  }

  @Test
  void putBatch_underAnEarlierFence_changesNothing() {
    ledger.putBatch(RIDES, batch(1, 4));
    ledger.putBatch(RIDES, batch(1, 3).with(99, Map.of()));

    assertThat(ledger.batch(RIDES, 1)).contains(batch(1, 4));
  }

  @Test
  void putBatch_ofAnEarlierAttemptUnderTheSameFence_changesNothing() {
    BatchItem loaded = batch(1, 3).in(BatchItem.State.loaded, 3, 2, NOON, "");
    ledger.putBatch(RIDES, loaded);
    ledger.putBatch(RIDES, batch(1, 3));

    assertThat(ledger.batch(RIDES, 1)).contains(loaded);
  }

  @Test
  void batches_areOrderedByNumber() {
    for (long number : new long[] {10, 9, 100, 1}) {
      ledger.putBatch(RIDES, batch(number, 1));
    }
    ledger.putBatch("orders", batch(2, 1));

    assertThat(ledger.batches(RIDES))
        .extracting(BatchItem::batch)
        .containsExactly(1L, 9L, 10L, 100L);
  }

  // Concurrency

  @Test
  void raiseArrivals_byManyThreads_countsEveryOne() throws Exception {
    Ledger peer = peer();
    int each = 25;
    List<List<Long>> seen =
        Together.run(
            THREADS,
            i ->
                () ->
                    IntStream.range(0, each)
                        .mapToObj(n -> client(i, peer).raiseArrivals(RIDES, "birth-" + i))
                        .map(PipelineItem::arrivals)
                        .toList());

    assertThat(seen.stream().flatMap(List::stream))
        .as("every answer is a number of its own")
        .doesNotHaveDuplicates();
    assertThat(ledger.pipeline(RIDES).arrivals()).isEqualTo((long) THREADS * each);
  }

  @Test
  void update_byManyWriters_isWonByExactlyOneEachRound() throws Exception {
    Ledger peer = peer();
    ledger.raiseArrivals(RIDES, "birth");
    for (int round = 1; round <= 10; round++) {
      PipelineItem before = ledger.pipeline(RIDES);
      List<Boolean> won =
          Together.run(
              THREADS, i -> () -> client(i, peer).update(before, before.takenBy("exec-" + i)));

      assertThat(won).filteredOn(w -> w).hasSize(1);
      PipelineItem after = ledger.pipeline(RIDES);
      assertThat(after.owner()).isEqualTo("exec-" + won.indexOf(true));
      assertThat(after.revision()).isEqualTo(round);
    }
  }

  @Test
  void release_racingArrivals_neverLosesOne() throws Exception {
    Ledger peer = peer();
    for (int round = 0; round < 10; round++) {
      String pipeline = "p" + round;
      PipelineItem first = ledger.raiseArrivals(pipeline, "birth");
      assertThat(ledger.update(first, first.takenBy("exec"))).isTrue();
      PipelineItem owned = ledger.pipeline(pipeline);
      List<Boolean> sawFree =
          Together.run(
              THREADS,
              i ->
                  () ->
                      i == 0
                          ? ledger.release(owned, owned.released())
                          : client(i, peer).raiseArrivals(pipeline, "birth").free());

      // Whoever raised arrivals saw the lease free, and starts an execution, exactly if the owner
      // could give it back.
      assertThat(sawFree).containsOnly(ledger.pipeline(pipeline).free());
    }
  }

  @Test
  void register_ofOneFileByManyThreads_addsItOnce() throws Exception {
    Ledger peer = peer();
    for (int round = 0; round < 10; round++) {
      FileItem file = waiting("f" + round, "v1", NOON);
      List<Registration> answers =
          Together.run(THREADS, i -> () -> client(i, peer).register(RIDES, file));

      assertThat(answers).filteredOn(a -> a == Registration.added).hasSize(1);
      assertThat(answers).filteredOn(a -> a == Registration.waiting).hasSize(THREADS - 1);
    }
    assertThat(ledger.countWaiting(RIDES)).isEqualTo(10);
  }

  @Test
  void register_racingSettle_neverLeavesAFileWaitingAndSettled() throws Exception {
    Ledger peer = peer();
    for (int round = 0; round < 10; round++) {
      FileItem file = waiting("f" + round, "v1", NOON);
      FileItem loaded = file.in(FileState.loaded, 1, "");
      Together.run(
          THREADS,
          i ->
              () -> {
                if (i % 4 < 2) {
                  client(i, peer).register(RIDES, file);
                } else {
                  client(i, peer).settle(RIDES, List.of(loaded));
                }
                return i;
              });

      assertThat(ledger.waiting(RIDES, 10)).isEmpty();
      assertThat(ledger.file(RIDES, file.file())).contains(loaded);
      assertThat(ledger.register(RIDES, file)).isEqualTo(Registration.settled);
    }
  }

  @Test
  void settle_byManyThreads_isTheSameAsOnce() throws Exception {
    Ledger peer = peer();
    List<FileItem> files =
        IntStream.range(0, 30)
            .mapToObj(i -> waiting("f%02d.csv".formatted(i), "v1", NOON.plusSeconds(i)))
            .toList();
    files.forEach(f -> ledger.register(RIDES, f));
    List<FileItem> settled = files.stream().map(f -> f.in(FileState.loaded, 1, "")).toList();
    Together.run(
        THREADS,
        i ->
            () -> {
              List<FileItem> mine = new ArrayList<>(settled);
              Collections.shuffle(mine, new Random(i));
              client(i, peer).settle(RIDES, mine);
              return i;
            });

    assertThat(ledger.settledFiles(RIDES)).containsExactlyElementsOf(settled);
    assertThat(ledger.waiting(RIDES, 100)).isEmpty();
    assertThat(ledger.countWaiting(RIDES)).isZero();
  }

  @Test
  void requeue_racingTheSettleThatIsRepeated_leavesTheFileWaitingOnce() throws Exception {
    Ledger peer = peer();
    for (int round = 0; round < 20; round++) {
      String pipeline = "p" + round;
      FileItem file = waiting("a.csv", "v1", NOON);
      FileItem refused = file.in(FileState.refused, 4, "bad");
      FileItem again = file.in(FileState.waiting, 5, "");
      ledger.settle(pipeline, List.of(refused));
      List<Boolean> waits =
          Together.run(
              THREADS,
              i ->
                  () -> {
                    if (i % 4 < 2) {
                      return client(i, peer).requeue(pipeline, refused, again);
                    }
                    client(i, peer).settle(pipeline, List.of(refused));
                    return true;
                  });

      assertThat(waits).containsOnly(true);
      assertThat(ledger.waiting(pipeline, 10)).containsExactly(again);
      assertThat(ledger.countWaiting(pipeline)).isEqualTo(1);
      assertThat(ledger.file(pipeline, file.file())).contains(again);
      assertThat(ledger.settledFiles(pipeline)).isEmpty();
    }
  }

  @Test
  void requeue_racingTheBatchThatLoadsTheFile_endsLoaded() throws Exception {
    Ledger peer = peer();
    for (int round = 0; round < 10; round++) {
      String pipeline = "p" + round;
      FileItem file = waiting("a.csv", "v1", NOON);
      FileItem refused = file.in(FileState.refused, 4, "bad");
      FileItem loaded = file.in(FileState.loaded, 5, "");
      ledger.settle(pipeline, List.of(refused));
      Together.run(
          THREADS,
          i ->
              () -> {
                if (i % 4 < 2) {
                  client(i, peer).requeue(pipeline, refused, file.in(FileState.waiting, 5, ""));
                } else {
                  client(i, peer).settle(pipeline, List.of(loaded));
                }
                return i;
              });

      assertThat(ledger.waiting(pipeline, 10)).isEmpty();
      assertThat(ledger.countWaiting(pipeline)).isZero();
      assertThat(ledger.file(pipeline, file.file())).contains(loaded);
      assertThat(ledger.settledFiles(pipeline)).containsExactly(loaded);
    }
  }

  @Test
  void allWrites_byManyThreadsOnSharedItems_addUp() throws Exception {
    Ledger peer = peer();
    PipelineItem first = ledger.raiseArrivals(RIDES, "birth");
    List<Mixture> mixtures =
        Together.run(THREADS, i -> () -> new Mixture(client(i, peer), i).run());

    PipelineItem header = ledger.pipeline(RIDES);
    List<PipelineItem> raised = all(mixtures, m -> m.raised);
    assertThat(raised)
        .extracting(PipelineItem::arrivals)
        .as("every raise is counted, each with a number of its own")
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(first.arrivals() + 1, header.arrivals()).boxed().toList());
    List<PipelineItem> released = all(mixtures, m -> m.released);
    List<PipelineItem> changed = new ArrayList<>(all(mixtures, m -> m.changed));
    changed.addAll(released);
    assertThat(changed)
        .extracting(PipelineItem::revision)
        .as("every revision is changed by exactly one")
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, header.revision()).boxed().toList());
    for (PipelineItem before : released) {
      assertThat(raised)
          .as("whoever released had seen everything that arrived before")
          .allMatch(r -> r.arrivals() <= before.arrivals() == r.revision() <= before.revision());
    }

    Map<FileVersion, FileItem> ends = new HashMap<>();
    all(mixtures, m -> m.registered).forEach(f -> ends.putIfAbsent(f.file(), f));
    all(mixtures, m -> m.settled)
        .forEach(f -> ends.merge(f.file(), f, (a, b) -> a.batch() < b.batch() ? b : a));
    List<FileItem> found = new ArrayList<>(ledger.waiting(RIDES, 100));
    assertThat(ledger.countWaiting(RIDES)).isEqualTo(found.size());
    found.addAll(ledger.settledFiles(RIDES));
    assertThat(found)
        .as("every file is in exactly one state, that of the latest batch")
        .containsExactlyInAnyOrderElementsOf(ends.values());

    Map<Long, BatchItem> latest = new TreeMap<>();
    all(mixtures, m -> m.put)
        .forEach(b -> latest.merge(b.batch(), b, (x, y) -> x.fence() < y.fence() ? y : x));
    assertThat(ledger.batches(RIDES)).containsExactlyElementsOf(latest.values());
  }

  private static <T> List<T> all(List<Mixture> mixtures, Function<Mixture, List<T>> notes) {
    return mixtures.stream().map(notes).flatMap(List::stream).toList();
  }

  private Ledger client(int thread, Ledger peer) {
    return thread % 2 == 0 ? ledger : peer;
  }

  private PipelineItem change(PipelineItem before, String owner) {
    assertThat(ledger.update(before, before.takenBy(owner))).isTrue();
    return ledger.pipeline(before.pipeline());
  }

  private static PipelineItem withArrivals(PipelineItem item, long arrivals) {
    return new PipelineItem(
        item.pipeline(),
        item.birth(),
        arrivals,
        item.revision(),
        item.owner(),
        item.fence(),
        item.starts(),
        item.openBatch(),
        item.lastBatch(),
        item.attempt(),
        item.turn(),
        item.manifest(),
        item.manifestSha256(),
        item.held(),
        item.restore(),
        item.since());
  }

  private static FileItem waiting(String key, String version, Instant arrival) {
    return file(key, version, arrival, "", FileState.waiting, 0, "");
  }

  private static FileItem file(
      String key,
      String version,
      Instant arrival,
      String sequencer,
      FileState state,
      long batch,
      String reason) {
    FileVersion identity = new FileVersion("landing", key, version);
    return new FileItem(
        "rides", identity, 6_000_000_000L, "e1", arrival, sequencer, state, batch, reason);
  }

  private static BatchItem batch(long number, long fence) {
    return new BatchItem(
        number, fence, 1, BatchItem.State.open, 2, 3, 0, NOON, NOON, "", "m/1.json", Map.of());
  }

  private static FileVersion other(FileVersion file) {
    return new FileVersion("elsewhere", file.key(), file.version());
  }
}

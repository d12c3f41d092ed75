package io.ingot.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One thread's share of a mixture of all writes of a ledger, on items that all threads share, with
 * notes of what the ledger answered.
 */
final class Mixture {
  static final String PIPELINE = "rides";
  static final int FILES = 12;
  static final int BATCHES = 4;
  private static final int STEPS = 30;
  private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

  private final Ledger ledger;
  private final int thread;
  private final Random random;

  /** What each raise answered: arrivals and revision at one moment. */
  final List<PipelineItem> raised = new ArrayList<>();

  /** Headers that were changed, as they were before. */
  final List<PipelineItem> changed = new ArrayList<>();

  /** Headers that were released, as they were before. */
  final List<PipelineItem> released = new ArrayList<>();

  final List<FileItem> registered = new ArrayList<>();
  final List<FileItem> settled = new ArrayList<>();
  final List<BatchItem> put = new ArrayList<>();

  Mixture(Ledger ledger, int thread) {
    this.ledger = ledger;
    this.thread = thread;
    this.random = new Random(thread);
  }

  Mixture run() {
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(6)) {
        case 0, 1 -> admit(file(random.nextInt(FILES)));
        case 2 -> change();
        case 3 -> release();
        case 4 -> settle(1 + random.nextInt(BATCHES));
        default -> store(batch(1 + random.nextInt(BATCHES), step));
      }
    }
    return this;
  }

  /** A file's state under a batch; the same from every thread. */
  static FileItem settledBy(FileItem file, long batch) {
    return file.in(batch % 2 == 0 ? FileState.superseded : FileState.loaded, batch, "by " + batch);
  }

  private void admit(FileItem file) {
    ledger.register(PIPELINE, file);
    registered.add(file);
    raised.add(ledger.raiseArrivals(PIPELINE, "birth"));
  }

  private void change() {
    PipelineItem before = ledger.pipeline(PIPELINE);
    if (ledger.update(before, before.takenBy("exec-" + thread))) {
      changed.add(before);
    }
  }

  private void release() {
    PipelineItem before = ledger.pipeline(PIPELINE);
    // As Plan batch does: what arrives during this look must not be overlooked.
    ledger.waiting(PIPELINE, FILES);
    if (ledger.release(before, before.released())) {
      released.add(before);
    }
  }

  private void settle(long batch) {
    List<FileItem> files = new ArrayList<>();
    for (FileItem file : ledger.waiting(PIPELINE, 1 + random.nextInt(FILES))) {
      files.add(settledBy(file, batch));
    }
    // And some that wait no more, as a repetition has them.
    files.add(settledBy(file(random.nextInt(FILES)), batch));
    ledger.settle(PIPELINE, files);
    settled.addAll(files);
  }

  private void store(BatchItem batch) {
    ledger.putBatch(PIPELINE, batch);
    put.add(batch);
  }

  private static FileItem file(int number) {
    return new FileItem(
        "rides",
        new FileVersion("landing", "f%02d.csv".formatted(number), "v1"),
        1,
        "e",
        NOON.plusSeconds(number),
        "",
        FileState.waiting,
        0,
        "");
  }

  /** Its fence is its thread's and step's own: no two are alike. */
  private BatchItem batch(long number, int step) {
    long fence = 1 + step * 100L + thread;
    return new BatchItem(
        number, fence, 1, BatchItem.State.open, 2, 3, 0, NOON, NOON, "", "m/1.json", Map.of());
  }
}

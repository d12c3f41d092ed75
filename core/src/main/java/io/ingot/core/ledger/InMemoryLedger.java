package io.ingot.core.ledger;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A ledger that lives as long as its process, for tests. It keeps every promise of {@link Ledger}
 * and may be used by any number of threads.
 */
public final class InMemoryLedger implements Ledger {
  private final Map<String, PipelineItem> headers = new TreeMap<>();
  private final Map<String, Map<FileVersion, FileItem>> files = new HashMap<>();
  private final Map<String, Map<Long, BatchItem>> batches = new HashMap<>();
  private SweepMark sweepMark = SweepMark.NONE;

  @Override
  public synchronized PipelineItem pipeline(String pipeline) {
    return headers.getOrDefault(pipeline, PipelineItem.absent(pipeline));
  }

  @Override
  public synchronized PipelineItem raiseArrivals(String pipeline, String birth) {
    PipelineItem now = pipeline(pipeline);
    String kept = now.birth().isEmpty() ? birth : now.birth();
    PipelineItem raised = stored(now, kept, now.arrivals() + 1, now.revision());
    headers.put(pipeline, raised);
    return raised;
  }

  @Override
  public synchronized boolean update(PipelineItem before, PipelineItem after) {
    PipelineItem now = headers.get(before.pipeline());
    if (now == null || now.revision() != before.revision()) {
      return false;
    }
    headers.put(before.pipeline(), stored(after, now.birth(), now.arrivals(), now.revision() + 1));
    return true;
  }

  @Override
  public synchronized boolean release(PipelineItem before, PipelineItem after) {
    return pipeline(before.pipeline()).arrivals() == before.arrivals() && update(before, after);
  }

  @Override
  public synchronized Registration register(String pipeline, FileItem file) {
    FileItem known = filesOf(pipeline).putIfAbsent(file.file(), file);
    if (known == null) {
      return Registration.added;
    }
    return waits(known) ? Registration.waiting : Registration.settled;
  }

  @Override
  public synchronized List<FileItem> waiting(String pipeline, int limit) {
    return inArrivalOrder(pipeline, InMemoryLedger::waits).limit(limit).toList();
  }

  @Override
  public synchronized long countWaiting(String pipeline) {
    return filesOf(pipeline).values().stream().filter(InMemoryLedger::waits).count();
  }

  @Override
  public synchronized Optional<FileItem> file(String pipeline, FileVersion file) {
    return Optional.ofNullable(filesOf(pipeline).get(file));
  }

  @Override
  public synchronized List<FileItem> versions(String pipeline, String bucket, String key) {
    return inArrivalOrder(
            pipeline,
            f -> !waits(f) && f.file().bucket().equals(bucket) && f.file().key().equals(key))
        .toList();
  }

  @Override
  public synchronized List<FileItem> settledFiles(String pipeline) {
    return inArrivalOrder(pipeline, f -> !waits(f)).toList();
  }

  @Override
  public synchronized void settle(String pipeline, List<FileItem> settled) {
    for (FileItem file : settled) {
      filesOf(pipeline)
          .merge(file.file(), file, (known, next) -> known.batch() <= next.batch() ? next : known);
    }
  }

  @Override
  public synchronized boolean requeue(String pipeline, FileItem refused, FileItem waiting) {
    return filesOf(pipeline).replace(refused.file(), refused, waiting)
        || waiting.equals(filesOf(pipeline).get(refused.file()));
  }

  @Override
  public synchronized Set<FileVersion> unknown(String pipeline, Collection<FileVersion> versions) {
    Set<FileVersion> unknown = new LinkedHashSet<>(versions);
    unknown.removeAll(filesOf(pipeline).keySet());
    return unknown;
  }

  @Override
  public synchronized SweepMark sweepMark() {
    return sweepMark;
  }

  @Override
  public synchronized void putSweepMark(SweepMark mark) {
    sweepMark = mark;
  }

  @Override
  public synchronized void putBatch(String pipeline, BatchItem batch) {
    batchesOf(pipeline)
        .merge(batch.batch(), batch, (known, next) -> next.follows(known) ? next : known);
  }

  @Override
  public synchronized Optional<BatchItem> batch(String pipeline, long number) {
    return Optional.ofNullable(batchesOf(pipeline).get(number));
  }

  @Override
  public synchronized List<BatchItem> batches(String pipeline) {
    return List.copyOf(batchesOf(pipeline).values());
  }

  private Stream<FileItem> inArrivalOrder(String pipeline, Predicate<FileItem> which) {
    Comparator<FileItem> order = FileItem.ARRIVAL.thenComparing(f -> f.file().bucket());
    return filesOf(pipeline).values().stream().filter(which).sorted(order);
  }

  private Map<FileVersion, FileItem> filesOf(String pipeline) {
    return files.computeIfAbsent(pipeline, name -> new HashMap<>());
  }

  private Map<Long, BatchItem> batchesOf(String pipeline) {
    return batches.computeIfAbsent(pipeline, name -> new TreeMap<>());
  }

  private static boolean waits(FileItem file) {
    return file.state() == FileState.waiting;
  }

  private static PipelineItem stored(
      PipelineItem item, String birth, long arrivals, long revision) {
    return new PipelineItem(
        item.pipeline(),
        birth,
        arrivals,
        revision,
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
}

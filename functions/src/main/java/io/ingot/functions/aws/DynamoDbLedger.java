package io.ingot.functions.aws;

import static io.ingot.functions.aws.LedgerItems.number;

import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.ledger.SweepMark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The ledger in one DynamoDB table (keys {@code pk} and {@code sk}, both text; no index; see {@link
 * LedgerKeys}).
 *
 * <p>A file costs three writes over its life: one to wait, one to be settled, one to wait no more.
 * First it is settled, then taken from the queue; so whatever the queue still holds of a settled
 * file (a registration that raced, a process that died in between) is recognised by the settled
 * item, and {@link #waiting} removes it.
 *
 * <p>A claim and a count read the pipeline's whole queue, about 0.1 read units per waiting file.
 *
 * <p>The SDK repeats a request whose answer was lost. A conditional write that had succeeded then
 * finds its condition broken and is answered as lost; callers look again, and see their own change.
 */
public final class DynamoDbLedger implements Ledger {
  private static final Comparator<FileItem> ORDER =
      FileItem.ARRIVAL.thenComparing(f -> f.file().bucket());

  private final DynamoDbTable table;

  /**
   * Makes the ledger.
   *
   * @param table the table's name
   */
  public DynamoDbLedger(DynamoDbClient client, String table) {
    this.table = new DynamoDbTable(client, table);
  }

  @Override
  public PipelineItem pipeline(String pipeline) {
    return table
        .get(LedgerKeys.header(pipeline))
        .map(item -> LedgerItems.header(pipeline, item))
        .orElse(PipelineItem.absent(pipeline));
  }

  @Override
  public PipelineItem raiseArrivals(String pipeline, String birth) {
    return raise(pipeline)
        .orElseGet(
            () -> {
              table.putIfAbsent(LedgerItems.newHeader(pipeline, birth));
              return raise(pipeline).orElseThrow();
            });
  }

  private Optional<PipelineItem> raise(String pipeline) {
    return table
        .update(
            LedgerKeys.header(pipeline),
            update ->
                update
                    .updateExpression("ADD #arrivals :one")
                    .conditionExpression("attribute_exists(pk)")
                    .expressionAttributeNames(Map.of("#arrivals", "arrivals"))
                    .expressionAttributeValues(Map.of(":one", number(1))))
        .map(item -> LedgerItems.header(pipeline, item));
  }

  @Override
  public boolean update(PipelineItem before, PipelineItem after) {
    return change(before, after, Map.of("revision", before.revision()));
  }

  @Override
  public boolean release(PipelineItem before, PipelineItem after) {
    return change(
        before, after, Map.of("revision", before.revision(), "arrivals", before.arrivals()));
  }

  /** Changes a header if some of its numbers are still what they were. */
  private boolean change(PipelineItem before, PipelineItem after, Map<String, Long> unchanged) {
    Map<String, AttributeValue> changes = LedgerItems.changes(after, before.revision() + 1);
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    List<String> sets = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    changes.forEach(
        (name, value) -> {
          sets.add("#" + name + " = :" + name);
          names.put("#" + name, name);
          values.put(":" + name, value);
        });
    unchanged.forEach(
        (name, value) -> {
          conditions.add("#" + name + " = :old_" + name);
          names.put("#" + name, name);
          values.put(":old_" + name, number(value));
        });
    return table
        .update(
            LedgerKeys.header(before.pipeline()),
            update ->
                update
                    .updateExpression("SET " + String.join(", ", sets))
                    .conditionExpression(String.join(" AND ", conditions))
                    .expressionAttributeNames(names)
                    .expressionAttributeValues(values))
        .isPresent();
  }

  @Override
  public Registration register(String pipeline, FileItem file) {
    Optional<FileItem> known =
        table
            .get(LedgerKeys.settled(pipeline, file.file()))
            .map(item -> LedgerItems.entry(item, FileItem.class));
    if (known.isPresent() && known.orElseThrow().state() != FileState.waiting) {
      return Registration.settled;
    }
    boolean added =
        table.putIfAbsent(
            LedgerItems.item(LedgerKeys.waiting(pipeline, file.file()), known.orElse(file)));
    return added ? Registration.added : Registration.waiting;
  }

  @Override
  public List<FileItem> waiting(String pipeline, int limit) {
    while (true) {
      List<FileItem> first = firstInQueue(pipeline, limit);
      Map<Map<String, AttributeValue>, FileItem> ifSettled = new HashMap<>();
      first.forEach(f -> ifSettled.put(LedgerKeys.settled(pipeline, f.file()), f));
      Set<Map<String, AttributeValue>> settled =
          table.existing(ifSettled.keySet(), FileState.waiting.name());
      if (settled.isEmpty()) {
        return first;
      }
      removeFromQueue(pipeline, settled.stream().map(ifSettled::get).toList());
    }
  }

  private List<FileItem> firstInQueue(String pipeline, int limit) {
    PriorityQueue<FileItem> first = new PriorityQueue<>(ORDER.reversed());
    table.each(
        LedgerKeys.queue(pipeline),
        item -> {
          first.add(LedgerItems.entry(item, FileItem.class));
          if (first.size() > limit) {
            first.remove();
          }
        });
    return first.stream().sorted(ORDER).toList();
  }

  /** Removes files that are settled, but for those that were put back to wait since. */
  private void removeFromQueue(String pipeline, List<FileItem> files) {
    InParallel.map(
        files,
        file -> {
          table.deleteUnlessHigher(
              LedgerKeys.waiting(pipeline, file.file()), "batch", file.batch());
          return file;
        });
  }

  /**
   * {@inheritDoc} Counts what the queue holds: with what a raced registration left there, until
   * {@link #waiting} meets it.
   */
  @Override
  public long countWaiting(String pipeline) {
    return table.count(LedgerKeys.queue(pipeline));
  }

  @Override
  public Optional<FileItem> file(String pipeline, FileVersion file) {
    // The queue first: a file that moves in between is then found where it went.
    Optional<Map<String, AttributeValue>> queued = table.get(LedgerKeys.waiting(pipeline, file));
    return table
        .get(LedgerKeys.settled(pipeline, file))
        .or(() -> queued)
        .map(item -> LedgerItems.entry(item, FileItem.class));
  }

  @Override
  public Map<FileVersion, FileItem> files(String pipeline, Collection<FileVersion> files) {
    Map<FileVersion, FileItem> known = new HashMap<>();
    InParallel.map(List.copyOf(files), f -> file(pipeline, f))
        .forEach(found -> found.ifPresent(item -> known.put(item.file(), item)));
    return known;
  }

  @Override
  public List<FileItem> versions(String pipeline, String bucket, String key) {
    return table.partition(LedgerKeys.versions(pipeline, bucket, key)).stream()
        .map(item -> LedgerItems.entry(item, FileItem.class))
        .filter(file -> file.state() != FileState.waiting)
        .toList();
  }

  @Override
  public Map<String, List<FileItem>> versions(String pipeline, Collection<FileVersion> files) {
    Map<String, FileVersion> keys = new LinkedHashMap<>();
    files.forEach(f -> keys.put(f.uri(), f));
    List<FileVersion> asked = List.copyOf(keys.values());
    List<List<FileItem>> found =
        InParallel.map(asked, f -> versions(pipeline, f.bucket(), f.key()));
    Map<String, List<FileItem>> versions = new HashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      versions.put(asked.get(i).uri(), found.get(i));
    }
    return versions;
  }

  /**
   * {@inheritDoc} Reads the whole table, of all pipelines: half a read unit per 2 KB, so about
   * 100,000 units for a million files. Meant for people who ask, not for every batch.
   */
  @Override
  public List<FileItem> settledFiles(String pipeline) {
    return table.scan(LedgerKeys.files(pipeline)).stream()
        .map(item -> LedgerItems.entry(item, FileItem.class))
        .filter(file -> file.state() != FileState.waiting)
        .sorted(ORDER)
        .toList();
  }

  @Override
  public void settle(String pipeline, List<FileItem> files) {
    Map<FileVersion, FileItem> latest = new LinkedHashMap<>();
    files.forEach(f -> latest.merge(f.file(), f, (a, b) -> a.batch() <= b.batch() ? b : a));
    List<Optional<FileItem>> put =
        InParallel.map(
            List.copyOf(latest.values()),
            file ->
                table.putUnlessLower(
                        LedgerItems.item(LedgerKeys.settled(pipeline, file.file()), file), "batch")
                    ? Optional.of(file)
                    : Optional.<FileItem>empty());
    // What was not put is another batch's, and may have been put back to wait.
    removeFromQueue(pipeline, put.stream().flatMap(Optional::stream).toList());
  }

  /**
   * {@inheritDoc} The settled item says first that the file waits; then the queue gets it, with the
   * batch by which a late removal knows that it is not meant. Whoever registers the file again
   * completes what was interrupted in between.
   */
  @Override
  public boolean requeue(String pipeline, FileItem refused, FileItem waiting) {
    Map<String, AttributeValue> item =
        LedgerItems.item(LedgerKeys.settled(pipeline, refused.file()), waiting);
    boolean waits =
        table.putIf(item, refused.state().name(), refused.batch())
            || table.get(LedgerKeys.settled(pipeline, refused.file())).equals(Optional.of(item));
    if (waits) {
      table.putUnlessLower(
          LedgerItems.item(LedgerKeys.waiting(pipeline, refused.file()), waiting), "batch");
    }
    return waits;
  }

  /**
   * {@inheritDoc} A read unit for each that is settled, two for each of the others. A file that is
   * settled between the two reads is answered as unknown; to register it changes nothing.
   */
  @Override
  public Set<FileVersion> unknown(String pipeline, Collection<FileVersion> versions) {
    Map<Map<String, AttributeValue>, FileVersion> keys = new LinkedHashMap<>();
    versions.forEach(v -> keys.put(LedgerKeys.settled(pipeline, v), v));
    Set<FileVersion> unknown =
        without(table.existing(keys.keySet(), FileState.waiting.name()), keys);
    keys.clear();
    unknown.forEach(v -> keys.put(LedgerKeys.waiting(pipeline, v), v));
    return without(table.existing(keys.keySet()), keys);
  }

  private static Set<FileVersion> without(
      Set<Map<String, AttributeValue>> existing,
      Map<Map<String, AttributeValue>, FileVersion> keys) {
    Map<Map<String, AttributeValue>, FileVersion> left = new LinkedHashMap<>(keys);
    left.keySet().removeAll(existing);
    return new LinkedHashSet<>(left.values());
  }

  @Override
  public SweepMark sweepMark() {
    return table
        .get(LedgerKeys.sweeps())
        .map(item -> LedgerItems.entry(item, SweepMark.class))
        .orElse(SweepMark.NONE);
  }

  @Override
  public void putSweepMark(SweepMark mark) {
    table.put(LedgerItems.item(LedgerKeys.sweeps(), mark));
  }

  @Override
  public void putBatch(String pipeline, BatchItem batch) {
    table.putUnlessLower(
        LedgerItems.item(LedgerKeys.batch(pipeline, batch.batch()), batch), "fence", "attempt");
  }

  @Override
  public Optional<BatchItem> batch(String pipeline, long number) {
    return table
        .get(LedgerKeys.batch(pipeline, number))
        .map(item -> LedgerItems.entry(item, BatchItem.class));
  }

  @Override
  public List<BatchItem> batches(String pipeline) {
    return table.partition(LedgerKeys.batches(pipeline)).stream()
        .map(item -> LedgerItems.entry(item, BatchItem.class))
        .toList();
  }
}

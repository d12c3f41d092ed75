package io.ingot.core.ledger;

import io.ingot.core.attempt.Manifest;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A batch in the ledger.
 *
 * @param batch its number
 * @param fence fence of the lease under which the item was written
 * @param attempt the last attempt handed out
 * @param state where the batch is
 * @param files file versions that it claims
 * @param bytes their bytes
 * @param rows rows appended to bronze; 0 until loaded
 * @param opened when it was claimed
 * @param changed when its state last changed
 * @param detail what failed, for an open or held batch; empty otherwise
 * @param manifest work-bucket key of its manifest
 * @param newest newest arrival settled by this or an earlier batch, by source; empty until loaded
 */
public record BatchItem(
    long batch,
    long fence,
    int attempt,
    State state,
    int files,
    long bytes,
    long rows,
    Instant opened,
    Instant changed,
    String detail,
    String manifest,
    Map<String, Instant> newest) {
  public BatchItem {
    newest = Collections.unmodifiableMap(new TreeMap<>(newest));
  }

  /** Where a batch is. */
  public enum State {
    /** Claimed; being worked on. */
    open,
    /** All its tables are published and its files settled. */
    loaded,
    /** It waits for an operator. */
    held,
    /** What it published was taken back, and its files are refused. */
    withdrawn,
    /** It took the tables back to an earlier batch. */
    restored
  }

  /** A batch that has just been claimed. */
  public static BatchItem opened(Manifest written, String manifest) {
    return new BatchItem(
        written.batch(),
        written.fence(),
        0,
        State.open,
        written.files().size(),
        written.bytes(),
        0,
        written.claimed(),
        written.claimed(),
        "",
        manifest,
        Map.of());
  }

  /** The same batch in another state. */
  public BatchItem in(State next, long underFence, int atAttempt, Instant now, String why) {
    return new BatchItem(
        batch, underFence, atAttempt, next, files, bytes, rows, opened, now, why, manifest, newest);
  }

  /** Whether it may be stored over another: one of the same or an earlier fence and attempt. */
  public boolean follows(BatchItem stored) {
    return fence > stored.fence || (fence == stored.fence && attempt >= stored.attempt);
  }

  /** A batch of the same files under a number of its own. */
  public BatchItem renumbered(long number) {
    return new BatchItem(
        number, fence, attempt, state, files, bytes, 0, opened, changed, detail, manifest, newest);
  }

  /** The same batch with its rows counted and its newest arrivals known. */
  public BatchItem with(long count, Map<String, Instant> arrivals) {
    return new BatchItem(
        batch, fence, attempt, state, files, bytes, count, opened, changed, detail, manifest,
        arrivals);
  }
}

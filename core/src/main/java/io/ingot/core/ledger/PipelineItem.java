package io.ingot.core.ledger;

/**
 * The ledger's header of one pipeline. Together with the manifests it is the truth; file and batch
 * items are a projection that every resume completes.
 *
 * @param pipeline the pipeline's name
 * @param birth random id given when the item was made, so that execution names never repeat after a
 *     ledger was made anew; empty while the item does not exist
 * @param arrivals raised by every admission, and by nothing else
 * @param revision raised by every change other than of {@code arrivals}; 0 while no such change was
 *     made
 * @param owner the execution that holds the lease; empty when it is free
 * @param fence raised whenever the lease changes hands
 * @param starts number in the name of the next execution
 * @param openBatch the batch at hand; 0 if none
 * @param lastBatch the highest batch number given out
 * @param attempt attempts handed out for the open batch
 * @param turn the Plan batch call that got the last attempt, so that its repetition gets the same
 * @param manifest work-bucket key of the open batch's manifest; empty if none
 * @param manifestSha256 hash of the manifest's bytes, hexadecimal
 * @param held why the pipeline waits for an operator; empty if it does not
 * @param restore the batch to which all tables are taken back while the open batch is being
 *     withdrawn or rolls others back; {@link #LOADS} while it is being loaded
 * @param since the highest batch number given out when the lease was taken
 */
public record PipelineItem(
    String pipeline,
    String birth,
    long arrivals,
    long revision,
    String owner,
    long fence,
    long starts,
    long openBatch,
    long lastBatch,
    int attempt,
    String turn,
    String manifest,
    String manifestSha256,
    String held,
    long restore,
    long since) {

  /** Value of {@code restore}: the open batch is loaded, nothing is taken back. */
  public static final long LOADS = -1;

  /** The item of a pipeline of which the ledger knows nothing yet. */
  public static PipelineItem absent(String pipeline) {
    return new PipelineItem(pipeline, "", 0, 0, "", 0, 1, 0, 0, 0, "", "", "", "", LOADS, 0);
  }

  /** Whether nobody holds the lease. */
  public boolean free() {
    return owner.isEmpty();
  }

  /** Whether the pipeline waits for an operator. */
  public boolean isHeld() {
    return !held.isEmpty();
  }

  /** Whether what the open batch, or later ones, published is being taken back. */
  public boolean restores() {
    return restore != LOADS;
  }

  /** The lease in an execution's hands, with the next fence; the next execution gets a new name. */
  public PipelineItem takenBy(String execution) {
    return lease(execution, fence + 1, starts + 1, held)
        .tries(attempt, "")
        .undo(restore, lastBatch);
  }

  /** The lease given back. */
  public PipelineItem released() {
    return lease("", fence, starts, held);
  }

  /** With the name of the next execution skipped. */
  public PipelineItem nextStart() {
    return lease(owner, fence, starts + 1, held);
  }

  /** With a batch claimed by its manifest. */
  public PipelineItem claimed(long batch, String manifestKey, String sha256) {
    return batch(batch, batch, manifestKey, sha256).tries(0, "");
  }

  /** With the next attempt of the open batch handed to a Plan batch call. */
  public PipelineItem attempted(String byTurn) {
    return tries(attempt + 1, byTurn);
  }

  /** Whether the open batch itself is being taken back. */
  public boolean skips() {
    return restores() && restore == openBatch - 1;
  }

  /**
   * With the open batch settled. A skip has taken a number of its own: what it says of the files is
   * later than what a belated Close batch may still say of the batch.
   */
  public PipelineItem settled() {
    return batch(0, skips() ? lastBatch + 1 : lastBatch, "", "")
        .tries(0, "")
        .lease(owner, fence, starts, "")
        .undo(LOADS, since);
  }

  /** Let go on by an operator: all tables are taken back to a batch instead of loading. */
  public PipelineItem restoring(long toBatch) {
    return redriven().undo(toBatch, since);
  }

  /**
   * With the open batch taken back, to be loaded by another manifest. The fence is raised, so that
   * its attempts are others than those that took it back; and a number is taken, as for a skip.
   */
  public PipelineItem takenBack() {
    return batch(openBatch, lastBatch + 1, manifest, manifestSha256)
        .lease(owner, fence + 1, starts, "")
        .tries(0, "")
        .undo(LOADS, since);
  }

  /** With another manifest of the open batch. */
  public PipelineItem rewritten(String manifestKey, String sha256) {
    return batch(openBatch, lastBatch, manifestKey, sha256);
  }

  /**
   * With the lease given back by somebody who was interrupted: what was begun is no attempt.
   * Whoever comes next takes it over under a fence of its own.
   */
  public PipelineItem interrupted() {
    return lease("", fence, starts, held).tries(Math.max(0, attempt - 1), "");
  }

  /** Waiting for an operator, with the lease given back. */
  public PipelineItem held(String why) {
    return lease("", fence, starts, why);
  }

  /** Let go on by an operator: the open batch starts counting its attempts anew. */
  public PipelineItem redriven() {
    return tries(0, "").lease(owner, fence, starts, "");
  }

  private PipelineItem lease(String byOwner, long nextFence, long nextStarts, String heldFor) {
    return new PipelineItem(
        pipeline,
        birth,
        arrivals,
        revision,
        byOwner,
        nextFence,
        nextStarts,
        openBatch,
        lastBatch,
        attempt,
        turn,
        manifest,
        manifestSha256,
        heldFor,
        restore,
        since);
  }

  private PipelineItem batch(long open, long last, String manifestKey, String sha256) {
    return new PipelineItem(
        pipeline,
        birth,
        arrivals,
        revision,
        owner,
        fence,
        starts,
        open,
        last,
        attempt,
        turn,
        manifestKey,
        sha256,
        held,
        restore,
        since);
  }

  private PipelineItem tries(int attempts, String byTurn) {
    return new PipelineItem(
        pipeline,
        birth,
        arrivals,
        revision,
        owner,
        fence,
        starts,
        openBatch,
        lastBatch,
        attempts,
        byTurn,
        manifest,
        manifestSha256,
        held,
        restore,
        since);
  }

  private PipelineItem undo(long toBatch, long leasedAt) {
    return new PipelineItem(
        pipeline,
        birth,
        arrivals,
        revision,
        owner,
        fence,
        starts,
        openBatch,
        lastBatch,
        attempt,
        turn,
        manifest,
        manifestSha256,
        held,
        toBatch,
        leasedAt);
  }
}

package io.ingot.core.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Port: the table of all file versions, batches and leases. Every method is one atomic step; reads
 * are consistent. All steps may be repeated; conflicts are answered, not thrown. A store that
 * cannot be reached throws {@link io.ingot.core.failure.TransientException}.
 */
public interface Ledger {

  /** A pipeline's header; {@link PipelineItem#absent} if there is none yet. */
  PipelineItem pipeline(String pipeline);

  /**
   * Raises a pipeline's {@code arrivals} by one and answers the header as it is then. Makes the
   * header if there is none.
   *
   * @param birth the birth id of a header that is made by this call
   */
  PipelineItem raiseArrivals(String pipeline, String birth);

  /**
   * Changes a header in everything but {@code birth} and {@code arrivals}, if its revision is still
   * that of {@code before}; the revision is raised by one.
   *
   * @return whether it was changed
   */
  boolean update(PipelineItem before, PipelineItem after);

  /**
   * As {@link #update}, and only if {@code arrivals} too is still that of {@code before}: whoever
   * gives the lease back has seen everything that arrived.
   */
  boolean release(PipelineItem before, PipelineItem after);

  /** What came of an attempt to register a file version. */
  enum Registration {
    /** It is waiting now. */
    added,
    /** It was waiting already. */
    waiting,
    /** It is loaded, refused or superseded. */
    settled
  }

  /** Registers a file version as waiting, unless the ledger knows it. */
  Registration register(String pipeline, FileItem file);

  /**
   * The waiting files of a pipeline in arrival order, the first {@code limit} of them. A settled
   * file is never among them.
   */
  List<FileItem> waiting(String pipeline, int limit);

  /** How many files of a pipeline wait. */
  long countWaiting(String pipeline);

  /** A file version, waiting or settled. */
  Optional<FileItem> file(String pipeline, FileVersion file);

  /** Those of some file versions that the ledger knows: {@link #file} of many. */
  default Map<FileVersion, FileItem> files(String pipeline, Collection<FileVersion> files) {
    Map<FileVersion, FileItem> known = new HashMap<>();
    files.forEach(f -> file(pipeline, f).ifPresent(item -> known.put(f, item)));
    return known;
  }

  /** The settled versions of one key, in no particular order. */
  List<FileItem> versions(String pipeline, String bucket, String key);

  /**
   * The settled versions of the keys of these files, by {@link FileVersion#uri()}: {@link
   * #versions(String, String, String)} of many.
   */
  default Map<String, List<FileItem>> versions(String pipeline, Collection<FileVersion> files) {
    Map<String, List<FileItem>> versions = new HashMap<>();
    files.forEach(
        f -> versions.computeIfAbsent(f.uri(), k -> versions(pipeline, f.bucket(), f.key())));
    return versions;
  }

  /** All settled files of a pipeline, in arrival order. */
  List<FileItem> settledFiles(String pipeline);

  /**
   * Settles files: each is stored in its state and waits no more. A file that a later batch has put
   * into a state, or that was put back to wait for a later batch, keeps its state, so that a late
   * repetition changes nothing.
   */
  void settle(String pipeline, List<FileItem> files);

  /**
   * Puts a refused file back to wait. Repeating it changes nothing, and completes it where the one
   * before was interrupted.
   *
   * @param refused the file as it was read, refused
   * @param waiting the same file, waiting, with the number of the first batch that may settle it
   * @return whether it waits now; false if it was no longer refused in that way
   */
  boolean requeue(String pipeline, FileItem refused, FileItem waiting);

  /**
   * Those of the file versions that the ledger does not know, in the given order.
   *
   * @param versions file versions of one listing's page
   */
  Set<FileVersion> unknown(String pipeline, Collection<FileVersion> versions);

  /** How far sweeps have come; {@link SweepMark#NONE} before the first complete one. */
  SweepMark sweepMark();

  /** Stores how far sweeps have come; of two at once, either may stay. */
  void putSweepMark(SweepMark mark);

  /** Stores a batch, unless a later fence, or a later attempt under its fence, has stored it. */
  void putBatch(String pipeline, BatchItem batch);

  /** A batch by its number. */
  Optional<BatchItem> batch(String pipeline, long number);

  /** All batches of a pipeline, by number. */
  List<BatchItem> batches(String pipeline);
}

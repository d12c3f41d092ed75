package io.ingot.core.ledger;

import java.time.Instant;
import java.util.Comparator;

/**
 * A file version in the ledger.
 *
 * @param source name of its source
 * @param file its identity
 * @param size bytes
 * @param etag the object's entity tag, without quotes
 * @param arrival the object's time: when it was uploaded
 * @param sequencer S3's hexadecimal order of the events of one key; empty where unknown
 * @param state where it is
 * @param batch the batch that put it into this state; 0 before any batch
 * @param reason why it was refused or what superseded it; empty otherwise
 */
public record FileItem(
    String source,
    FileVersion file,
    long size,
    String etag,
    Instant arrival,
    String sequencer,
    FileState state,
    long batch,
    String reason) {

  /** Arrival order: the object's time, then key, then version. A property of the upload alone. */
  public static final Comparator<FileItem> ARRIVAL =
      Comparator.comparing(FileItem::arrival)
          .thenComparing(f -> f.file().key())
          .thenComparing(f -> f.file().version());

  /**
   * Order of the versions of one key: by sequencer (the shorter is padded with zeros on the right,
   * then they compare as text: Amazon S3 user guide, event message structure; none counts as the
   * lowest), then by arrival.
   */
  public static final Comparator<FileItem> WITHIN_KEY =
      ((Comparator<FileItem>) FileItem::bySequencer).thenComparing(ARRIVAL);

  private static int bySequencer(FileItem a, FileItem b) {
    int length = Math.max(a.sequencer().length(), b.sequencer().length());
    return padded(a.sequencer(), length).compareToIgnoreCase(padded(b.sequencer(), length));
  }

  private static String padded(String sequencer, int length) {
    return sequencer + "0".repeat(length - sequencer.length());
  }

  /** The same file version in another state. */
  public FileItem in(FileState next, long byBatch, String why) {
    return new FileItem(source, file, size, etag, arrival, sequencer, next, byBatch, why);
  }
}

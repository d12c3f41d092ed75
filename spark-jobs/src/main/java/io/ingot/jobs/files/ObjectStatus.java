package io.ingot.jobs.files;

import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;

/**
 * What a file system says of an object.
 *
 * @param length bytes
 * @param modified its time, milliseconds since 1970
 * @param etag its entity tag, without quotes; empty where the file system knows none
 */
record ObjectStatus(long length, long modified, String etag) {
  private static final long MICROS = 1_000_000;
  private static final long MILLIS = 1_000;

  static ObjectStatus of(FileStatus status) {
    boolean tagged = status instanceof EtagSource source && source.getEtag() != null;
    return new ObjectStatus(
        status.getLen(),
        status.getModificationTime(),
        tagged ? ((EtagSource) status).getEtag().replace("\"", "") : "");
  }

  /**
   * Whether the object is the version that was admitted. A copy has a time and an entity tag of its
   * own.
   */
  boolean isAdmitted(BatchFile file) {
    if (length != file.size() || !file.inPlace()) {
      return length == file.size();
    }
    boolean tagged = !etag.isEmpty() && !file.etag().isEmpty();
    return tagged ? etag.equals(file.etag()) : modified / MILLIS == file.arrival() / MICROS;
  }
}

package io.ingot.jobs.files;

import java.io.Serializable;

/**
 * A file version of a batch: where it is read, what its rows say of it, and what must be true of
 * its object.
 *
 * @param number its number in the batch
 * @param uri where it is read; a raw path, as Hadoop takes it
 * @param key the object's key, raw
 * @param sourceFile the object's address
 * @param version the object's version
 * @param arrival when it was uploaded, microseconds since 1970
 * @param size bytes, as admitted
 * @param etag entity tag as admitted, without quotes; empty if none is known
 */
public record BatchFile(
    int number,
    String uri,
    String key,
    String sourceFile,
    String version,
    long arrival,
    long size,
    String etag)
    implements Serializable {

  /** Whether it is read where it was uploaded, and not from a copy, which never changes. */
  public boolean inPlace() {
    return uri.equals(sourceFile);
  }
}

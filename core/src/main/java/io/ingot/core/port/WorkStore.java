package io.ingot.core.port;

import java.util.Optional;

/** Port: the work bucket, for manifests, attempt files and results. */
public interface WorkStore {

  /**
   * Writes an object unless the key is taken.
   *
   * @return whether it was written by this call
   */
  boolean putIfAbsent(String key, byte[] content);

  /** An object's bytes, if it exists. */
  Optional<byte[]> get(String key);

  /** URI of the whole store, without a slash at the end. */
  String root();

  /** Where a job can read the object. */
  String uri(String key);
}

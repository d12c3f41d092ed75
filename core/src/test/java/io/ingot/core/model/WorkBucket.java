package io.ingot.core.model;

import io.ingot.core.port.WorkStore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The work bucket. No key is ever written with two contents. */
final class WorkBucket implements WorkStore {
  private final Map<String, byte[]> objects = new HashMap<>();
  private int fingerprint;

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    boolean written = objects.putIfAbsent(key, content) == null;
    if (written) {
      fingerprint += 31 * key.hashCode() + Arrays.hashCode(content);
    }
    return written;
  }

  @Override
  public Optional<byte[]> get(String key) {
    return Optional.ofNullable(objects.get(key));
  }

  @Override
  public String root() {
    return "memory:";
  }

  @Override
  public String uri(String key) {
    return key;
  }

  int fingerprint() {
    return fingerprint;
  }
}

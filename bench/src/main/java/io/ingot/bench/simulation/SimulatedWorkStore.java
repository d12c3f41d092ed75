package io.ingot.bench.simulation;

import io.ingot.core.port.WorkStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A work bucket. */
final class SimulatedWorkStore implements WorkStore {
  private final Map<String, byte[]> objects = new HashMap<>();

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    return objects.putIfAbsent(key, content) == null;
  }

  @Override
  public Optional<byte[]> get(String key) {
    return Optional.ofNullable(objects.get(key));
  }

  @Override
  public String root() {
    return "s3://work";
  }

  @Override
  public String uri(String key) {
    return root() + "/" + key;
  }
}

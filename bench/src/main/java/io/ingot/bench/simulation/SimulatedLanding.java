package io.ingot.bench.simulation;

import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.port.LandedObject;
import io.ingot.core.port.Landing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A landing bucket of names and sizes; every file begins with the same header. */
final class SimulatedLanding implements Landing {
  private static final byte[] HEAD = (Pipelines.COLUMN + "\n1\n").getBytes(StandardCharsets.UTF_8);

  private final SortedMap<String, List<LandedObject>> objects = new TreeMap<>();

  void put(LandedObject object) {
    objects.computeIfAbsent(object.file().key(), k -> new ArrayList<>()).add(object);
  }

  @Override
  public boolean versioned(String bucket) {
    return true;
  }

  @Override
  public Optional<LandedObject> find(FileVersion file) {
    return objects.getOrDefault(file.key(), List.of()).stream()
        .filter(o -> o.file().equals(file))
        .findFirst();
  }

  @Override
  public byte[] firstBytes(FileVersion file, int count) {
    return HEAD.clone();
  }

  @Override
  public String readable(FileItem file) {
    return file.file().toString();
  }

  @Override
  public Stream<LandedObject> list(String prefix) {
    return objects.tailMap(prefix).entrySet().stream()
        .takeWhile(e -> e.getKey().startsWith(prefix))
        .flatMap(e -> e.getValue().stream());
  }
}

package io.ingot.it.bench;

import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.port.LandedObject;
import io.ingot.core.port.Landing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A bucket in which every object is there at once and has the same first line.
 *
 * @param header the first line
 * @param uploaded when all objects were uploaded
 * @param listed the objects that a listing shows
 */
record MemoryLanding(String header, Instant uploaded, List<FileVersion> listed) implements Landing {
  private static final long SIZE = 10_000;

  @Override
  public boolean versioned(String bucket) {
    return true;
  }

  @Override
  public Optional<LandedObject> find(FileVersion file) {
    return Optional.of(new LandedObject(file, SIZE, "e", uploaded, false));
  }

  @Override
  public byte[] firstBytes(FileVersion file, int count) {
    return header.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String readable(FileItem file) {
    return file.file().uri();
  }

  @Override
  public Stream<LandedObject> list(String prefix) {
    return listed.stream().filter(f -> f.key().startsWith(prefix)).flatMap(f -> find(f).stream());
  }
}

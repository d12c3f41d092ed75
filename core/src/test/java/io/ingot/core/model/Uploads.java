package io.ingot.core.model;

import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.port.LandedObject;
import io.ingot.core.port.Landing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The landing bucket, in which everything of a scenario has been uploaded. */
final class Uploads implements Landing {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final byte[] ROWS = "id,fare\n1,2.00\n".getBytes(StandardCharsets.UTF_8);

  private final Map<FileVersion, Upload> uploads = new LinkedHashMap<>();

  Uploads(List<Upload> uploads) {
    uploads.forEach(u -> this.uploads.put(u.file(), u));
  }

  Upload upload(FileVersion file) {
    return uploads.get(file);
  }

  @Override
  public boolean versioned(String bucket) {
    return true;
  }

  @Override
  public Optional<LandedObject> find(FileVersion file) {
    return Optional.ofNullable(uploads.get(file)).map(Uploads::landed);
  }

  private static LandedObject landed(Upload upload) {
    long size = upload.trouble() == Upload.Trouble.empty ? 0 : ROWS.length;
    return new LandedObject(
        upload.file(), size, "etag", NOW.plusSeconds(60L * upload.minute()), false);
  }

  @Override
  public byte[] firstBytes(FileVersion file, int count) {
    return ROWS.clone();
  }

  @Override
  public String readable(FileItem file) {
    return "memory:" + file.file();
  }

  @Override
  public Stream<LandedObject> list(String prefix) {
    return uploads.values().stream()
        .sorted(Comparator.comparing(Upload::name).thenComparing(Upload::version))
        .map(Uploads::landed);
  }
}

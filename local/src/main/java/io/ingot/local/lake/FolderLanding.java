package io.ingot.local.lake;

import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.port.LandedObject;
import io.ingot.core.port.Landing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The landing folder of a lake, with versions as S3 keeps them: the landing folder holds the newest
 * of each key, the versions folder every one, immutable. A file that is removed from the landing
 * folder keeps its versions.
 *
 * <p>Any number of threads and processes may use one lake at once. A disk that fails throws {@link
 * io.ingot.core.failure.TransientException}; a key that names no file inside the folder (absolute,
 * with {@code ..} or an empty part) throws {@link RefusedException}.
 */
public final class FolderLanding implements Landing {
  private final Path folder;
  private final VersionFolder versions;
  private final Map<String, Touched> touched = new ConcurrentHashMap<>();

  /** A file that was written again with the bytes of its newest version. */
  private record Touched(String version, Look look) {}

  /** The landing of a lake. */
  public FolderLanding(Lake lake) {
    this.folder = lake.landing();
    this.versions = new VersionFolder(lake.versions());
  }

  /** Uploads a file, as {@link #put(String, InputStream, Instant)}. */
  public LandedObject put(String key, Path content, Instant now) {
    return DiskStep.of(
        "upload " + content,
        () -> {
          try (InputStream in = Files.newInputStream(content)) {
            return put(key, in, now);
          }
        });
  }

  /**
   * Uploads a file: a new version of its key, whether or not the bytes differ from the last. It is
   * there as a whole or not at all; if it failed, upload it again. A file of that key that was
   * dropped by hand and not captured yet is replaced.
   *
   * @param content its bytes; read to the end, not closed
   * @param now when it is uploaded; the version gets a later time if its key has a version of then
   */
  public LandedObject put(String key, InputStream content, Instant now) {
    Path target = KeyPath.in(folder, key);
    return DiskStep.of(
        "upload " + key,
        () -> {
          Path bytes = versions.incoming();
          Path shown = versions.incoming();
          try {
            String etag = VersionFolder.write(content, bytes);
            Files.copy(bytes, shown);
            Files.createDirectories(target.getParent());
            return versions.alone(() -> publish(key, target, bytes, shown, etag, now)).landed();
          } finally {
            Files.deleteIfExists(bytes);
            Files.deleteIfExists(shown);
          }
        });
  }

  /**
   * What the files in the landing folder look like that may not be captured yet, by key. Files with
   * names that programs use while they write (hidden, {@code .tmp}, {@code .part} and the like) are
   * left out.
   */
  public Map<String, Look> look() {
    return DiskStep.of(
        "look into " + folder,
        () -> {
          Map<String, Look> found = DroppedFiles.in(folder);
          List<String> known = new ArrayList<>();
          for (Map.Entry<String, Look> file : found.entrySet()) {
            if (isKnown(file.getKey(), file.getValue())) {
              known.add(file.getKey());
            }
          }
          known.forEach(found::remove);
          return found;
        });
  }

  /**
   * Makes new versions of the files that were dropped or changed by hand and look as they did
   * before: a file that is still being written waits for a later call. A file with the bytes of its
   * newest version is not captured again, whatever its time.
   *
   * @param before an earlier {@link #look()}, long enough ago that a writer would have gone on
   * @param now when they are captured: their arrival
   * @return the new versions, by key
   */
  public List<LandedObject> capture(Map<String, Look> before, Instant now) {
    List<LandedObject> captured = new ArrayList<>();
    look()
        .forEach(
            (key, look) -> {
              if (look.equals(before.get(key))) {
                DiskStep.of("capture " + key, () -> take(key, look, now))
                    .ifPresent(version -> captured.add(version.landed()));
              }
            });
    return captured;
  }

  /**
   * Captures every file as it is now, for when nobody is writing: {@link #capture(Map, Instant)}.
   */
  public List<LandedObject> capture(Instant now) {
    return capture(look(), now);
  }

  /** Hexadecimal order of the versions of one key; empty if there is no such version. */
  public String sequencer(FileVersion file) {
    return kept(file).map(KeptVersion::sequencer).orElse("");
  }

  @Override
  public boolean versioned(String bucket) {
    return true;
  }

  @Override
  public Optional<LandedObject> find(FileVersion file) {
    return kept(file).map(KeptVersion::landed);
  }

  @Override
  public byte[] firstBytes(FileVersion file, int count) {
    Path data = data(file);
    return DiskStep.of(
        "read " + file,
        () -> {
          try (InputStream in = Files.newInputStream(data)) {
            return in.readNBytes(count);
          }
        });
  }

  /** The {@code file:} address of the immutable copy, as Hadoop takes it: nothing is encoded. */
  @Override
  public String readable(FileItem file) {
    return "file://" + data(file.file()).toUri().getPath();
  }

  @Override
  public Stream<LandedObject> list(String prefix) {
    return DiskStep.of("list versions of " + prefix, versions::all).stream()
        .filter(version -> version.key().startsWith(prefix))
        .sorted(Comparator.comparing(KeptVersion::key).thenComparing(KeptVersion::version))
        .map(KeptVersion::landed);
  }

  private KeptVersion publish(
      String key, Path target, Path bytes, Path shown, String etag, Instant now)
      throws IOException {
    Instant time = versions.nextTime(key, now);
    Files.setLastModifiedTime(shown, FileTime.from(time));
    // Read back: a file system may keep fewer digits.
    Instant modified = Look.at(shown).modified();
    // The landing file first: if this process dies in between, it is captured later. The other way
    // round the version before would be captured once more, as the newest.
    Files.move(shown, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return versions.add(key, bytes, etag, time, modified);
  }

  private Optional<KeptVersion> take(String key, Look look, Instant now) throws IOException {
    Path dropped = KeyPath.in(folder, key);
    Path bytes = versions.incoming();
    try (InputStream in = Files.newInputStream(dropped)) {
      String etag = VersionFolder.write(in, bytes);
      return versions.alone(() -> addIfNew(key, dropped, look, bytes, etag, now));
    } catch (NoSuchFileException e) {
      // Removed since the look: there is nothing to capture.
      return Optional.empty();
    } finally {
      Files.deleteIfExists(bytes);
    }
  }

  private Optional<KeptVersion> addIfNew(
      String key, Path dropped, Look look, Path bytes, String etag, Instant now)
      throws IOException {
    if (!Look.at(dropped).equals(look)) {
      return Optional.empty();
    }
    Optional<KeptVersion> newest = versions.newest(key);
    if (newest.isPresent() && newest.get().etag().equals(etag)) {
      touched.put(key, new Touched(newest.get().version(), look));
      return Optional.empty();
    }
    return Optional.of(
        versions.add(key, bytes, etag, versions.nextTime(key, now), look.modified()));
  }

  private boolean isKnown(String key, Look look) throws IOException {
    Optional<KeptVersion> newest = versions.newest(key);
    return newest.isPresent()
        && (newest.get().looksLike(look)
            || new Touched(newest.get().version(), look).equals(touched.get(key)));
  }

  private Optional<KeptVersion> kept(FileVersion file) {
    return file.bucket().equals(Lake.LANDING_BUCKET)
        ? DiskStep.of(
            "find " + file,
            () ->
                file.version().isEmpty()
                    ? versions.newest(file.key())
                    : versions.find(file.key(), file.version()))
        : Optional.empty();
  }

  private Path data(FileVersion file) {
    return kept(file)
        .map(versions::data)
        .orElseThrow(
            () ->
                new RefusedException(
                    "Cannot read "
                        + file
                        + ": the lake keeps no such version. Upload the file again."));
  }
}

package io.ingot.local.lake;

import io.ingot.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of all versions: one folder per key, named by the key's hash, so that no character of
 * a key can mean anything to Spark; in it per version the bytes, and a JSON file that makes the
 * version exist. Neither ever changes, nor is deleted.
 */
final class VersionFolder {
  private static final String SIDECAR = ".version.json";
  private static final Pattern VERSION = Pattern.compile("[0-9]{8}T[0-9]{12}Z-[0-9a-f]{8}");
  private static final Pattern FORMAT_SUFFIX =
      Pattern.compile("(?i)((\\.(csv|tsv|txt|json|jsonl|ndjson|parquet))?(\\.(gz|zst|bz2))?)$");
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final FolderLock lock;
  private final Map<Path, KeptVersion> read = new ConcurrentHashMap<>();

  VersionFolder(Path folder) {
    this.folder = folder;
    this.lock = new FolderLock(folder.resolve(".lock"));
  }

  /** Runs a step while nobody else adds versions. */
  <T> T alone(DiskStep<T> step) throws IOException {
    return lock.holding(step);
  }

  /** A version, if it exists. */
  Optional<KeptVersion> find(String key, String version) throws IOException {
    return VERSION.matcher(version).matches()
        ? read(folderOf(key).resolve(version + SIDECAR))
        : Optional.empty();
  }

  /** The newest version of a key, if there is any. */
  Optional<KeptVersion> newest(String key) throws IOException {
    Optional<Path> last = sidecars(folderOf(key)).stream().max(Path::compareTo);
    return last.isEmpty() ? Optional.empty() : read(last.get());
  }

  /** Every version of every key, in no particular order. */
  List<KeptVersion> all() throws IOException {
    List<KeptVersion> found = new ArrayList<>();
    try (DirectoryStream<Path> keys = Files.newDirectoryStream(folder, "[0-9a-f]*")) {
      for (Path key : keys) {
        for (Path sidecar : sidecars(key)) {
          read(sidecar).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  /** The file with a version's bytes. */
  Path data(KeptVersion version) {
    return folderOf(version.key()).resolve(version.data());
  }

  /** The file of a name of its own in which bytes are collected before they become a version. */
  Path incoming() throws IOException {
    return Files.createDirectories(folder.resolve(".incoming"))
        .resolve(UUID.randomUUID().toString());
  }

  /** Writes bytes to a new file and answers their MD5, hexadecimal. */
  static String write(InputStream content, Path to) throws IOException {
    MessageDigest md5 = digest("MD5");
    try (DigestInputStream in = new DigestInputStream(content, md5)) {
      Files.copy(in, to);
    }
    return HexFormat.of().formatHex(md5.digest());
  }

  /**
   * The time of a key's next version: now, to the microsecond, but later than that of the version
   * before. To be asked and used {@link #alone}.
   */
  Instant nextTime(String key, Instant now) throws IOException {
    Instant wanted = now.truncatedTo(ChronoUnit.MICROS);
    return newest(key)
        .map(last -> last.time().plus(1, ChronoUnit.MICROS))
        .filter(earliest -> earliest.isAfter(wanted))
        .orElse(wanted);
  }

  /**
   * Adds a version. To be called {@link #alone}, with a time from {@link #nextTime}.
   *
   * @param content file with its bytes; moved
   */
  KeptVersion add(String key, Path content, String etag, Instant time, Instant modified)
      throws IOException {
    String id = ID_TIME.format(time) + "-" + hash(key).substring(0, 8);
    String data = id + suffix(key);
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
    KeptVersion version =
        new KeptVersion(
            key,
            id,
            Files.size(content),
            etag,
            time,
            HexFormat.of().toHexDigits(micros),
            modified,
            data);
    Path home = Files.createDirectories(folderOf(key));
    if (!content.toFile().setReadOnly()) {
      throw new IOException("cannot make " + content + " read-only");
    }
    // The bytes first: a version exists with its sidecar, and then is complete.
    Files.move(content, home.resolve(data), StandardCopyOption.ATOMIC_MOVE);
    Path sidecar = incoming();
    Files.writeString(sidecar, Json.pretty(version) + "\n");
    Files.move(sidecar, home.resolve(id + SIDECAR), StandardCopyOption.ATOMIC_MOVE);
    return version;
  }

  private Optional<KeptVersion> read(Path sidecar) throws IOException {
    KeptVersion known = read.get(sidecar);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      KeptVersion version = Json.read(Files.readAllBytes(sidecar), KeptVersion.class);
      read.put(sidecar, version);
      return Optional.of(version);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static List<Path> sidecars(Path home) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(home, "*" + SIDECAR)) {
      files.forEach(found::add);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return found;
  }

  private Path folderOf(String key) {
    return folder.resolve(hash(key));
  }

  private static String suffix(String key) {
    Matcher matcher = FORMAT_SUFFIX.matcher(key);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String hash(String key) {
    byte[] hash = digest("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 16);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot use " + algorithm + ": this JDK lacks it.", e);
    }
  }
}

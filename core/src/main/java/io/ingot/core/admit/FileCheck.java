package io.ingot.core.admit;

import io.ingot.core.definition.FileNames;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.failure.FileRefusedException;
import io.ingot.core.failure.TransientException;
import io.ingot.core.port.LandedObject;
import io.ingot.core.port.Landing;
import io.ingot.readers.Codec;
import io.ingot.readers.FileBytes;
import io.ingot.readers.FirstLook;
import io.ingot.readers.Format;
import io.ingot.readers.StorageException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What an upload must be, before a batch may claim it. Each check answers the reason to refuse. */
public final class FileCheck {
  /** How many first bytes {@link #content} wants to see. */
  public static final int HEAD = 64 * 1024;

  private static final Map<Format.Type, List<String>> SUFFIXES =
      Map.of(
          Format.Type.csv, List.of(".csv", ".tsv", ".psv", ".tbl", ".txt", ".dat", ".log"),
          Format.Type.json, List.of(".json", ".jsonl", ".ndjson", ".log"),
          Format.Type.parquet, List.of(".parquet", ".parq"),
          Format.Type.avro, List.of(".avro"),
          Format.Type.orc, List.of(".orc"));

  private static final Map<String, Codec> COMPRESSED =
      Map.of(".gz", Codec.gzip, ".zst", Codec.zstd, ".bz2", Codec.bzip2, ".zip", Codec.zip);

  private static final String PARQUET = "PAR1";
  private static final String ENCRYPTED_PARQUET = "PARE";

  /** Both magic numbers, and the length of the footer between them. */
  private static final int SHORTEST_PARQUET = 12;

  private static final List<String> TEMPORARY =
      List.of(".tmp", ".temp", ".part", ".partial", ".crdownload", ".filepart", ".swp", "~");

  private FileCheck() {}

  /**
   * All checks, the cheapest first.
   *
   * @param landing where the first bytes can be read
   */
  static Optional<String> refusal(LandedObject object, SourceDefinition source, Landing landing) {
    try {
      return name(object.file().key(), source)
          .or(() -> object(object, source))
          .or(() -> content(object, landing.firstBytes(object.file(), HEAD), source));
    } catch (FileRefusedException e) {
      return Optional.of(e.reason());
    }
  }

  /** Refuses by name alone. */
  public static Optional<String> name(String key, SourceDefinition source) {
    if (source.passesOver(key)) {
      return Optional.of("the source passes over such names (see files and ignore)");
    }
    String name = key.substring(key.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (TEMPORARY.stream().anyMatch(name::endsWith)) {
      return Optional.of("its name is that of a temporary file");
    }
    FileNames files = source.files();
    return files.anySuffix() || !files.read().isEmpty()
        ? Optional.empty()
        : suffix(name, source.format().type());
  }

  private static Optional<String> suffix(String name, Format.Type type) {
    List<String> suffixes = SUFFIXES.get(type);
    String plain =
        type.isText() && !compression(name).isEmpty()
            ? name.substring(0, name.lastIndexOf('.'))
            : name;
    return suffixes.stream().anyMatch(plain::endsWith)
        ? Optional.empty()
        : Optional.of(
            "its suffix is not one of "
                + String.join(", ", suffixes)
                + (type.isText() ? " (each also with .gz, .zst, .bz2 or .zip)" : "")
                + "; declare suffix: any, or files:, if it is one all the same");
  }

  /** Refuses by size and storage. */
  public static Optional<String> object(LandedObject object, SourceDefinition source) {
    if (object.size() == 0) {
      return Optional.of("it is empty (0 bytes)");
    }
    if (object.size() > source.limits().maxFileSize()) {
      return Optional.of(
          "it is larger than max_file_size (%d of %d bytes)"
              .formatted(object.size(), source.limits().maxFileSize()));
    }
    if (object.archived()) {
      return Optional.of("it is archived and must be restored first");
    }
    return Optional.empty();
  }

  /**
   * Refuses by the first bytes: another format or compression than the name says, binary content, a
   * CSV header that does not fit, and a key that lacks the value of a column.
   *
   * @param head the first {@link #HEAD} bytes, or all if there are fewer
   */
  public static Optional<String> content(
      LandedObject object, byte[] head, SourceDefinition source) {
    boolean whole = head.length >= object.size();
    Optional<String> other =
        switch (source.format().type()) {
          case csv, json -> compressed(object.file().key(), head);
          case parquet -> parquet(head, whole);
          case avro -> begins(head, "Obj\u0001", "an Avro file (it does not begin with Obj)");
          case orc -> begins(head, "ORC", "an ORC file (it does not begin with ORC)");
        };
    if (other.isPresent()) {
      return other;
    }
    try {
      return FirstLook.refusal(
          source.readSpec(), new Head(object.file().key(), object.time(), head), whole);
    } catch (StorageException e) {
      throw new TransientException(
          "Cannot admit %s: its first bytes cannot be read (%s). The message is delivered again."
              .formatted(object.file().uri(), e.getMessage()),
          e);
    }
  }

  private static Optional<String> compressed(String key, byte[] head) {
    String suffix = compression(key.toLowerCase(Locale.ROOT));
    if (suffix.isEmpty() || Codec.of(head) == COMPRESSED.get(suffix)) {
      return Optional.empty();
    }
    return Optional.of(
        "it is named %s but holds no %s data".formatted(suffix, COMPRESSED.get(suffix).title()));
  }

  private static Optional<String> parquet(byte[] head, boolean whole) {
    if (starts(head, 0, ENCRYPTED_PARQUET)) {
      return Optional.of("it is an encrypted Parquet file");
    }
    Optional<String> other = begins(head, PARQUET, "a Parquet file (it does not begin with PAR1)");
    boolean ends =
        head.length >= SHORTEST_PARQUET && starts(head, head.length - PARQUET.length(), PARQUET);
    return other.isPresent() || !whole || ends
        ? other
        : Optional.of("it is a Parquet file that was cut off (it does not end in PAR1)");
  }

  private static Optional<String> begins(byte[] head, String magic, String what) {
    return starts(head, 0, magic) ? Optional.empty() : Optional.of("it is not " + what);
  }

  private static String compression(String name) {
    return COMPRESSED.keySet().stream().filter(name::endsWith).findFirst().orElse("");
  }

  private static boolean starts(byte[] head, int at, String magic) {
    byte[] bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
    return head.length - at >= bytes.length
        && Arrays.equals(head, at, at + bytes.length, bytes, 0, bytes.length);
  }

  /** The beginning of an upload. */
  private static final class Head implements FileBytes {
    private final String key;
    private final Instant modified;
    private final byte[] bytes;

    Head(String key, Instant modified, byte[] bytes) {
      this.key = key;
      this.modified = modified;
      this.bytes = bytes;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public Instant modified() {
      return modified;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public InputStream open(long from) {
      return new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
    }
  }
}

package io.ingot.core.admit;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.port.LandedObject;
import io.ingot.core.port.Landing;
import io.ingot.readers.Column;
import io.ingot.readers.Format;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** What an upload must be, before a batch may claim it. Each check answers the reason to refuse. */
public final class FileCheck {
  /** How many first bytes {@link #content} wants to see. */
  public static final int HEAD = 64 * 1024;

  private static final Map<Format.Type, List<String>> SUFFIXES =
      Map.of(
          Format.Type.csv, List.of(".csv", ".tsv", ".txt", ".dat"),
          Format.Type.json, List.of(".json", ".jsonl", ".ndjson"),
          Format.Type.parquet, List.of(".parquet"),
          Format.Type.avro, List.of(".avro"),
          Format.Type.orc, List.of(".orc"));
  private static final List<String> COMPRESSED = List.of(".gz", ".zst");
  private static final int[] GZIP = {0x1f, 0x8b};
  private static final int[] ZSTANDARD = {0x28, 0xb5, 0x2f, 0xfd};
  private static final int[] PARQUET = {'P', 'A', 'R', '1'};
  private static final int[] AVRO = {'O', 'b', 'j', 1};
  private static final int[] ORC = {'O', 'R', 'C'};

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
    String key = object.file().key();
    return name(key, source)
        .or(() -> object(object, source))
        .or(() -> content(key, object.size(), landing.firstBytes(object.file(), HEAD), source));
  }

  /** Refuses by name alone. */
  public static Optional<String> name(String key, SourceDefinition source) {
    if (key.endsWith("/")) {
      return Optional.of("it is a folder marker");
    }
    String name = key.substring(key.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (name.startsWith(".") || name.startsWith("_") || hidden(key, source)) {
      return Optional.of("its name is that of a hidden file (names must not start with . or _)");
    }
    if (TEMPORARY.stream().anyMatch(name::endsWith)) {
      return Optional.of("its name is that of a temporary file");
    }
    return suffix(name, source.format().type());
  }

  private static Optional<String> suffix(String name, Format.Type type) {
    List<String> suffixes = SUFFIXES.get(type);
    boolean text = type.isText();
    String plain =
        text && !compression(name).isEmpty() ? name.substring(0, name.lastIndexOf('.')) : name;
    return suffixes.stream().anyMatch(plain::endsWith)
        ? Optional.empty()
        : Optional.of(
            "its suffix is not one of "
                + String.join(", ", suffixes)
                + (text ? " (each also with .gz or .zst)" : ""));
  }

  private static boolean hidden(String key, SourceDefinition source) {
    String below = key.substring(source.landing().length());
    return below.startsWith("_") || below.contains("/_");
  }

  /** Refuses by size and storage. */
  public static Optional<String> object(LandedObject object, SourceDefinition source) {
    if (object.size() == 0) {
      return Optional.of("it is empty (0 bytes)");
    }
    if (object.size() > source.maxFileSize()) {
      return Optional.of(
          "it is larger than max_file_size (%d of %d bytes)"
              .formatted(object.size(), source.maxFileSize()));
    }
    if (object.archived()) {
      return Optional.of("it is archived and must be restored first");
    }
    return Optional.empty();
  }

  /**
   * Refuses by the first bytes: a format or compression that is none, binary content, and a CSV
   * header that lacks a required column. What is compressed with Zstandard is not looked into.
   *
   * @param head the first {@link #HEAD} bytes, or all if there are fewer
   */
  public static Optional<String> content(
      String key, long size, byte[] head, SourceDefinition source) {
    if (!source.format().type().isText()) {
      return switch (source.format().type()) {
        case avro -> begins(head, AVRO, "an Avro file (it does not begin with Obj)");
        case orc -> begins(head, ORC, "an ORC file (it does not begin with ORC)");
        default -> parquet(size, head);
      };
    }
    return switch (compression(key.toLowerCase(Locale.ROOT))) {
      case ".gz" -> gzip(head, source);
      case ".zst" ->
          starts(head, ZSTANDARD)
              ? Optional.empty()
              : Optional.of("it is named .zst but holds no Zstandard data");
      default -> text(head, head.length >= size, source);
    };
  }

  private static Optional<String> begins(byte[] head, int[] magic, String what) {
    return starts(head, magic) ? Optional.empty() : Optional.of("it is not " + what);
  }

  private static Optional<String> parquet(long size, byte[] head) {
    Optional<String> other = begins(head, PARQUET, "a Parquet file (it does not begin with PAR1)");
    if (other.isPresent()) {
      return other;
    }
    boolean whole = head.length >= size;
    boolean ends =
        head.length >= SHORTEST_PARQUET
            && starts(Arrays.copyOfRange(head, head.length - PARQUET.length, head.length), PARQUET);
    return whole && !ends
        ? Optional.of("it is a Parquet file that was cut off (it does not end in PAR1)")
        : Optional.empty();
  }

  private static Optional<String> gzip(byte[] head, SourceDefinition source) {
    if (!starts(head, GZIP)) {
      return Optional.of("it is named .gz but holds no gzip data");
    }
    try {
      return text(gunzip(head), false, source);
    } catch (IOException e) {
      return Optional.of("its gzip data cannot be read (" + e.getMessage() + ")");
    }
  }

  private static Optional<String> text(byte[] text, boolean whole, SourceDefinition source) {
    if (starts(text, 0xff, 0xfe) || starts(text, 0xfe, 0xff)) {
      return Optional.of("it is UTF-16, not UTF-8");
    }
    if (binary(text)) {
      return Optional.of("it holds binary data, not text");
    }
    if (source.format().type() != Format.Type.csv || !source.format().csv().header()) {
      return Optional.empty();
    }
    return CsvHeader.parse(new String(text, StandardCharsets.UTF_8), whole, source.format().csv())
        .flatMap(header -> missing(header.names(), source));
  }

  private static Optional<String> missing(List<String> names, SourceDefinition source) {
    List<String> lacking =
        source.columns().stream()
            .filter(Column::required)
            .filter(c -> !c.in(names))
            .map(Column::name)
            .toList();
    return lacking.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "its header lacks required columns (%s; header: %s)"
                .formatted(String.join(", ", lacking), shortened(String.join(", ", names))));
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  private static String compression(String name) {
    return COMPRESSED.stream().filter(name::endsWith).findFirst().orElse("");
  }

  private static byte[] gunzip(byte[] head) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(head))) {
      byte[] out = new byte[HEAD];
      int length = 0;
      try {
        int read;
        while (length < out.length && (read = in.read(out, length, out.length - length)) > 0) {
          length += read;
        }
      } catch (EOFException cutOff) {
        return Arrays.copyOf(out, length);
      }
      return Arrays.copyOf(out, length);
    }
  }

  private static boolean binary(byte[] text) {
    for (byte b : text) {
      if (b == 0) {
        return true;
      }
    }
    return starts(text, PARQUET)
        || starts(text, 'P', 'K', 3, 4)
        || starts(text, GZIP)
        || starts(text, ZSTANDARD);
  }

  private static boolean starts(byte[] text, int... magic) {
    if (text.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((text[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}

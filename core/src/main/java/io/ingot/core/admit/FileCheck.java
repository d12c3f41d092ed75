package io.ingot.core.admit;

import io.ingot.core.definition.Column;
import io.ingot.core.definition.Format;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.port.LandedObject;
import io.ingot.core.port.Landing;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
          Format.Type.json, List.of(".json", ".jsonl", ".ndjson"));
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
    List<String> suffixes = SUFFIXES.get(source.format().type());
    String plain = compressed(name) ? name.substring(0, name.length() - ".gz".length()) : name;
    if (suffixes.stream().noneMatch(plain::endsWith)) {
      return Optional.of(
          "its suffix is not one of " + String.join(", ", suffixes) + " (each also with .gz)");
    }
    return Optional.empty();
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
   * Refuses by the first bytes: compression that is none, binary content, and a CSV header that
   * lacks a required column.
   *
   * @param head the first {@link #HEAD} bytes, or all if there are fewer
   */
  public static Optional<String> content(
      String key, long size, byte[] head, SourceDefinition source) {
    byte[] text = head;
    boolean whole = head.length >= size;
    if (compressed(key.toLowerCase(Locale.ROOT))) {
      if (head.length < 2 || (head[0] & 0xff) != 0x1f || (head[1] & 0xff) != 0x8b) {
        return Optional.of("it is named .gz but holds no gzip data");
      }
      try {
        text = gunzip(head);
      } catch (IOException e) {
        return Optional.of("its gzip data cannot be read (" + e.getMessage() + ")");
      }
      whole = false;
    }
    if (binary(text)) {
      return Optional.of("it holds binary data, not text");
    }
    if (source.format().type() != Format.Type.csv || !source.format().header()) {
      return Optional.empty();
    }
    return CsvHeader.parse(new String(text, StandardCharsets.UTF_8), whole, source.format())
        .flatMap(names -> missing(names, source));
  }

  private static Optional<String> missing(List<String> names, SourceDefinition source) {
    List<String> lacking =
        source.columns().stream()
            .filter(Column::required)
            .map(Column::name)
            .filter(c -> names.stream().noneMatch(c::equalsIgnoreCase))
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

  private static boolean compressed(String name) {
    return name.endsWith(".gz");
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
        return java.util.Arrays.copyOf(out, length);
      }
      return java.util.Arrays.copyOf(out, length);
    }
  }

  private static boolean binary(byte[] text) {
    for (byte b : text) {
      if (b == 0) {
        return true;
      }
    }
    return starts(text, 'P', 'A', 'R', '1')
        || starts(text, 'P', 'K', 3, 4)
        || starts(text, 0x1f, 0x8b);
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

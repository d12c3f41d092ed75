package io.ingot.readers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What a file's key and first bytes tell of it, before anybody reads it as a whole. It needs no
 * library: what is compressed by other means than gzip is not looked into.
 */
public final class FirstLook {
  /** Beginnings of files that are no text, one character per byte. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "PAR1", "a Parquet file",
          "Obj\u0001", "an Avro file",
          "%PDF-", "a PDF document",
          "\u00d0\u00cf\u0011\u00e0", "an old Excel or Word document");

  /** The first member of a document of Excel or Word, which are zip archives. */
  private static final String OFFICE = "[Content_Types].xml";

  /** How many bytes of text are looked at. */
  private static final int SEEN = 256 << 10;

  private FirstLook() {}

  /**
   * Why a file cannot be read; empty if it may be.
   *
   * @param file its key, and its first bytes as all there are
   * @param isWhole whether that are all of its bytes
   * @throws StorageException if its bytes could not be had
   */
  public static Optional<String> refusal(ReadSpec spec, FileBytes file, boolean isWhole)
      throws StorageException {
    try {
      ConstantColumns.of(spec, file);
      return spec.format().type().isText() ? text(spec, file, isWhole) : Optional.empty();
    } catch (Throwable e) {
      IOException fault = GuardedReader.aboutTheFile(e);
      if (fault instanceof StorageException ofStorage) {
        throw ofStorage;
      }
      return Optional.of(fault.getMessage());
    }
  }

  private static Optional<String> text(ReadSpec spec, FileBytes file, boolean isWhole)
      throws IOException {
    byte[] head;
    try (InputStream in = StorageStream.open(file, 0)) {
      head = in.readAllBytes();
    }
    Codec codec = Codec.of(head);
    if (codec == Codec.zip && isOffice(head)) {
      return Optional.of("it is an Excel or Word document, not text");
    }
    if (codec == Codec.zstd || codec == Codec.bzip2 || codec == Codec.zip) {
      return Optional.empty();
    }
    CsvDialect dialect = spec.format().csv();
    boolean isCsv = spec.format().type() == Format.Type.csv;
    String encoding = isCsv ? dialect.encoding() : TextInput.UTF_8;
    byte[] buffer = new byte[SEEN];
    int length = 0;
    boolean isEnded = false;
    try (InputStream in = TextInput.open(file, encoding, 0)) {
      int read = 0;
      while (length < buffer.length && read >= 0) {
        length += read;
        read = in.read(buffer, length, buffer.length - length);
      }
      isEnded = isWhole && read < 0;
    } catch (UnreadableFileException e) {
      if (isWhole || codec != Codec.gzip) {
        throw e;
      }
    }
    byte[] text = Arrays.copyOf(buffer, length);
    Optional<String> other =
        other(text).or(() -> Encodings.refusal(text, 0, text.length, encoding));
    if (other.isPresent()) {
      return other;
    }
    return isCsv ? header(text, isEnded, spec, file) : firstObject(text, spec);
  }

  private static Optional<String> header(byte[] text, boolean isWhole, ReadSpec all, FileBytes file)
      throws IOException {
    ReadSpec spec = CsvLayouts.of(all, file);
    Optional<CsvHeader> header = CsvHeader.parse(text, isWhole, spec);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> refusal = header.get().refusal(spec);
    if (refusal.isEmpty()) {
      CsvLayout.of(spec, header.get());
    }
    return refusal;
  }

  /** Looks whether the first object has a line of its own, where objects must have one. */
  private static Optional<String> firstObject(byte[] text, ReadSpec spec) throws IOException {
    if (JsonReader.isSplittable(spec)) {
      try (InputStream in = new ByteArrayInputStream(text)) {
        new JsonReader(spec, in, 0, text.length).next(NoRow.INSTANCE);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> other(byte[] text) {
    return OTHERS.entrySet().stream()
        .filter(other -> Codec.starts(text, 0, other.getKey()))
        .map(other -> "it is " + other.getValue() + ", not text")
        .findFirst();
  }

  private static boolean isOffice(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1).contains(OFFICE);
  }
}

package io.ingot.readers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The names of a text's columns: those of its header, or the declared ones if it has none. */
public final class CsvHeader {
  /** A header ends within so many bytes. */
  static final int LONGEST = 1 << 20;

  private final List<String> names;
  private final String line;
  private final String undecoded;

  /**
   * Makes the header.
   *
   * @param line the text of its record; empty if there is none
   * @param undecoded the likely encoding of names that are not in the declared one; empty if all
   *     are
   */
  private CsvHeader(List<String> names, String line, String undecoded) {
    this.names = unique(names);
    this.line = line;
    this.undecoded = undecoded;
  }

  /**
   * Looks for the header in the beginning of a text, after lines to skip, comments and lines
   * without content. For a dialect without header, that are the declared columns.
   *
   * @param head the beginning, as UTF-8
   * @param isWhole whether the text ends where {@code head} ends
   * @return empty if the header does not end within {@code head}
   * @throws UnreadableFileException if there is none, or it cannot be read
   */
  public static Optional<CsvHeader> parse(byte[] head, boolean isWhole, ReadSpec spec)
      throws IOException {
    Window window = new Window(new ByteArrayInputStream(head), 0, head.length + 1, head.length + 1);
    CsvRecords records = CsvRecords.of(window, spec);
    try {
      CsvHeader header = read(records, spec);
      boolean isHere = isWhole || header.line.isEmpty() || records.isLineEnded();
      return isHere ? Optional.of(header) : Optional.empty();
    } catch (UnreadableFileException e) {
      if (isWhole || records.isLineEnded()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /**
   * Reads the header where records begin.
   *
   * @throws UnreadableFileException if there is none, or it cannot be read
   */
  static CsvHeader read(CsvRecords records, ReadSpec spec) throws IOException {
    CsvDialect dialect = spec.format().csv();
    records.begin(dialect.encoding());
    boolean isMore = true;
    for (int i = 0; i < dialect.skipLines(); i++) {
      isMore &= records.skipLine();
    }
    if (!dialect.header()) {
      return new CsvHeader(
          spec.columns().stream().filter(Column::isInRecords).map(Column::name).toList(), "", "");
    }
    if (!isMore || !records.next()) {
      throw new UnreadableFileException("it has no header");
    }
    if (records.behind() - records.position() > LONGEST) {
      throw new UnreadableFileException("its header does not end within " + LONGEST + " bytes");
    }
    if (records.isBroken()) {
      throw new UnreadableFileException("its header cannot be read: " + records.fault());
    }
    return of(records, dialect);
  }

  private static CsvHeader of(CsvRecords records, CsvDialect dialect) {
    CsvFields fields = records.fields();
    List<String> names = new ArrayList<>();
    boolean isDecoded = true;
    for (int i = 0; i < fields.count; i++) {
      byte[] bytes = fields.bytes(i, records.bytes());
      boolean isText = Utf8.isValid(bytes, fields.from[i], fields.to[i]);
      isDecoded &= isText;
      names.add(text(bytes, fields.from[i], fields.to[i], isText).strip());
    }
    if (dialect.trailingDelimiter() && names.size() > 1 && names.get(names.size() - 1).isEmpty()) {
      names.remove(names.size() - 1);
    }
    int from = records.at();
    int to = records.end();
    return new CsvHeader(
        names,
        text(records.bytes(), from, to, isDecoded),
        isDecoded ? "" : Encodings.likely(records.bytes(), from, to));
  }

  private static String text(byte[] bytes, int from, int to, boolean isUtf8) {
    return new String(bytes, from, to - from, isUtf8 ? UTF_8 : ISO_8859_1);
  }

  /** The names, each another; bytes that are not in the encoding as ISO-8859-1 characters. */
  public List<String> names() {
    return names;
  }

  /**
   * Why a text with this header cannot be read; empty if it can. Without a header in the text,
   * nothing is wrong with it.
   */
  public Optional<String> refusal(ReadSpec spec) {
    if (names.size() > ReadSpec.MOST_COLUMNS) {
      return Optional.of(
          "it has %,d columns, more than %,d".formatted(names.size(), ReadSpec.MOST_COLUMNS));
    }
    List<Column> declared =
        spec.columns().stream().filter(c -> c.from().kind() == Origin.Kind.record).toList();
    if (line.isEmpty() || declared.isEmpty()) {
      return Optional.empty();
    }
    List<Column> missing = declared.stream().filter(c -> !c.in(names)).toList();
    List<String> required = missing.stream().filter(Column::required).map(Column::name).toList();
    boolean isNone = missing.size() == declared.size();
    if (!required.isEmpty()) {
      return Optional.of(
          "its header lacks required columns (%s; header: %s)%s"
              .formatted(
                  String.join(", ", required), shown(), isNone ? cause(spec) : encodingCause()));
    }
    if (isNone) {
      return Optional.of(
          "its header names none of the declared columns (declared: %s; header: %s)%s"
              .formatted(
                  HeaderCause.shortened(
                      String.join(", ", declared.stream().map(Column::name).toList())),
                  shown(),
                  cause(spec)));
    }
    if (!undecoded.isEmpty() && !missing.isEmpty()) {
      return Optional.of(
          "its header has no column %s (header: %s)%s"
              .formatted(missing.get(0).name(), shown(), encodingCause()));
    }
    return Optional.empty();
  }

  private String cause(ReadSpec spec) {
    return HeaderCause.of(line, names, spec).map(c -> "; " + c).orElseGet(this::encodingCause);
  }

  private String encodingCause() {
    return undecoded.isEmpty() ? "" : "; the encoding is likely " + undecoded;
  }

  private String shown() {
    return HeaderCause.shortened(String.join(", ", names));
  }

  /**
   * Names of a header, each another without regard to case: the second of two equal ones gets a
   * number, one without a name its place.
   */
  public static List<String> unique(List<String> header) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i).isEmpty() ? "column_" + (i + 1) : header.get(i);
      String next = name;
      for (int n = 2; !taken.add(next.toLowerCase(Locale.ROOT)); n++) {
        next = name + "_" + n;
      }
      names.add(next);
    }
    return names;
  }
}

package io.ingot.readers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The names of a text's columns: those of its header, or the declared ones if it has none. */
public final class CsvHeader {
  /** A header ends within so many bytes. */
  static final int LONGEST = 1 << 20;

  private final List<String> names;
  private final Map<String, List<Integer>> places = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final String line;
  private final String encoding;

  /**
   * Makes the header.
   *
   * @param decoded which names are in the text's encoding
   * @param line the text of its record; empty if there is none
   * @param encoding the likely encoding of names that are not in the declared one; empty if all are
   */
  private CsvHeader(List<String> names, List<Boolean> decoded, String line, String encoding) {
    this.names = unique(names);
    this.line = line;
    this.encoding = encoding;
    for (int i = 0; i < this.names.size(); i++) {
      if (decoded.get(i)) {
        places.computeIfAbsent(this.names.get(i), n -> new ArrayList<>()).add(i);
      }
    }
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
    InputStream text = new ByteArrayInputStream(head);
    int size = Math.max(1, head.length);
    Window window =
        new Window(isWhole ? text : new SequenceInputStream(text, new Behind()), 0, size, size + 1);
    try {
      return Optional.of(read(CsvRecords.of(window, spec), spec));
    } catch (BehindHead e) {
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
      List<String> declared = declared(records, spec);
      return new CsvHeader(declared, Collections.nCopies(declared.size(), true), "", "");
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

  /** What the fields of a text without names are called. */
  private static List<String> declared(CsvRecords records, ReadSpec spec) throws IOException {
    List<CsvDialect.Layout> layouts = spec.format().csv().layouts();
    List<Column> inRecords = spec.columns().stream().filter(Column::isInRecords).toList();
    if (layouts.isEmpty()) {
      return inRecords.stream().map(c -> c.names().get(0)).toList();
    }
    Map<String, String> names = new HashMap<>();
    inRecords.forEach(c -> names.put(c.name(), c.names().get(0)));
    return CsvLayouts.columns(layouts, records).stream().map(names::get).toList();
  }

  private static CsvHeader of(CsvRecords records, CsvDialect dialect) {
    CsvFields fields = records.fields();
    List<String> names = new ArrayList<>();
    List<Boolean> decoded = new ArrayList<>();
    for (int i = 0; i < fields.count; i++) {
      byte[] bytes = fields.bytes(i, records.bytes());
      boolean isUtf8 = Utf8.isValid(bytes, fields.from[i], fields.to[i]);
      decoded.add(isUtf8);
      names.add(text(bytes, fields.from[i], fields.to[i], isUtf8).strip());
    }
    if (dialect.trailingDelimiter() && names.size() > 1 && names.get(names.size() - 1).isEmpty()) {
      names.remove(names.size() - 1);
    }
    boolean isDecoded = !decoded.contains(false);
    int from = records.at();
    int to = records.end();
    return new CsvHeader(
        names,
        decoded,
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
   * The places of those of a column's names that the header has, in any case; the first name's
   * first. Blanks around a name do not count. A name that is not in the text's encoding is no
   * column's.
   */
  List<Integer> places(Column column) {
    Set<Integer> found = new LinkedHashSet<>();
    column.names().forEach(n -> found.addAll(places.getOrDefault(n.strip(), List.of())));
    return List.copyOf(found);
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
    List<Column> missing = declared.stream().filter(c -> places(c).isEmpty()).toList();
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
    if (!encoding.isEmpty() && !missing.isEmpty()) {
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
    return encoding.isEmpty() ? "" : "; the encoding is likely " + encoding;
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
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i).isEmpty() ? "column_" + (i + 1) : header.get(i);
      String next = name;
      while (!taken.add(next.toLowerCase(Locale.ROOT))) {
        next = name + "_" + (numbers.merge(name.toLowerCase(Locale.ROOT), 1, Integer::sum) + 1);
      }
      names.add(next);
    }
    return names;
  }

  /** What stands behind the beginning of a text is not at hand. */
  private static final class Behind extends InputStream {
    @Override
    public int read() throws IOException {
      throw new BehindHead();
    }

    @Override
    public int read(byte[] into, int at, int count) throws IOException {
      throw new BehindHead();
    }
  }

  private static final class BehindHead extends IOException {
    private static final long serialVersionUID = 1;
  }
}

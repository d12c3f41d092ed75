package io.ingot.bench.fuzz;

import io.ingot.readers.CsvDialect;
import io.ingot.readers.CsvHeader;
import io.ingot.readers.ReadSpec;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A file of the fuzz: some records, damaged. */
final class FuzzFile {
  /** What marks a field's text: no type but string holds the first, and no two fields share one. */
  static final String TOKEN = "T[0-9]{9}Z|7[0-9]{9}";

  private static final Pattern TOKENS = Pattern.compile(TOKEN);
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  private final FuzzSource source;
  private final ReadSpec spec;
  private final String name;
  private final byte[] content;
  private final List<List<String>> records;
  private final boolean isWhole;

  /**
   * @param source what it claims to be
   * @param spec what is declared of it
   * @param name its name
   * @param content its bytes
   * @param records the records that it had before it was damaged
   * @param isWhole whether it was not damaged
   */
  FuzzFile(
      FuzzSource source,
      ReadSpec spec,
      String name,
      byte[] content,
      List<List<String>> records,
      boolean isWhole) {
    this.source = source;
    this.spec = spec;
    this.name = name;
    this.content = content.clone();
    this.records = records;
    this.isWhole = isWhole;
  }

  FuzzSource source() {
    return source;
  }

  int records() {
    return records.size();
  }

  byte[] content() {
    return content.clone();
  }

  String key() {
    return "fuzz/" + source + "/" + name;
  }

  /**
   * How many rows it must have if it is loaded; empty if only its text tells. Nobody can tell what
   * the bytes of a damaged columnar file were, but its footer says how many rows they are.
   */
  Optional<Integer> rows() {
    return source.isColumnar() ? Optional.of(records.size()) : Optional.empty();
  }

  /**
   * How often each token stands in what is data: not in a column's name, a comment or a line to
   * skip. Empty if the file is compressed and cannot be read to its end.
   */
  Optional<Map<String, Long>> tokens() {
    if (source.isColumnar()) {
      return Optional.of(isWhole ? count(records.stream().flatMap(FuzzFile::inRecord)) : Map.of());
    }
    byte[] utf8;
    try {
      utf8 = utf8();
    } catch (IOException e) {
      return Optional.empty();
    }
    // One character per byte: a token is found wherever its bytes are.
    String text = new String(utf8, StandardCharsets.ISO_8859_1);
    if (source == FuzzSource.fixed) {
      return Optional.of(count(LINE_END.splitAsStream(text).flatMap(this::inWidths)));
    }
    Map<String, Long> all = count(found(text));
    noData(text).forEach(token -> all.merge(token, -1L, Long::sum));
    return Optional.of(all);
  }

  private static Stream<String> inRecord(List<String> record) {
    return record.stream().flatMap(FuzzFile::found);
  }

  static Stream<String> found(String text) {
    return TOKENS.matcher(text).results().map(MatchResult::group);
  }

  static Map<String, Long> count(Stream<String> tokens) {
    return tokens.collect(
        Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }

  private byte[] utf8() throws IOException {
    byte[] text = FuzzPacking.of(name).unpack(content);
    Charset charset = Charset.forName(spec.format().csv().encoding());
    return charset.equals(StandardCharsets.UTF_8)
        ? text
        : new String(text, charset).getBytes(StandardCharsets.UTF_8);
  }

  /** Tokens that no width cuts in two; of a line with other characters than ASCII, none. */
  private Stream<String> inWidths(String line) {
    List<String> fields = new ArrayList<>();
    int at = 0;
    for (int width : FuzzSource.WIDTHS) {
      fields.add(line.substring(Math.min(line.length(), at), Math.min(line.length(), at + width)));
      at += width;
    }
    fields.add(line.substring(Math.min(line.length(), at)));
    return line.chars().allMatch(c -> c < 0x80)
        ? fields.stream().flatMap(FuzzFile::found)
        : Stream.of();
  }

  private List<String> noData(String text) {
    if (source.isJson()) {
      return List.of();
    }
    CsvDialect dialect = spec.format().csv();
    List<String> others = new ArrayList<>(names(text));
    LINE_END.splitAsStream(text).limit(dialect.skipLines()).forEach(others::add);
    if (!dialect.comment().isEmpty()) {
      LINE_END
          .splitAsStream(text)
          .filter(l -> l.startsWith(dialect.comment()))
          .forEach(others::add);
    }
    if (dialect.trailer().isThere()) {
      others.add(tail(text, dialect.trailer().startsWith()));
    }
    return others.stream().flatMap(FuzzFile::found).toList();
  }

  /** The last line with a beginning, and what is behind it. */
  private static String tail(String text, String beginning) {
    Matcher trailer = Pattern.compile("(?m)^\"?" + Pattern.quote(beginning)).matcher(text);
    int at = text.length();
    while (trailer.find()) {
      at = trailer.start();
    }
    return text.substring(at);
  }

  /** The names in the header; none if there is no header, or it cannot be read. */
  private List<String> names(String text) {
    if (!spec.format().csv().header()) {
      return List.of();
    }
    try {
      return CsvHeader.parse(text.getBytes(StandardCharsets.ISO_8859_1), true, spec)
          .map(CsvHeader::names)
          .orElse(List.of());
    } catch (IOException e) {
      return List.of();
    }
  }
}

package io.ingot.bench.fuzz;

import io.ingot.core.admit.CsvHeader;
import io.ingot.readers.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A file of the fuzz: some records, damaged. */
final class FuzzFile {
  /** What marks a field's text: no type but string holds the first, and no two fields share one. */
  static final String TOKEN = "T[0-9]{9}Z|7[0-9]{9}";

  private static final Pattern TOKENS = Pattern.compile(TOKEN);

  private final FuzzSource source;
  private final String name;
  private final byte[] content;
  private final int records;

  /**
   * @param source what it claims to be
   * @param name its name
   * @param content its bytes
   * @param records how many records it had before it was damaged
   */
  FuzzFile(FuzzSource source, String name, byte[] content, int records) {
    this.source = source;
    this.name = name;
    this.content = content.clone();
    this.records = records;
  }

  int records() {
    return records;
  }

  byte[] content() {
    return content.clone();
  }

  String key() {
    return "fuzz/" + source + "/" + name;
  }

  /**
   * How often each token stands in what is data: not in a column's name, nor in a line to skip.
   * Empty if the file is compressed and cannot be read to its end.
   */
  Optional<Map<String, Long>> tokens() {
    try {
      // One character per byte: a token is found wherever its bytes are.
      String text = new String(text(), StandardCharsets.ISO_8859_1);
      Map<String, Long> all = count(TOKENS.matcher(text).results().map(MatchResult::group));
      noData(text).forEach(token -> all.merge(token, -1L, Long::sum));
      return Optional.of(all);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Map<String, Long> count(Stream<String> tokens) {
    return tokens.collect(
        Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }

  private byte[] text() throws IOException {
    if (!name.endsWith(".gz")) {
      return content;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      return in.readAllBytes();
    }
  }

  private List<String> noData(String text) {
    Format format = source.format();
    if (format.type() != Format.Type.csv) {
      return List.of();
    }
    String names =
        format.csv().header()
            ? CsvHeader.parse(text, true, format.csv())
                .map(h -> String.join("\n", h.names()))
                .orElse("")
            : "";
    String skipped =
        Pattern.compile("\r\n|\r|\n")
            .splitAsStream(text)
            .limit(format.csv().skipLines())
            .collect(Collectors.joining("\n"));
    return TOKENS.matcher(names + "\n" + skipped).results().map(MatchResult::group).toList();
  }
}

package io.ingot.core.definition;

import io.ingot.readers.CsvDialect;
import io.ingot.readers.CsvDialect.EmptyValue;
import io.ingot.readers.CsvDialect.LongRows;
import io.ingot.readers.CsvDialect.ShortRows;
import io.ingot.readers.CsvDialect.Trailer;
import io.ingot.readers.Format;
import io.ingot.readers.JsonDialect;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code format} section of a source. */
final class FormatReader {
  private static final Set<String> JSON = Set.of("layout", "records", "ignore_case");

  /** What only delimited text has. */
  private static final List<String> DELIMITED =
      List.of("delimiter", "quote", "escape", "backslash", "multiline", "trailing_delimiter");

  static final String SHORT_ROWS_NULL = "null";
  private static final int MOST_LINES = 1_000;
  private static final int WIDEST = 100_000;

  private final Section section;
  private final Problems problems;

  FormatReader(Section section, Problems problems) {
    this.section = section;
    this.problems = problems;
  }

  Format read() {
    Format.Type type = section.choice("type", Format.Type.values()).orElse(Format.Type.csv);
    for (FileKind.Key known : FileKind.SOURCE.below("format")) {
      String key = known.name();
      boolean has =
          type == Format.Type.csv
              ? !JSON.contains(key)
              : type == Format.Type.json && JSON.contains(key);
      if (!key.equals("type") && section.has(key) && !has) {
        without(key, "for type " + type);
      }
    }
    return switch (type) {
      case csv -> Format.of(csv());
      case json -> Format.of(json());
      case parquet, avro, orc -> Format.of(type);
    };
  }

  private JsonDialect json() {
    String records =
        section
            .value(
                "records",
                "names joined by dots, such as Records",
                t -> Optional.of(t).filter(r -> r.matches("[^.]+(\\.[^.]+)*")))
            .orElse("");
    Optional<JsonDialect.Layout> layout = section.choice("layout", JsonDialect.Layout.values());
    if (!records.isEmpty() && layout.filter(l -> l == JsonDialect.Layout.lines).isPresent()) {
      problems.add(
          section.at("layout"),
          "records below a path of a document are not lines",
          "Write layout: any, or remove records.");
    }
    return new JsonDialect(
        layout.orElse(records.isEmpty() ? JsonDialect.Layout.lines : JsonDialect.Layout.any),
        records,
        section.bool("ignore_case", false));
  }

  private CsvDialect csv() {
    CsvDialect d = CsvDialect.DEFAULT;
    boolean backslash = section.bool("backslash", d.backslash());
    List<Integer> widths = widths();
    CsvDialect csv =
        CsvDialect.with()
            .encoding(encoding(d.encoding()))
            .delimiter(delimiter(d.delimiter()))
            .header(section.bool("header", d.header()))
            .quote(quote(backslash ? "" : d.quote()))
            .escape(ascii("escape", backslash ? "" : d.escape()))
            .backslash(backslash)
            .multiline(section.bool("multiline", d.multiline()))
            .skipLines(lines("skip_lines", "lines"))
            .skipFooter(lines("skip_footer", "records"))
            .trailer(trailer())
            .comment(mark("comment").orElse(d.comment()))
            .nulls(nulls(backslash ? List.of("\\N") : d.nulls()).toArray(String[]::new))
            .emptyValue(section.choice("empty_value", EmptyValue.values()).orElse(d.emptyValue()))
            .trailingDelimiter(section.bool("trailing_delimiter", d.trailingDelimiter()))
            .shortRows(shortRows(d.shortRows()))
            .longRows(section.choice("long_rows", LongRows.values()).orElse(d.longRows()))
            .widths(widths.toArray(Integer[]::new))
            .done();
    if (section.has("widths")) {
      DELIMITED.stream().filter(section::has).forEach(key -> without(key, "beside widths"));
    } else {
      conflicts(csv);
    }
    return csv;
  }

  /** Characters that would mean two things, and options that would mean nothing. */
  private void conflicts(CsvDialect csv) {
    String quote = csv.quote();
    if (!quote.isEmpty() && csv.delimiter().contains(quote)) {
      clash(
          "quote",
          "delimiter and quote have the same character",
          ", or quote: \"\" if nothing is quoted");
    }
    if (section.has("escape") && !quote.isEmpty() && csv.delimiter().contains(csv.escape())) {
      clash("escape", "delimiter and escape have the same character", "");
    }
    if (csv.backslash() && section.has("escape")) {
      without("escape", "beside backslash: true");
    }
    if (csv.backslash() && (csv.delimiter() + quote).contains("\\")) {
      clash("backslash", "a backslash is the delimiter or the quote", ", or remove backslash");
    }
    String comment = csv.comment();
    if (!comment.isEmpty()
        && (comment.startsWith(csv.delimiter())
            || csv.delimiter().startsWith(comment)
            || (!quote.isEmpty() && comment.startsWith(quote)))) {
      clash("comment", "a comment begins as a field can begin (" + comment + ")", "");
    }
    if (quote.isEmpty() && !csv.backslash()) {
      for (String key : List.of("escape", "multiline", "empty_value")) {
        if (section.has(key)) {
          without(key, "where nothing is quoted");
        }
      }
    }
  }

  private void clash(String key, String reason, String otherwise) {
    problems.add(section.at(key), reason, "Write different ones" + otherwise + ".");
  }

  private void without(String key, String where) {
    problems.add(section.at(key), "\"format." + key + "\" has no meaning " + where, "Remove it.");
  }

  private String encoding(String otherwise) {
    return section
        .value(
            "encoding",
            "a name that Java knows, such as UTF-8, windows-1252, ISO-8859-1, UTF-16 or Shift_JIS",
            FormatReader::charset)
        .orElse(otherwise);
  }

  private static Optional<String> charset(String name) {
    try {
      Charset charset = Charset.forName(name);
      return charset.canEncode() ? Optional.of(charset.name()) : Optional.empty();
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  private String delimiter(String otherwise) {
    return section
        .value(
            "delimiter",
            "one or more characters; a tab is \"\\t\" in double quotes",
            t ->
                t.isEmpty() || t.matches("(?s).*[\r\n].*") || (t.length() > 1 && t.contains("\\"))
                    ? Optional.empty()
                    : Optional.of(t))
        .orElse(otherwise);
  }

  private String quote(String otherwise) {
    boolean none =
        section.has("quote")
            && section.at("quote").isScalar()
            && section.at("quote").text().isEmpty();
    return none ? "" : ascii("quote", otherwise);
  }

  private String ascii(String key, String otherwise) {
    return section
        .value(
            key,
            "one ASCII character",
            t ->
                t.length() == 1 && t.charAt(0) < 128 && !"\r\n".contains(t)
                    ? Optional.of(t)
                    : Optional.empty())
        .orElse(otherwise);
  }

  private Optional<String> mark(String key) {
    return section.value(
        key,
        "one or more characters in double quotes",
        t -> t.isEmpty() || t.matches("(?s).*[\r\n].*") ? Optional.empty() : Optional.of(t));
  }

  private int lines(String key, String what) {
    return section
        .value(
            key,
            "a number of " + what + " from 0 to " + MOST_LINES,
            t -> Sizes.count(t, 0).filter(n -> n <= MOST_LINES))
        .orElse(0);
  }

  private Trailer trailer() {
    if (!section.has("trailer")) {
      return Trailer.NONE;
    }
    Section trailer = section.section("trailer");
    return new Trailer(
        trailer
            .value(
                "starts_with",
                "the text of the first field of the last record",
                t -> t.isBlank() ? Optional.empty() : Optional.of(t))
            .orElse(""),
        trailer
            .value(
                "count",
                "the place of a field from 2",
                t -> Sizes.count(t, 2).filter(n -> n <= WIDEST))
            .orElse(0));
  }

  private List<String> nulls(List<String> otherwise) {
    return section.has("null_values")
        ? section.texts("null_values", "a list of texts, such as [\"\", NULL]").stream()
            .map(YamlNode::text)
            .toList()
        : otherwise;
  }

  private ShortRows shortRows(ShortRows otherwise) {
    return section
        .value(
            "short_rows",
            "one of " + ShortRows.corrupt + ", " + SHORT_ROWS_NULL,
            t ->
                t.equals(SHORT_ROWS_NULL)
                    ? Optional.of(ShortRows.nulls)
                    : Optional.of(ShortRows.corrupt).filter(c -> c.name().equals(t)))
        .orElse(otherwise);
  }

  private List<Integer> widths() {
    String allowed = "a list of widths in characters, such as [10, 3, 8]";
    List<Integer> result = new ArrayList<>();
    for (YamlNode item : section.list("widths", allowed)) {
      Optional<Integer> width =
          item.isScalar() ? Sizes.count(item.text(), 1).filter(w -> w <= WIDEST) : Optional.empty();
      if (width.isEmpty()) {
        section.wrong("widths", item, allowed);
        return List.of();
      }
      result.add(width.get());
    }
    if (result.isEmpty() && section.has("widths") && section.at("widths").isList()) {
      section.wrong("widths", section.at("widths"), allowed);
    }
    return result;
  }
}

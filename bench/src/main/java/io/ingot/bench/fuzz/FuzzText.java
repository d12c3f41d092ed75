package io.ingot.bench.fuzz;

import io.ingot.readers.CsvDialect;
import io.ingot.readers.ReadSpec;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** Writes records as text: delimited, in fixed widths, or as JSON. */
final class FuzzText {
  private final FuzzSource source;
  private final CsvDialect dialect;
  private final Random random;
  private final String end;

  FuzzText(FuzzSource source, ReadSpec spec, Random random) {
    this.source = source;
    this.dialect = spec.format().csv();
    this.random = random;
    this.end = List.of("\n", "\n", "\r\n", "\r").get(random.nextInt(4));
  }

  /**
   * The file.
   *
   * @param more whether the records have a field that nobody declared
   */
  byte[] write(List<List<String>> records, boolean more) {
    String text = source.isJson() ? json(records) : delimited(records, more);
    return text.getBytes(Charset.forName(dialect.encoding()));
  }

  private String delimited(List<List<String>> records, boolean more) {
    List<String> lines = new ArrayList<>();
    if (dialect.skipLines() > 0) {
      lines.add("Report of the day");
      lines.add("");
    }
    if (dialect.header()) {
      List<String> names = new ArrayList<>(FuzzSource.COLUMNS);
      if (more) {
        names.add(random.nextBoolean() ? "more" : "note");
      }
      lines.add(line(names));
    }
    for (List<String> record : records) {
      if (!dialect.comment().isEmpty() && random.nextInt(4) == 0) {
        lines.add(dialect.comment() + " no data");
      }
      lines.add(line(fields(record)));
    }
    if (dialect.trailer().isThere()) {
      lines.add(line(List.of(dialect.trailer().startsWith(), String.valueOf(records.size()))));
      lines.add("bye");
    }
    return String.join(end, lines) + (random.nextInt(4) > 0 ? end : "");
  }

  private String line(List<String> fields) {
    return String.join(dialect.delimiter(), fields)
        + (dialect.trailingDelimiter() ? dialect.delimiter() : "");
  }

  private List<String> fields(List<String> record) {
    if (source == FuzzSource.fixed) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < record.size(); i++) {
        int width = i < FuzzSource.WIDTHS.size() ? FuzzSource.WIDTHS.get(i) : 0;
        line.append(record.get(i)).append(" ".repeat(Math.max(0, width - record.get(i).length())));
      }
      return List.of(line.toString());
    }
    boolean isShort = dialect.shortRows() == CsvDialect.ShortRows.nulls && random.nextInt(6) == 0;
    boolean isLong = dialect.longRows() == CsvDialect.LongRows.rescue && random.nextInt(6) == 0;
    List<String> fields =
        record.stream()
            .limit(isShort ? 1 + random.nextInt(record.size()) : record.size())
            .map(this::field)
            .collect(Collectors.toCollection(ArrayList::new));
    if (isLong) {
      fields.add(record.get(0));
    }
    return fields;
  }

  private String field(String text) {
    if (dialect.backslash() && text.startsWith("T") && random.nextInt(4) == 0) {
      return text + "\\n\\\\";
    }
    if (dialect.quote().isEmpty() || (random.nextInt(4) > 0 && !text.contains(","))) {
      return text;
    }
    String inside = dialect.multiline() && text.startsWith("T") ? text + "\n ö" : text;
    return dialect.quote() + inside + dialect.quote();
  }

  private String json(List<List<String>> records) {
    String space = source == FuzzSource.lines || random.nextBoolean() ? " " : end + "  ";
    List<String> objects = records.stream().map(r -> object(r, space)).toList();
    if (source == FuzzSource.trail) {
      return "{\"version\":1,\"Records\":[" + String.join("," + space, objects) + "]}";
    }
    if (source == FuzzSource.documents) {
      return switch (random.nextInt(3)) {
        case 0 -> "[" + String.join(",", objects) + "]";
        case 1 -> String.join("", objects);
        default -> String.join(end, objects);
      };
    }
    return String.join(random.nextInt(4) == 0 ? "" : end, objects)
        + (random.nextInt(4) > 0 ? end : "");
  }

  private String object(List<String> fields, String space) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      String field = fields.get(i);
      boolean isNumber = i < 2 && !field.startsWith("T");
      String value = isNumber ? field : '"' + field + '"';
      if (i < FuzzSource.COLUMNS.size()) {
        String name = FuzzSource.COLUMNS.get(i);
        boolean isUpper = source == FuzzSource.trail && random.nextBoolean();
        pairs.add('"' + (isUpper ? name.toUpperCase(Locale.ROOT) : name) + "\":" + value);
      } else {
        pairs.add("\"more\":{\"a\":[" + value + "]}");
      }
    }
    return '{' + String.join("," + space, pairs) + '}';
  }
}

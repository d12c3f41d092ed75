package io.ingot.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * Writes files as people and programs write them, and damages them. The same seed, the same files.
 */
final class FuzzGenerator {
  private static final int MOST_RECORDS = 12;
  private static final List<FuzzSource> SOURCES = List.of(FuzzSource.values());

  private final long seed;

  FuzzGenerator(long seed) {
    this.seed = seed;
  }

  /**
   * One file.
   *
   * @param index its number; names and tokens of two numbers differ
   */
  FuzzFile file(int index) {
    Random random = new Random(seed * 1_000_003 + index);
    FuzzSource source = SOURCES.get(random.nextInt(SOURCES.size()));
    int records = random.nextInt(MOST_RECORDS);
    byte[] text = text(source, index, records, random).getBytes(StandardCharsets.UTF_8);
    FuzzDamage damage = new FuzzDamage(random);
    int rounds = random.nextInt(4);
    for (int i = 0; i < rounds; i++) {
      text = damage.of(text);
    }
    String name = "f" + index + source.suffix();
    if (random.nextInt(6) > 0) {
      return new FuzzFile(source, name, text, records);
    }
    byte[] packed = gzip(text);
    return new FuzzFile(
        source, name + ".gz", random.nextBoolean() ? packed : damage.ofPacked(packed), records);
  }

  private static String text(FuzzSource source, int index, int records, Random random) {
    String end = List.of("\n", "\n", "\r\n", "\r").get(random.nextInt(4));
    StringBuilder text = new StringBuilder();
    if (source == FuzzSource.report) {
      text.append("Report of the day").append(end).append(end);
    }
    boolean more = random.nextInt(8) == 0;
    if (source.format().csv().header() && source != FuzzSource.lines) {
      List<String> names = new ArrayList<>(FuzzSource.COLUMNS);
      if (more) {
        names.add(random.nextBoolean() ? "more" : "note");
      }
      text.append(String.join(source.format().csv().delimiter(), names)).append(end);
    }
    for (int i = 0; i < records; i++) {
      int number = (index * MOST_RECORDS + i) * 10;
      List<String> fields = fields(source, number, random);
      if (more) {
        fields.add(token(number + 5));
      }
      text.append(
          source == FuzzSource.lines
              ? object(fields)
              : String.join(source.format().csv().delimiter(), fields));
      if (i < records - 1 || random.nextInt(4) > 0) {
        text.append(end);
      }
    }
    return text.toString();
  }

  /** Fields that are what they should be, and tokens where they are not. */
  private static List<String> fields(FuzzSource source, int number, Random random) {
    String id = Long.toString(7_000_000_000L + number);
    List<String> good = List.of(id, "12.50", "2/29/2024", "2024-02-29 10:00:00", token(number + 4));
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < good.size(); i++) {
      String field = random.nextInt(6) == 0 ? token(number + i) : good.get(i);
      boolean quoted = !source.format().csv().quote().isEmpty() && random.nextInt(4) == 0;
      if (source == FuzzSource.lines) {
        fields.add(i < 2 && field.equals(good.get(i)) ? field : '"' + field + '"');
      } else if (quoted && source.format().csv().multiline()) {
        fields.add("\"" + field + "\n ö\"");
      } else {
        fields.add(quoted ? '"' + field + '"' : field);
      }
    }
    return fields;
  }

  private static String object(List<String> fields) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      boolean declared = i < FuzzSource.COLUMNS.size();
      String name = declared ? FuzzSource.COLUMNS.get(i) : "more";
      pairs.add(
          '"' + name + "\":" + (declared ? fields.get(i) : "{\"a\":[\"" + fields.get(i) + "\"]}"));
    }
    return '{' + String.join(", ", pairs) + '}';
  }

  private static String token(int number) {
    return "T%09dZ".formatted(number);
  }

  private static byte[] gzip(byte[] text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}

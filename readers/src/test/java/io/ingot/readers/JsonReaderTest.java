package io.ingot.readers;

import static io.ingot.readers.JsonFile.column;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for any JSON, and for any bytes. */
class JsonReaderTest {
  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private static final String JSON_BYTES =
      "{}[]\",:\\ \tab0159.-+eEuntrfl'/\u0000\u00c3\u00a9\u00ff";

  private static final List<String> LIMITS =
      List.of(
          "a",
          "\0",
          "\u007f",
          "\u0080",
          "\u07ff",
          "\u0800",
          "\ud7ff",
          "\ue000",
          "\uffff",
          "\ud800\udc00",
          "\udbff\udfff",
          "abcdefgh");
  private static final String UTF8_BYTES =
      "\u0080\u00bf\u00c0\u00c1\u00c2\u00e0\u00ed\u00ef\u00f0\u00f4\u00f5\u00ffa";

  /** Names that are one another's in some way. */
  private static final List<String> SAME =
      List.of("id", "ID", "extra", "Extra", "EXTRA", "a", "A", "b", "B", "a.b", "A.b", "a.c");

  /** Names of keys; empty where any other will do. */
  private static final List<Optional<String>> NAMES =
      Stream.concat(
              Stream.of("a", "ab", "b", "é", "A", "aB", "É", "x", "a.b").map(Optional::of),
              Stream.of(Optional.<String>empty(), Optional.<String>empty()))
          .toList();

  private static final Column[] COLUMNS = {
    column("a", "string"),
    column("ab", "int"),
    column("both", "string").from(Origin.record("a.b", "b")),
    column("é", "decimal(9,2)")
  };

  private static <T> Arbitrary<T> generated(boolean acrossLines, Function<JsonRecords, T> some) {
    return Arbitraries.randomValue(random -> some.apply(new JsonRecords(random, acrossLines)));
  }

  private static String record(JsonRecords json) {
    return json.object(
        json.some(5, () -> json.one(NAMES).orElseGet(json::text)), () -> json.value(2));
  }

  @Provide
  Arbitrary<List<String>> recordsOverLines() {
    return generated(true, json -> json.some(8, () -> record(json)));
  }

  @Provide
  Arbitrary<byte[]> mutatedLines() {
    return generated(
        false,
        json -> {
          String lines = "{}\n" + String.join("\n", json.some(8, () -> record(json)));
          return json.mutated(lines.getBytes(UTF_8), JSON_BYTES + "\n\r");
        });
  }

  @Provide
  Arbitrary<byte[]> mutatedRecord() {
    return generated(false, json -> json.mutated(record(json).getBytes(UTF_8), JSON_BYTES));
  }

  /** Every value of every key is in its column or rescued, letter by letter. */
  @Property(tries = 400, seed = "20261129")
  void record_hasTheValuesThatJacksonReads(
      @ForAll("recordsOverLines") List<String> records,
      @ForAll("separators") String separator,
      @ForAll boolean isArray)
      throws IOException {
    String text = String.join(separator, records);
    ReadSpec spec = spec(JsonDialect.Layout.any, column("a", "string"), column("é", "string"));
    List<Map<String, String>> read = new ArrayList<>();
    Values row = new Values(spec.corruptReason() + 1);
    try (JsonReader reader = reader(spec, (isArray ? "[" + text + "]" : text).getBytes(UTF_8), 7)) {
      while (reader.next(row)) {
        assertThat(row.get(spec.corrupt())).isNull();
        read.add(values(row, spec));
      }
    }
    List<Map<String, String>> expected = new ArrayList<>();
    for (String record : records) {
      expected.add(valuesOfJackson(record));
    }
    assertThat(read).isEqualTo(expected);
  }

  @Provide
  Arbitrary<String> separators() {
    return Arbitraries.of("", "\n", "\r\n", ",", " , \n", "  ");
  }

  private static Map<String, String> values(Values row, ReadSpec spec) throws IOException {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < spec.columns().size(); i++) {
      if (row.get(i) != null) {
        values.put(spec.columns().get(i).name(), (String) row.get(i));
      }
    }
    if (row.get(spec.rescued()) != null) {
      STRICT
          .readTree((String) row.get(spec.rescued()))
          .fields()
          .forEachRemaining(f -> values.put(f.getKey(), f.getValue().textValue()));
    }
    return values;
  }

  private static Map<String, String> valuesOfJackson(String record) throws IOException {
    Map<String, String> values = new TreeMap<>();
    try (JsonParser parser = STRICT.createParser(record)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        int from = (int) parser.currentTokenLocation().getCharOffset();
        if (token.isStructStart()) {
          parser.skipChildren();
          values.put(name, record.substring(from, (int) parser.currentLocation().getCharOffset()));
        } else if (token != JsonToken.VALUE_NULL) {
          values.put(name, parser.getText());
        }
      }
    }
    return values;
  }

  @Property(seed = "20261129")
  void line_isReadIfJacksonReadsIt(@ForAll("mutatedRecord") byte[] line) throws IOException {
    ReadSpec spec = spec(JsonDialect.Layout.lines, COLUMNS);
    byte[] file = ("{}\n" + new String(line, ISO_8859_1)).getBytes(ISO_8859_1);
    int good = 0;
    boolean isCorrupt = false;
    Values row = new Values(spec.corruptReason() + 1);
    try (JsonReader reader = reader(spec, file, 64)) {
      while (reader.next(row)) {
        isCorrupt |= row.get(spec.corrupt()) != null;
        good++;
      }
    }
    int objects = 1;
    boolean isBad = !isUtf8(line);
    // From text: of bytes, Jackson guesses the encoding.
    try (JsonParser parser = STRICT.createParser(new String(line, UTF_8))) {
      for (JsonToken token = parser.nextToken();
          token != null && !isBad;
          token = parser.nextToken()) {
        isBad = token != JsonToken.START_OBJECT;
        parser.skipChildren();
        objects++;
      }
    } catch (JsonProcessingException e) {
      isBad = true;
    }
    assertThat(isCorrupt).isEqualTo(isBad);
    if (!isBad) {
      assertThat(good).isEqualTo(objects);
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Property(seed = "20261129")
  void utf8_isTold(@ForAll @Size(max = 24) byte[] bytes, @ForAll("utf8Bytes") byte[] near) {
    assertThat(Utf8.isValid(bytes, 0, bytes.length)).isEqualTo(isUtf8(bytes));
    assertThat(Utf8.isValid(near, 0, near.length)).isEqualTo(isUtf8(near));
  }

  @Provide
  Arbitrary<byte[]> utf8Bytes() {
    return generated(
        false,
        json -> {
          List<String> texts = json.some(5, () -> json.one(LIMITS));
          return json.mutated(String.join("", texts).getBytes(UTF_8), UTF8_BYTES);
        });
  }

  /** Wherever a file is cut, and however much of it is at hand at once. */
  @Property(tries = 200, seed = "20261129")
  void parts_haveTheRowsOfTheFile(
      @ForAll("mutatedLines") byte[] text,
      @ForAll @Size(max = 4) List<@IntRange(max = 400) Integer> cuts,
      @ForAll @IntRange(min = 1, max = 40) int window) {
    Assume.that(new String(text, ISO_8859_1).startsWith("{}\n"));
    for (boolean ignoreCase : new boolean[] {false, true}) {
      ReadSpec spec =
          new ReadSpec(
              Format.of(new JsonDialect(JsonDialect.Layout.lines, "", ignoreCase)),
              List.of(COLUMNS),
              UnknownColumns.rescue,
              "",
              ReadSpec.MAX_FIELD);
      JsonFile file = new JsonFile(spec);
      List<String> whole;
      try {
        whole = file.read(text, 0, text.length, 4096);
      } catch (UncheckedIOException refused) {
        assertThat(refused).hasCauseInstanceOf(UnreadableFileException.class);
        continue;
      }
      FileReport report = file.report();

      List<Integer> ends =
          new ArrayList<>(cuts.stream().map(c -> Math.min(c, text.length)).sorted().toList());
      ends.add(text.length);
      List<String> parts = new ArrayList<>();
      FileReport merged = FileReport.NOTHING;
      int from = 0;
      for (int to : ends) {
        if (from < to) {
          parts.addAll(file.read(text, from, to, window));
          merged = merged.and(file.report());
          from = to;
        }
      }
      assertThat(parts).isEqualTo(whole);
      assertThat(merged).isEqualTo(report);
    }
  }

  /** What came before a record does not count, whatever was learned of keys. */
  @Property(tries = 400, seed = "20261129")
  void record_isReadAsIfItWereAlone(
      @ForAll("sameKeys") List<String> records, @ForAll boolean ignoreCase) {
    JsonFile file =
        JsonFile.of(
            new JsonDialect(JsonDialect.Layout.lines, "", ignoreCase),
            UnknownColumns.add,
            column("id", "int"),
            column("x", "int").from(Origin.record("a.b", "b")),
            column("extra", "string").from(Origin.ADDED));
    List<String> together =
        file.read(String.join("\n", records).getBytes(UTF_8), 0, Integer.MAX_VALUE, 4096);
    List<String> alone = new ArrayList<>();
    for (String record : records) {
      alone.addAll(file.read(record.getBytes(UTF_8), 0, Integer.MAX_VALUE, 4096));
    }
    assertThat(withoutPosition(together)).isEqualTo(withoutPosition(alone));
  }

  private static List<String> withoutPosition(List<String> rows) {
    return rows.stream().map(r -> r.substring(r.indexOf(':'))).toList();
  }

  @Provide
  Arbitrary<List<String>> sameKeys() {
    return generated(
        false,
        json ->
            json.some(
                6,
                () -> json.object(json.some(6, () -> json.one(SAME)), () -> sameValue(json, 1))));
  }

  private static String sameValue(JsonRecords json, int depth) {
    String value = json.one(List.of("null", "1", "\"x\"", "2.5", "{}"));
    return value.equals("{}") && depth > 0
        ? json.object(
            json.some(4, () -> json.one(List.of("b", "B", "c", "b_2"))), () -> sameValue(json, 0))
        : value;
  }

  /** Any bytes are rows, or a file that is refused; and no byte of a line is lost. */
  @Property(tries = 400, seed = "20261129")
  void bytes_areReadOrRefused(
      @ForAll("mutatedLines") byte[] text, @ForAll("dialects") JsonDialect dialect)
      throws IOException {
    ReadSpec spec =
        new ReadSpec(Format.of(dialect), List.of(COLUMNS), UnknownColumns.rescue, "", 40);
    Values row = new Values(spec.corruptReason() + 1);
    long last = -1;
    long rows = 0;
    try (JsonReader reader = reader(spec, text, 32)) {
      while (reader.next(row)) {
        rows++;
        long position = (Long) row.get(spec.position());
        assertThat(position).isGreaterThan(last);
        last = position;
        assertThat(row.get(spec.corrupt()) == null)
            .isEqualTo(row.get(spec.corruptReason()) == null);
        if (row.get(spec.corrupt()) != null) {
          assertThat(corruptBytes((String) row.get(spec.corrupt()), text, (int) position)).isTrue();
        }
      }
      assertThat(reader.report().records()).isEqualTo(rows);
    } catch (UnreadableFileException refused) {
      assertThat(refused).hasMessageNotContaining("null");
    }
  }

  private static boolean corruptBytes(String corrupt, byte[] text, int position) {
    byte[] utf8 = corrupt.getBytes(UTF_8);
    byte[] latin = corrupt.getBytes(ISO_8859_1);
    return startsWith(text, position, utf8) || startsWith(text, position, latin);
  }

  private static boolean startsWith(byte[] text, int from, byte[] start) {
    return Arrays.equals(
        text, from, Math.min(text.length, from + start.length), start, 0, start.length);
  }

  @Provide
  Arbitrary<JsonDialect> dialects() {
    return Arbitraries.of(
        JsonDialect.DEFAULT,
        new JsonDialect(JsonDialect.Layout.any, "", false),
        new JsonDialect(JsonDialect.Layout.any, "a", true),
        new JsonDialect(JsonDialect.Layout.any, "a.b", false));
  }

  private static ReadSpec spec(JsonDialect.Layout layout, Column... columns) {
    return new ReadSpec(
        Format.of(new JsonDialect(layout, "", false)),
        List.of(columns),
        UnknownColumns.rescue,
        "",
        ReadSpec.MAX_FIELD);
  }

  private static JsonReader reader(ReadSpec spec, byte[] bytes, int window) {
    return new JsonReader(spec, new ByteArrayInputStream(bytes), 0, bytes.length, window);
  }
}

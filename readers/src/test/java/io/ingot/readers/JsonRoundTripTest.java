package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import io.ingot.readers.JsonDialect.Layout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Rows that Jackson writes, in ways of its and our options' cross product, are read back equal. */
class JsonRoundTripTest {
  private static final int ROWS = 8;

  /**
   * A way to write JSON.
   *
   * @param dialect what is declared of it
   * @param separator what stands between objects that are in no array
   * @param isPretty whether objects go over lines
   * @param isArray whether they stand in an array
   * @param isAscii whether other characters are escaped
   * @param isText whether numbers are strings
   * @param hasNulls whether NULL is written
   * @param isUpper whether keys are in upper case
   * @param packing how the file is compressed
   */
  private record Way(
      JsonDialect dialect,
      String separator,
      boolean isPretty,
      boolean isArray,
      boolean isAscii,
      boolean isText,
      boolean hasNulls,
      boolean isUpper,
      Codec packing) {
    static Way any(Random random) {
      boolean isLines = random.nextBoolean();
      boolean isArray = !isLines && random.nextBoolean();
      boolean isUpper = random.nextInt(4) == 0;
      boolean isBelow = isArray && random.nextBoolean();
      List<String> separators =
          isLines ? List.of("\n", "\r\n", "", " ") : List.of("\n", "\r\n", "", ",\n", "\n\n\t");
      return new Way(
          new JsonDialect(
              isLines ? Layout.lines : Layout.any,
              isBelow ? (random.nextBoolean() ? "Records" : "a.b") : "",
              isUpper),
          separators.get(random.nextInt(separators.size())),
          !isLines && random.nextBoolean(),
          isArray,
          random.nextBoolean(),
          random.nextInt(4) == 0,
          random.nextBoolean(),
          isUpper,
          List.of(Codec.none, Codec.gzip, Codec.zstd, Codec.bzip2, Codec.zip)
              .get(random.nextInt(5)));
    }

    private ObjectWriter writer() {
      JsonFactory factory =
          JsonFactory.builder()
              .configure(JsonWriteFeature.ESCAPE_NON_ASCII, isAscii)
              .configure(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS, isText)
              .configure(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN, isText)
              .build();
      ObjectWriter writer = new ObjectMapper(factory).writer().withRootValueSeparator(separator);
      return isPretty ? writer.withDefaultPrettyPrinter() : writer;
    }

    /** A value as it stands in a file. */
    byte[] written(Object value) throws IOException {
      return writer().writeValueAsBytes(value);
    }

    byte[] file(List<Map<String, Object>> objects) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      if (!dialect.records().isEmpty()) {
        Object document = objects;
        List<String> path = new ArrayList<>(List.of(dialect.records().split("\\.")));
        Collections.reverse(path);
        for (String key : path) {
          Map<String, Object> around = new LinkedHashMap<>();
          around.put("before", List.of(Map.of("id", 1)));
          around.put(key, document);
          around.put("behind", "}]");
          document = around;
        }
        writer().writeValue(out, document);
      } else if (isArray) {
        try (SequenceWriter sequence = writer().writeValuesAsArray(out)) {
          sequence.writeAll(objects);
        }
      } else {
        String between = "";
        for (Map<String, Object> object : objects) {
          out.writeBytes(between.getBytes(UTF_8));
          out.writeBytes(written(object));
          between = separator;
        }
      }
      return switch (packing) {
        case gzip -> Packed.gzip(out.toByteArray());
        case zstd -> Packed.zstd(out.toByteArray());
        case bzip2 -> Packed.bzip2(out.toByteArray());
        case zip -> Packed.zip("file.json", out.toByteArray());
        default -> out.toByteArray();
      };
    }

    Map<String, Object> object(List<Object> row, Random random) {
      List<Integer> places = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        places.add(i);
      }
      Collections.shuffle(places, random);
      Map<String, Object> object = new LinkedHashMap<>();
      for (int i : places) {
        String name = TypedRows.COLUMNS.get(i).name();
        if (row.get(i) != null || hasNulls) {
          object.put(isUpper ? name.toUpperCase(Locale.ROOT) : name, value(i, row.get(i)));
        }
      }
      return object;
    }

    private static Object value(int column, Object value) {
      if (value == null) {
        return null;
      }
      return switch (column) {
        case TypedRows.DAY -> TypedRows.date(value).toString();
        case TypedRows.AT -> TypedRows.time(value) + "Z";
        default -> value;
      };
    }
  }

  @Property(tries = 600, seed = "20261129")
  void rowsOfJackson_areReadBack(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Way way = Way.any(random);
    JsonRecords texts = new JsonRecords(random, true);
    List<List<Object>> rows = TypedRows.some(random, random.nextInt(ROWS), texts::text);
    byte[] file = way.file(rows.stream().map(r -> way.object(r, random)).toList());

    ReadSpec spec = TypedRows.spec(Format.of(way.dialect()));
    assertThat(TypedRows.read(spec, file)).as("%s", way).isEqualTo(rows);
    if (RecordReaders.splittable(spec, new MemoryFile(file))) {
      int cut = random.nextInt(file.length + 1);
      List<List<Object>> parts = new ArrayList<>(TypedRows.read(spec, file, 0, cut));
      parts.addAll(TypedRows.read(spec, file, cut, file.length));
      assertThat(parts).as("%s, cut at %d", way, cut).isEqualTo(rows);
    }
  }

  @Property(tries = 300, seed = "20261129")
  void nestedValuesOfJackson_areTheirBytes(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Way way = Way.any(random);
    JsonRecords json = new JsonRecords(random, false);
    ObjectMapper mapper = new ObjectMapper();
    List<Map<String, Object>> objects = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Object nested = mapper.readTree(json.object(json.some(3, json::text), () -> json.value(2)));
      objects.add(Map.of(way.isUpper() ? "NOTE" : "note", nested));
    }
    byte[] file = way.file(objects);
    ReadSpec spec =
        TypedRows.spec(Format.of(way.dialect()), List.of(TypedRows.COLUMNS.get(TypedRows.NOTE)));

    List<List<Object>> read = TypedRows.read(spec, file);
    assertThat(read).hasSize(objects.size());
    for (int i = 0; i < read.size(); i++) {
      Object nested = objects.get(i).values().iterator().next();
      String expected = new String(way.written(nested), UTF_8);
      String text = (String) read.get(i).get(0);
      assertThat(way.isPretty() ? mapper.readTree(text).toString() : text)
          .as("%s", way)
          .isEqualTo(way.isPretty() ? mapper.readTree(expected).toString() : expected);
    }
  }
}

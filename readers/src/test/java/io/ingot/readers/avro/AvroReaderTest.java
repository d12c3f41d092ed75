package io.ingot.readers.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.Origin;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.RecordReaders;
import io.ingot.readers.UnreadableFileException;
import io.ingot.readers.columnar.Scan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroReaderTest {
  private static final int ROWS = 200;
  private static final byte[] DAMAGED = numbers("null");

  private static Scan read(byte[] file, Column... columns) throws IOException {
    ReadSpec spec = Scan.spec(Format.Type.avro, columns);
    return Scan.of((s, f) -> RecordReaders.open(s, f, 0, f.length()), spec, file);
  }

  private static byte[] write(Schema schema, String codec, List<GenericData.Record> rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DataFileWriter<GenericData.Record> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericData.Record>(schema))) {
      writer.setCodec(CodecFactory.fromString(codec)).setSyncInterval(512).create(schema, out);
      for (GenericData.Record row : rows) {
        writer.append(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Schema record(String fields) {
    return new Schema.Parser()
        .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
  }

  private static byte[] numbers(String codec) {
    Schema schema =
        record("{\"name\":\"i\",\"type\":\"long\"},{\"name\":\"s\",\"type\":\"string\"}");
    List<GenericData.Record> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      GenericData.Record row = new GenericData.Record(schema);
      row.put("i", (long) i * i);
      row.put("s", "text " + i);
      rows.add(row);
    }
    return write(schema, codec, rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "deflate", "snappy", "zstandard", "bzip2", "xz"})
  void file_ofAnyCodec_givesEveryRow(String codec) throws IOException {
    Scan scan =
        read(numbers(codec), new Column("I", "int", true), new Column("s", "string", false));

    assertThat(scan.rows()).hasSize(ROWS);
    for (int i = 0; i < ROWS; i++) {
      assertThat(scan.rows().get(i)).containsExactly(i * i, "text " + i, (long) i, null);
    }
    assertThat(scan.report().records()).isEqualTo(ROWS);
  }

  /**
   * A type and one of its values.
   *
   * @param text what a string column must have
   */
  record Case(String type, Object value, String text) {
    @Override
    public String toString() {
      return type;
    }
  }

  static Stream<Case> types() {
    ByteBuffer span = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    Schema enumeration = new Schema.Parser().parse(enumeration());
    Schema three = new Schema.Parser().parse(fixed(3, ""));
    Schema twelve = new Schema.Parser().parse(fixed(12, ",\"logicalType\":\"duration\""));
    Schema five = new Schema.Parser().parse(fixed(5, decimal(1)));
    return Stream.of(
        new Case("\"boolean\"", true, "true"),
        new Case("\"int\"", -5, "-5"),
        new Case("\"long\"", Long.MIN_VALUE, "-9223372036854775808"),
        new Case("\"float\"", 0.1f, "0.1"),
        new Case("\"double\"", 1e300, "1.0E300"),
        new Case("\"bytes\"", ByteBuffer.wrap(new byte[] {0, -1}), "AP8="),
        new Case("\"string\"", "é", "é"),
        new Case("[\"null\",\"string\",\"int\"]", null, null),
        new Case("[\"null\",\"string\",\"int\"]", 7, "7"),
        new Case(enumeration(), new GenericData.EnumSymbol(enumeration, "RED"), "RED"),
        new Case(fixed(3, ""), new GenericData.Fixed(three, new byte[] {0, -1, 'a'}), "AP9h"),
        new Case(logical("int", "date"), 19_782, "2024-02-29"),
        new Case(logical("int", "time-millis"), 3_661_001, "01:01:01.001000"),
        new Case(logical("long", "time-micros"), 1_000_001L, "00:00:01.000001"),
        new Case(logical("long", "timestamp-millis"), -1L, "1969-12-31T23:59:59.999000Z"),
        new Case(logical("long", "timestamp-micros"), 1L, "1970-01-01T00:00:00.000001Z"),
        new Case(logical("long", "timestamp-nanos"), 1L, "1970-01-01T00:00:00.000000001Z"),
        new Case(logical("long", "local-timestamp-millis"), 1000L, "1970-01-01T00:00:01"),
        new Case(logical("long", "local-timestamp-micros"), 0L, "1970-01-01T00:00:00"),
        new Case(logical("long", "something-else"), 5L, "5"),
        new Case(
            logical("string", "uuid"),
            "00000000-0000-0000-0000-000000000001",
            "00000000-0000-0000-0000-000000000001"),
        new Case(
            "{\"type\":\"bytes\"" + decimal(2) + "}",
            ByteBuffer.wrap(new BigInteger("-123456789012345678901").toByteArray()),
            "-1234567890123456789.01"),
        new Case(
            fixed(5, decimal(1)),
            new GenericData.Fixed(five, new byte[] {-1, -1, -1, -1, -5}),
            "-0.5"),
        new Case(
            fixed(12, ",\"logicalType\":\"duration\""),
            new GenericData.Fixed(twelve, span.putInt(14).putInt(3).putInt(1500).array()),
            "P14M3DT1.5S"),
        new Case(
            "{\"type\":\"array\",\"items\":[\"null\",\"int\"]}",
            Arrays.asList(1, null),
            "[1,null]"),
        new Case(
            "{\"type\":\"map\",\"values\":\"double\"}", Map.of("k\"", 0.5), "{\"k\\\"\":0.5}"));
  }

  private static String logical(String type, String logical) {
    return "{\"type\":\"%s\",\"logicalType\":\"%s\"}".formatted(type, logical);
  }

  private static String fixed(int size, String more) {
    return "{\"type\":\"fixed\",\"name\":\"F\",\"size\":%d%s}".formatted(size, more);
  }

  private static String decimal(int scale) {
    return ",\"logicalType\":\"decimal\",\"precision\":21,\"scale\":" + scale;
  }

  private static String enumeration() {
    return "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"BLUE\",\"RED\"]}";
  }

  @ParameterizedTest
  @MethodSource("types")
  void type_hasItsText(Case each) throws IOException {
    Schema schema = record("{\"name\":\"v\",\"type\":" + each.type() + "}");
    GenericData.Record row = new GenericData.Record(schema);
    row.put("v", each.value());

    assertThat(read(write(schema, "null", List.of(row)), new Column("v", "string", false)).first())
        .containsExactly(each.text());
  }

  @Test
  void values_areTakenIntoDeclaredTypes_orRescued() throws IOException {
    Schema schema =
        record(
            "{\"name\":\"ts\",\"type\":"
                + logical("long", "timestamp-millis")
                + "},"
                + "{\"name\":\"n\",\"type\":[\"null\",\"double\"]},{\"name\":\"x\",\"type\":\"int\"}");
    GenericData.Record row = new GenericData.Record(schema);
    row.put("ts", 1_000L);
    row.put("n", 1.25);
    row.put("x", 3);

    assertThat(
            read(
                    write(schema, "null", List.of(row)),
                    new Column("ts", "timestamp", true),
                    new Column("n", "decimal(5,1)", false),
                    new Column("missing", "int", false))
                .rows())
        .containsExactly(Arrays.asList(1_000_000L, null, null, 0L, "{\"n\":\"1.25\",\"x\":\"3\"}"));
    assertThat(
            read(write(schema, "null", List.of(row)), new Column("n", "decimal(5,2)", false))
                .first())
        .containsExactly(new BigDecimal("1.25"));
  }

  @Test
  void membersOfARecord_areColumns_alsoOfOneThatContainsItself() throws IOException {
    Schema schema =
        record(
            "{\"name\":\"after\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"N\",\"fields\":["
                + "{\"name\":\"id\",\"type\":\"long\"},{\"name\":\"next\",\"type\":[\"null\",\"N\"]}]}]}");
    Schema node = schema.getField("after").schema().getTypes().get(1);
    GenericData.Record inner = new GenericData.Record(node);
    inner.put("id", 2L);
    GenericData.Record outer = new GenericData.Record(node);
    outer.put("id", 1L);
    outer.put("next", inner);
    GenericData.Record full = new GenericData.Record(schema);
    full.put("after", outer);
    GenericData.Record none = new GenericData.Record(schema);
    byte[] file = write(schema, "null", List.of(full, none));

    assertThat(read(file, new Column("after", "string", false)).first())
        .containsExactly("{\"id\":1,\"next\":{\"id\":2,\"next\":null}}", null);
    assertThat(
            read(
                    file,
                    new Column("id", "long", false).from(Origin.record("after.id")),
                    new Column("second", "long", false).from(Origin.record("after.next.id")))
                .rows())
        .containsExactly(Arrays.asList(1L, 2L, 0L, null), Arrays.asList(null, null, 1L, null));
  }

  @Test
  void file_thatIsNoAvroFile_isRefused() {
    Column id = new Column("i", "long", true);

    assertThatThrownBy(() -> read("Obj".getBytes(java.nio.charset.StandardCharsets.UTF_8), id))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage("it does not begin as an Avro file begins (Obj1)");
    assertThatThrownBy(() -> read(Arrays.copyOf(DAMAGED, DAMAGED.length - 30), id))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageStartingWith("it is cut off or damaged: ");
    assertThatThrownBy(() -> read(DAMAGED, new Column("x", "int", true)))
        .hasMessage("it lacks required columns (x; found: i, s)");
  }

  @Property(tries = 500, seed = "20261129")
  void damagedFile_isRefusedOrGivesAllOfItsRows(
      @ForAll long seed, @ForAll @IntRange(max = 2) int kind) throws IOException {
    byte[] file = DAMAGED.clone();
    Random random = new Random(seed);
    // Behind the header: in its JSON, a damage can be another valid schema.
    int begin = file.length / 4;
    int at = begin + random.nextInt(file.length - begin);
    switch (kind) {
      case 0 -> file[at] = (byte) random.nextInt();
      case 1 -> Arrays.fill(file, at, Math.min(file.length, at + 9), (byte) random.nextInt());
      default -> file = Arrays.copyOf(file, at);
    }
    Scan scan;
    try {
      scan = read(file, new Column("i", "long", true), new Column("s", "string", false));
    } catch (UnreadableFileException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("null", "Exception");
      return;
    }
    assertThat(scan.rows()).hasSize(ROWS);
  }
}

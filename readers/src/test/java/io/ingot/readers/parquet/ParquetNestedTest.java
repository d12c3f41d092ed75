package io.ingot.readers.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.readers.Column;
import io.ingot.readers.UnreadableFileException;
import io.ingot.readers.columnar.Scan;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists and maps in every form that writers gave them, structs, and members of structs. */
class ParquetNestedTest {
  private static final Column A = new Column("a", "string", false);

  /**
   * Records of a nested column.
   *
   * @param schema of a column {@code a}
   * @param rows what fills each record
   * @param json of each record
   */
  record Case(String schema, List<Consumer<Group>> rows, List<String> json) {
    @Override
    public String toString() {
      return schema;
    }
  }

  private static Case of(String schema, List<Consumer<Group>> rows, String... json) {
    return new Case("message m { " + schema + " }", rows, Arrays.asList(json));
  }

  static Stream<Case> cases() {
    Consumer<Group> nothing = g -> {};
    Consumer<Group> empty = g -> g.addGroup("a");
    return Stream.of(
        of(
            "optional group a (LIST) { repeated group list { optional int32 element; } }",
            List.of(
                nothing,
                empty,
                g -> {
                  Group a = g.addGroup("a");
                  a.addGroup("list").append("element", 1);
                  a.addGroup("list");
                  a.addGroup("list").append("element", 2);
                }),
            null,
            "[]",
            "[1,null,2]"),
        of(
            "optional group a (LIST) { repeated int32 array; }",
            List.of(nothing, empty, g -> g.addGroup("a").append("array", 1).append("array", 2)),
            null,
            "[]",
            "[1,2]"),
        of(
            "required group a (LIST) { repeated group element { required int32 x; required int32 y; } }",
            List.of(empty, g -> g.addGroup("a").addGroup("element").append("x", 1).append("y", 2)),
            "[]",
            "[{\"x\":1,\"y\":2}]"),
        of(
            "optional group a (LIST) { repeated group array { required int32 x; } }",
            List.of(g -> g.addGroup("a").addGroup("array").append("x", 1)),
            "[{\"x\":1}]"),
        of(
            "optional group a (LIST) { repeated group a_tuple { required int32 x; } }",
            List.of(g -> g.addGroup("a").addGroup("a_tuple").append("x", 1)),
            "[{\"x\":1}]"),
        of(
            "optional group a (LIST) { repeated group array (LIST) { repeated int32 array; } }",
            List.of(
                g -> {
                  Group a = g.addGroup("a");
                  a.addGroup("array").append("array", 1).append("array", 2);
                  a.addGroup("array");
                }),
            "[[1,2],[]]"),
        of(
            "optional group a (LIST) { repeated group bag { optional binary item (STRING); } }",
            List.of(
                g -> {
                  Group a = g.addGroup("a");
                  a.addGroup("bag").append("item", "x");
                  a.addGroup("bag");
                }),
            "[\"x\",null]"),
        of(
            "optional group a (MAP) { repeated group key_value { required binary key (STRING); optional int64 value; } }",
            List.of(
                nothing,
                empty,
                g -> {
                  Group a = g.addGroup("a");
                  a.addGroup("key_value").append("key", "k\"").append("value", 5L);
                  a.addGroup("key_value").append("key", "n");
                }),
            null,
            "{}",
            "{\"k\\\"\":5,\"n\":null}"),
        of(
            "optional group a (MAP_KEY_VALUE) { repeated group map { required int32 key; required group value (LIST) { repeated group list { required double element; } } } }",
            List.of(
                g -> {
                  Group map = g.addGroup("a").addGroup("map").append("key", 3);
                  map.addGroup("value").addGroup("list").append("element", 0.5);
                }),
            "{\"3\":[0.5]}"),
        of(
            "optional group a { required int32 x; optional group b { repeated binary t (STRING); } }",
            List.of(
                nothing,
                g -> g.addGroup("a").append("x", 1),
                g -> g.addGroup("a").append("x", 2).addGroup("b"),
                g ->
                    g.addGroup("a").append("x", 3).addGroup("b").append("t", "u").append("t", "v")),
            null,
            "{\"x\":1,\"b\":null}",
            "{\"x\":2,\"b\":{\"t\":[]}}",
            "{\"x\":3,\"b\":{\"t\":[\"u\",\"v\"]}}"),
        of(
            "repeated group a { repeated group b { required int32 x; } }",
            List.of(
                nothing,
                g -> {
                  Group first = g.addGroup("a");
                  first.addGroup("b").append("x", 1);
                  first.addGroup("b").append("x", 2);
                  g.addGroup("a");
                  g.addGroup("a").addGroup("b").append("x", 3);
                }),
            "[]",
            "[{\"b\":[{\"x\":1},{\"x\":2}]},{\"b\":[]},{\"b\":[{\"x\":3}]}]"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nestedColumn_inAnyForm_isJson(Case each) throws IOException {
    MessageType schema = MessageTypeParser.parseMessageType(each.schema());
    List<Group> rows = new ArrayList<>();
    List<Object> expected = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      Group row = new SimpleGroup(schema);
      each.rows().get(i % each.rows().size()).accept(row);
      rows.add(row);
      expected.add(each.json().get(i % each.json().size()));
    }
    byte[] file = ParquetFiles.write(schema, b -> b.withPageSize(1_000), rows);

    assertThat(ParquetFiles.read(file, A).first()).isEqualTo(expected);
  }

  @Test
  void map_withoutValues_isRefused() {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { optional group a { repeated group key_value { required int32 key; } } }");
    Group row = new SimpleGroup(schema);
    row.addGroup("a").addGroup("key_value").append("key", 1);
    byte[] file = ParquetFiles.write(schema, List.of(row));

    assertThatThrownBy(
            () ->
                ParquetFiles.read(
                    ParquetFiles.withFooter(
                        file,
                        f ->
                            f.getSchema()
                                .get(1)
                                .setConverted_type(org.apache.parquet.format.ConvertedType.MAP)),
                    A))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage("its column a is a map without values");
  }

  @Test
  void membersOfAStruct_areColumns_whereTheyAreDeclared() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { optional group after { required int64 ID; optional group b { required int32 x; required int32 y; } } required binary op (STRING); }");
    Group full = new SimpleGroup(schema).append("op", "u");
    full.addGroup("after").append("ID", 7L).addGroup("b").append("x", 1).append("y", 2);
    Group none = new SimpleGroup(schema).append("op", "d");
    Column id = new Column("key", "int", false).from(io.ingot.readers.Origin.record("after.id"));
    Column x = new Column("x", "string", false).from(io.ingot.readers.Origin.record("after.b.x"));

    Scan scan = ParquetFiles.read(ParquetFiles.write(schema, List.of(full, none)), id, x);

    assertThat(scan.rows())
        .containsExactly(
            List.of(7, "1", 0L, "{\"after.b.y\":\"2\",\"op\":\"u\"}"),
            Arrays.asList(null, null, 1L, "{\"op\":\"d\"}"));
  }

  @Test
  void nestedColumn_ofANestedType_isAValueOfIt() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { optional group a (LIST) { repeated group list { optional group element {"
                + " optional int32 ID; optional double price; optional int32 day (DATE);"
                + " optional binary t (STRING); } } } }");
    Group full = new SimpleGroup(schema);
    Group a = full.addGroup("a");
    a.addGroup("list")
        .addGroup("element")
        .append("ID", 7)
        .append("price", 9.5)
        .append("day", 1)
        .append("t", "x\"");
    a.addGroup("list");
    Group rest = new SimpleGroup(schema);
    rest.addGroup("a").addGroup("list").addGroup("element").append("price", 0.125);
    Group latin = new SimpleGroup(schema);
    latin
        .addGroup("a")
        .addGroup("list")
        .addGroup("element")
        .append("t", Binary.fromConstantByteArray(new byte[] {(byte) 0xe9}));
    byte[] file = ParquetFiles.write(schema, List.of(full, new SimpleGroup(schema), rest, latin));
    String type = "array<struct<id: long, price: decimal(7,2), day: date, t: string>>";

    Scan scan = ParquetFiles.read(file, new Column("a", type, false));

    assertThat(scan.first())
        .containsExactly(
            Arrays.asList(List.of(7L, new BigDecimal("9.50"), 1, "x\""), null), null, null, null);
    assertThat(scan.rescued())
        .containsExactly(
            null,
            null,
            "{\"a\":\"[{\\\"ID\\\":null,\\\"price\\\":0.125,\\\"day\\\":null,\\\"t\\\":null}]\"}",
            "{\"a\":\"[{\\\"ID\\\":null,\\\"price\\\":null,\\\"day\\\":null,\\\"t\\\":\\\"é\\\"}]\"}");
    assertThat(scan.report().columns().get("a").rescued().count()).isEqualTo(2);
  }

  @Test
  void bytesThatAreJson_areAValueOfANestedType() throws IOException {
    MessageType schema = MessageTypeParser.parseMessageType("message m { optional binary a; }");
    List<Group> rows =
        List.of(
            new SimpleGroup(schema).append("a", "{\"x\":1}"),
            new SimpleGroup(schema).append("a", "{\"x\":1,\"y\":2}"));

    Scan scan =
        ParquetFiles.read(
            ParquetFiles.write(schema, rows), new Column("a", "struct<x: int>", false));

    assertThat(scan.first()).containsExactly(List.of(1), List.of(1));
    assertThat(scan.rescued()).containsExactly(null, "{\"a\":\"{\\\"x\\\":1,\\\"y\\\":2}\"}");
  }

  @Test
  void memberThatNobodyDeclared_isRescuedWithItsColumn_withoutBeingCounted() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { optional group a { optional int32 x; optional int32 y; } }");
    Group row = new SimpleGroup(schema);
    row.addGroup("a").append("x", 1).append("y", 2);

    Scan scan =
        ParquetFiles.read(
            ParquetFiles.write(schema, List.of(row)), new Column("a", "struct<x: int>", false));

    assertThat(scan.first()).containsExactly(List.of(1));
    assertThat(scan.rescued()).containsExactly("{\"a\":\"{\\\"x\\\":1,\\\"y\\\":2}\"}");
    assertThat(scan.report().columns().get("a").rescued().count()).isZero();
  }
}

package io.ingot.jobs;

import static io.ingot.jobs.Typed.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SilverDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.jobs.run.JobPoints;
import io.ingot.jobs.table.Evolution;
import io.ingot.jobs.table.TableChange;
import io.ingot.jobs.table.TableLayout;
import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.UnknownColumns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/**
 * Types that change at every depth of structs, arrays and maps, declared and from {@code
 * from_json}.
 */
class NestedEvolutionIT {
  /** Types and values, {@code %s} stands for what is inside. */
  private static final List<Around> KINDS =
      List.of(
          new Around("struct<m: %s>", "{\"m\":%s}"),
          new Around("array<%s>", "[%s]"),
          new Around("map<string, %s>", "{\"x\":%s}"));

  private static final List<Change> CAN =
      List.of(
          new Change(
              "struct<a: int>", "{\"a\":1}", "struct<b: string, a: int>", "{\"b\":\"y\",\"a\":2}"),
          new Change(
              "struct<a: int>",
              "{\"a\":1}",
              "struct<a: long, b: array<int>>",
              "{\"a\":5000000000,\"b\":[2]}"),
          new Change("int", "1", "long", "5000000000"),
          new Change("float", "0.5", "double", "0.1"),
          new Change("decimal(5,2)", "1.25", "decimal(9,2)", "1234567.25"));

  private static final List<Change> CANNOT =
      List.of(
          new Change("struct<a: int, b: int>", "", "struct<a: int>", ""),
          new Change("struct<a: int>", "", "struct<c: int>", ""),
          new Change("struct<a: int>", "", "array<int>", ""),
          new Change("array<int>", "", "int", ""),
          new Change("map<string, int>", "", "map<date, int>", ""),
          new Change("map<string, int>", "", "struct<a: int>", ""),
          new Change("long", "", "int", ""),
          new Change("double", "", "float", ""),
          new Change("decimal(9,2)", "", "decimal(5,2)", ""),
          new Change("decimal(9,2)", "", "decimal(11,4)", ""),
          new Change("string", "", "int", ""));

  private record Around(String type, String value) {
    Around in(Around outer) {
      return new Around(outer.type.formatted(type), outer.value.formatted(value));
    }
  }

  private record Change(String before, String old, String after, String now) {
    Change in(Around around) {
      return new Change(
          around.type.formatted(before),
          around.value.formatted(old),
          around.type.formatted(after),
          around.value.formatted(now));
    }
  }

  /** Nothing around, one kind, two. */
  private static List<Around> depths() {
    List<Around> depths = new ArrayList<>(List.of(new Around("%s", "%s")));
    depths.addAll(KINDS);
    KINDS.forEach(outer -> KINDS.forEach(inner -> depths.add(inner.in(outer))));
    return depths;
  }

  /** Every change somewhere at every depth; not all with all, as a table of them takes long. */
  private static List<Change> some(List<Change> changes) {
    List<Around> depths = depths();
    List<Change> some = new ArrayList<>();
    for (int i = 0; i < depths.size(); i++) {
      some.add(changes.get(i % changes.size()).in(depths.get(i)));
      some.add(changes.get((i + 2) % changes.size()).in(depths.get(i)));
    }
    return some;
  }

  @Test
  void typesThatGrow_loadIntoTablesThatExist_atEveryDepth() {
    List<Change> changes = some(CAN);
    PipelineDefinition before = pipeline(changes.stream().map(Change::before).toList());
    Lake lake = new Lake(before);
    upload(lake, "1.json", changes.stream().map(Change::old).toList());
    lake.run(1);
    upload(lake, "2.json", changes.stream().map(Change::now).toList());
    Lake.Batch batch = lake.batch(2);
    List<String> after = changes.stream().map(Change::after).toList();
    batch.run(batch.attempt(2, 1, pipeline(before.database(), after)), "all", JobPoints.NONE);

    for (String column : List.of("c", "j")) {
      for (int i = 0; i < changes.size(); i++) {
        Change change = changes.get(i);
        assertThat(
                lake.query(
                    "SELECT _batch, to_json(struct(%1$s%2$d AS v)) FROM db.t_silver WHERE %1$s%2$d IS NOT NULL"
                        .formatted(column, i)))
            .as("%s%d: %s", column, i, change)
            .containsExactly("1|{\"v\":" + change.old + "}", "2|{\"v\":" + change.now + "}");
      }
    }
  }

  @Test
  void changesThatTablesCannotFollow_areRefusedByName_beforeAnythingChanges() {
    Lake lake = new Lake(pipeline(List.of("int")));
    upload(lake, "1.json", List.of("1"));
    lake.run(1);
    List<Change> changes =
        depths().stream().flatMap(d -> CANNOT.stream().map(c -> c.in(d))).toList();
    lake.query(
        "CREATE TABLE db.nested ("
            + names(changes.size())
                .map(i -> "c" + i + " " + type(changes.get(i).before).sql())
                .collect(Collectors.joining(", "))
            + ")");
    lake.query(
        changes.stream()
            .map(c -> "CAST(NULL AS " + type(c.before).sql() + ")")
            .collect(Collectors.joining(", ", "INSERT INTO db.nested SELECT ", "")));
    Table table = lake.table("nested");
    String schema = table.schema().toString();

    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      StructType wanted = new StructType().add("c" + i, type(change.after));
      TableChange evolution =
          new TableChange(
              pipeline(List.of()).sources().get(0).bronze(),
              table,
              new TableLayout(wanted, List.of(), TableLayout.MERGE_ON_READ),
              Evolution.ADDITIVE,
              "./ingot rebuild");
      assertThatThrownBy(evolution::apply)
          .as(change.toString())
          .isInstanceOf(RefusedException.class)
          .hasMessageStartingWith("Cannot change column c" + i);
    }
    table.refresh();
    assertThat(table.schema()).hasToString(schema);
  }

  private static Stream<Integer> names(int count) {
    return Stream.iterate(0, i -> i + 1).limit(count);
  }

  private static DataType type(String type) {
    return DataType.fromDDL(type);
  }

  private static void upload(Lake lake, String name, List<String> values) {
    String row =
        names(values.size())
            .map(
                i ->
                    "\"c%1$d\":%2$s,\"t%1$d\":\"{\\\"v\\\":%3$s}\""
                        .formatted(i, values.get(i), values.get(i).replace("\"", "\\\"")))
            .collect(Collectors.joining(",", "{", "}\n"));
    lake.upload("t", name, row.getBytes(StandardCharsets.UTF_8));
  }

  private static PipelineDefinition pipeline(List<String> types) {
    return pipeline(Rides.database(), types);
  }

  /** Of each type a column {@code c}, and {@code j} that {@code from_json} reads from a text. */
  private static PipelineDefinition pipeline(String db, List<String> types) {
    List<Column> columns = new ArrayList<>();
    Map<String, String> add = new LinkedHashMap<>();
    for (int i = 0; i < types.size(); i++) {
      columns.add(column("c" + i, types.get(i)));
      columns.add(column("t" + i, "string"));
      add.put("j" + i, "from_json(t%d, 'v %s').v".formatted(i, types.get(i)));
    }
    PipelineDefinition typed =
        Typed.pipeline(
            db, Format.of(Format.Type.json), UnknownColumns.rescue, columns.toArray(Column[]::new));
    SourceDefinition t = typed.sources().get(0);
    SilverDefinition s = t.silver();
    SourceDefinition source =
        new SourceDefinition(
            t.name(),
            t.description(),
            t.landing(),
            t.files(),
            t.format(),
            t.columns(),
            t.limits(),
            t.overwrite(),
            t.unknownColumns(),
            t.bronze(),
            new SilverDefinition(
                s.table(),
                s.drop(),
                s.rename(),
                add,
                s.key(),
                s.sequence(),
                s.operation(),
                s.partition(),
                s.expect()));
    return new PipelineDefinition(
        typed.name(), typed.description(), db, typed.limits(), List.of(source), List.of());
  }
}

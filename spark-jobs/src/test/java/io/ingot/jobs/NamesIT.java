package io.ingot.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.Operation;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.definition.SilverDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.jobs.run.JobPoints;
import io.ingot.jobs.run.Sql;
import io.ingot.readers.Column;
import io.ingot.readers.CsvDialect;
import io.ingot.readers.UnknownColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Columns of any name that a definition may have, in every role, and renamed in every role. */
class NamesIT {
  private static final List<String> NAMES =
      List.of("1st größe's", "select", "a\b 100%-😀", "tab	in it");

  @Test
  void columns_ofAnyName_load_inEveryRole() {
    String db = Rides.database();
    Lake lake = new Lake(pipeline(db, "", List.of()));
    upload(lake, "1.csv", "", "u,1,1,p,v", "u,1,2,p,w");
    run(lake, 1, pipeline(db, "", List.of()));
    for (int i = 0; i < NAMES.size(); i++) {
      assertThat(gold(lake, i, "")).as(NAMES.get(i)).containsExactly("1|1", "2|1");
    }

    PipelineDefinition renamed = pipeline(db, " new", NAMES);
    upload(lake, "2.csv", " new", "u,2,2,q,x", "d,2,1,,");
    run(lake, 2, renamed);
    for (int i = 0; i < NAMES.size(); i++) {
      assertThat(gold(lake, i, " new")).as(NAMES.get(i)).containsExactly("2|1");
      String name = NAMES.get(i) + " new";
      assertThat(
              lake.query(
                  "SELECT %s, %s FROM db.s%d_silver"
                      .formatted(Sql.name(name + "r"), Sql.name(added(name)), i)))
          .as(NAMES.get(i))
          .containsExactly("x|X");
      assertThat(lake.query("SELECT count(*) FROM db.s" + i + "_silver_history"))
          .as(NAMES.get(i))
          .containsExactly("3");
    }
  }

  private static List<String> gold(Lake lake, int source, String suffix) {
    return lake.query(
        "SELECT %s, n FROM db.mart%d"
            .formatted(Sql.name(NAMES.get(source) + suffix + "k"), source));
  }

  /** A computed column keeps its name. */
  private static String added(String name) {
    return name.replaceFirst(" new$", "") + "a";
  }

  /** In files, and in silver, which renames one. */
  private static Stream<String> former(String name, String role) {
    return role.equals("v") ? Stream.of(name + "v", name + "r") : Stream.of(name + role);
  }

  private static void upload(Lake lake, String file, String suffix, String... rows) {
    for (int i = 0; i < NAMES.size(); i++) {
      String name = NAMES.get(i) + suffix;
      String header =
          Stream.of("o", "s", "k", "p", "v")
              .map(role -> '"' + name + role + '"')
              .collect(Collectors.joining(","));
      lake.upload(
          "s" + i, file, Stream.concat(Stream.of(header), Stream.of(rows)).toArray(String[]::new));
    }
  }

  private static void run(Lake lake, long number, PipelineDefinition definition) {
    Lake.Batch batch = lake.batch(number);
    batch.run(batch.attempt(number, 1, definition), "all", JobPoints.NONE);
  }

  private static PipelineDefinition pipeline(String db, String suffix, List<String> former) {
    List<SourceDefinition> sources = new ArrayList<>();
    List<MartDefinition> marts = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      String name = NAMES.get(i) + suffix;
      List<String> was = former.isEmpty() ? List.of() : List.of(NAMES.get(i));
      sources.add(source(db, "s" + i, name, was));
      String key = Sql.name(name + "k");
      marts.add(
          mart(
              db,
              "mart" + i,
              "s" + i,
              name + "k",
              "SELECT "
                  + key
                  + ", count("
                  + Sql.name(added(name))
                  + ") AS n FROM s"
                  + i
                  + " GROUP BY "
                  + key));
    }
    return new PipelineDefinition("names", "Names.", db, PipelineLimits.DEFAULT, sources, marts);
  }

  private static MartDefinition mart(
      String db, String name, String source, String key, String sql) {
    return new MartDefinition(
        name,
        "One row per key.",
        new TableName(db, name),
        List.of(key),
        MartDefinition.Refresh.incremental,
        List.of(source),
        sql,
        List.of("truncate(2, " + key + ")"));
  }

  private static SourceDefinition source(String db, String id, String name, List<String> was) {
    SourceDefinition typed =
        Typed.pipeline(CsvDialect.with().format(), UnknownColumns.rescue).sources().get(0);
    return new SourceDefinition(
        id,
        "Anything.",
        id + "/",
        typed.files(),
        typed.format(),
        Stream.of("o", "s", "k", "p", "v")
            .map(
                role ->
                    new Column(name + role, role.equals("s") ? "long" : "string", role.equals("k"))
                        .formerly(was.stream().flatMap(w -> former(w, role)).toList()))
            .toList(),
        typed.limits(),
        typed.overwrite(),
        typed.unknownColumns(),
        new TableName(db, id),
        new SilverDefinition(
            new TableName(db, id + "_silver"),
            List.of(),
            Map.of(name + "v", name + "r"),
            Map.of(added(name), "upper(" + Sql.name(name + "r") + ")"),
            List.of(name + "k"),
            List.of(name + "s"),
            new Operation(name + "o", List.of("d")),
            List.of(name + "p", "bucket(4, " + name + "k)"),
            Expectations.NONE,
            true));
  }
}

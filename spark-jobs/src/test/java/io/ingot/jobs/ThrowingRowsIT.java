package io.ingot.jobs;

import static io.ingot.jobs.Typed.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.Operation;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SilverDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.readers.Column;
import io.ingot.readers.CsvDialect;
import io.ingot.readers.UnknownColumns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows on which an expression of the definition throws go to quarantine, and the others load. */
class ThrowingRowsIT {
  @Test
  void rowOnWhichAnExpressionThrows_isQuarantinedUnderItsName() {
    Lake lake = new Lake(pipeline());
    lake.upload(
        "t",
        "a.csv",
        "id,ts,n",
        "1,0,2",
        "2,9223372036854775807,2",
        "3,0,100000",
        "4,0,0",
        "5,1000,");
    lake.run(1);

    assertThat(lake.query("SELECT id, unix_millis(at), square, _batch FROM db.t_silver"))
        .containsExactly("1|0|4|1", "5|1000|null|1");
    assertThat(
            lake.query(
                "SELECT array_join(rules, ','), reason, _position FROM db.t_silver_quarantine"))
        .containsExactly(
            "add:at|at cannot be computed (timestamp_millis(ts))|14",
            "add:square|square cannot be computed (n * n)|38",
            "ratio|ratio is broken (n IS NULL OR 1 / n > 0)|49");

    lake.upload("t", "b.csv", "id,ts,n", "6,0,3");
    lake.run(2);
    assertThat(lake.query("SELECT id FROM db.t_silver")).containsExactly("1", "5", "6");
  }

  private static PipelineDefinition pipeline() {
    PipelineDefinition typed =
        Typed.pipeline(
            CsvDialect.with().format(),
            UnknownColumns.rescue,
            new Column("id", "long", true),
            column("ts", "long"),
            column("n", "int"));
    SourceDefinition t = typed.sources().get(0);
    Map<String, String> add = new LinkedHashMap<>();
    add.put("at", "timestamp_millis(ts)");
    add.put("square", "n * n");
    SilverDefinition silver =
        new SilverDefinition(
            t.silver().table(),
            List.of(),
            Map.of(),
            add,
            List.of("id"),
            List.of(),
            Operation.NONE,
            List.of(),
            new Expectations(Map.of(), Map.of("ratio", "n IS NULL OR 1 / n > 0"), Map.of()));
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
            silver);
    return new PipelineDefinition(
        typed.name(),
        typed.description(),
        typed.database(),
        typed.limits(),
        List.of(source),
        List.of());
  }
}

package io.ingot.bench.simulation;

import io.ingot.core.definition.Definitions;
import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.FileNames;
import io.ingot.core.definition.Operation;
import io.ingot.core.definition.Overwrite;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.definition.SilverDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.SourceLimits;
import io.ingot.core.definition.TableName;
import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.UnknownColumns;
import java.util.List;
import java.util.Map;

/** Pipelines of one source each, where a new version of a file replaces the former. */
final class Pipelines {
  static final String COLUMN = "id";

  private Pipelines() {}

  static Definitions named(List<String> names, PipelineLimits limits) {
    return new Definitions(
        names.stream()
            .map(n -> new PipelineDefinition(n, "", n, limits, List.of(source(n)), List.of()))
            .toList());
  }

  static String key(String pipeline, String name) {
    return pipeline + "/data/" + name + ".csv";
  }

  private static SourceDefinition source(String pipeline) {
    return new SourceDefinition(
        "data",
        "",
        pipeline + "/data/",
        FileNames.DEFAULT,
        Format.of(Format.Type.csv),
        List.of(new Column(COLUMN, "string", true)),
        SourceLimits.DEFAULT,
        Overwrite.replace,
        UnknownColumns.rescue,
        TableName.parse(pipeline + ".bronze"),
        new SilverDefinition(
            TableName.parse(pipeline + ".silver"),
            List.of(),
            Map.of(),
            Map.of(),
            List.of(COLUMN),
            List.of(),
            Operation.NONE,
            List.of(),
            Expectations.NONE));
  }
}

package io.ingot.jobs;

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

/** One source {@code t} with columns of a test's choice, in a database of its own. */
public final class Typed {
  private Typed() {}

  public static PipelineDefinition pipeline(
      Format format, UnknownColumns unknown, Column... columns) {
    return pipeline(format, unknown, Overwrite.replace, columns);
  }

  public static PipelineDefinition pipeline(
      String db, Format format, UnknownColumns unknown, Column... columns) {
    return pipeline(db, format, unknown, Overwrite.replace, columns);
  }

  public static PipelineDefinition pipeline(
      Format format, UnknownColumns unknown, Overwrite overwrite, Column... columns) {
    return pipeline(Rides.database(), format, unknown, overwrite, columns);
  }

  private static PipelineDefinition pipeline(
      String db, Format format, UnknownColumns unknown, Overwrite overwrite, Column... columns) {
    SourceDefinition source =
        new SourceDefinition(
            "t",
            "Anything.",
            "t/",
            FileNames.DEFAULT,
            format,
            List.of(columns),
            SourceLimits.DEFAULT,
            overwrite,
            unknown,
            new TableName(db, "t"),
            new SilverDefinition(
                new TableName(db, "t_silver"),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                Operation.NONE,
                List.of(),
                Expectations.NONE));
    return new PipelineDefinition(
        "typed", "Anything.", db, PipelineLimits.DEFAULT, List.of(source), List.of());
  }

  static Column column(String name, String type) {
    return new Column(name, type, false);
  }

  static Column column(String name, String type, String format) {
    return new Column(name, type, false).written(format);
  }
}

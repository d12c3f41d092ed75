package io.ingot.jobs.gold;

import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.jobs.run.ReadMeter;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.table.Prepared;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gold: the marts that the batch touches, each after those that it reads. */
public final class GoldStage {
  private final StageRun run;

  public GoldStage(StageRun run) {
    this.run = run;
  }

  /**
   * Prepares the marts that are computed in this batch; those that have it are left as they are.
   */
  public Prepared prepare() {
    ReadMeter meter = new ReadMeter();
    List<Prepared> parts = meter.count(run.spark().sparkContext(), this::parts);
    return Prepared.join(parts, meter.bytes(), meter.records());
  }

  private List<Prepared> parts() {
    try (Relations relations = new Relations(run)) {
      return parts(relations);
    }
  }

  private List<Prepared> parts(Relations relations) {
    Set<String> touchedSources = new LinkedHashSet<>();
    for (SourceDefinition source : run.attempt().definition().sources()) {
      if (relations.touched(source)) {
        touchedSources.add(source.name());
      }
    }
    Set<String> touchedMarts = new LinkedHashSet<>();
    List<Prepared> parts = new ArrayList<>();
    for (MartDefinition mart : run.attempt().definition().marts()) {
      boolean fromMart = mart.reads().stream().anyMatch(touchedMarts::contains);
      boolean others = relations.changedByOthers(mart);
      boolean rebuilt = run.attempt().rebuild().of(mart.name());
      if (fromMart
          || others
          || rebuilt
          || mart.reads().stream().anyMatch(touchedSources::contains)) {
        touchedMarts.add(mart.name());
        parts.add(new GoldMart(run, mart, relations, touchedSources, fromMart, others).prepare());
      }
    }
    return parts;
  }
}

package io.ingot.jobs;

import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.Expectations.Gate;
import io.ingot.core.definition.SourceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a batch's rows did to a source's rules. Gates have passed when this exists.
 *
 * @param parsed rows that could be parsed
 * @param corrupt lines that could not
 * @param quarantined rows that broke a quarantine rule
 * @param warned rows that broke a warn rule and count
 */
record Checks(long parsed, long corrupt, long quarantined, long warned) {
  private static final int SAMPLES = 3;

  /**
   * Counts, in one pass.
   *
   * @throws GateException if a {@code fail} rule is broken
   */
  static Checks of(StageRun run, SourceDefinition source, Dataset<Row> rows) {
    Expectations expect = source.silver().expect();
    List<Map.Entry<String, Gate>> gates = List.copyOf(expect.fail().entrySet());
    List<String> aggregates = new ArrayList<>();
    aggregates.add("count_if(_corrupt IS NULL)");
    aggregates.add("count(_corrupt)");
    aggregates.add("count_if(" + SilverRows.quarantined() + ")");
    String warned =
        expect.warn().values().stream()
            .map(SilverRows::broken)
            .collect(Collectors.joining(" OR ", "(", ")"));
    aggregates.add(
        expect.warn().isEmpty() ? "0L" : "count_if(" + SilverRows.valid() + " AND " + warned + ")");
    for (Map.Entry<String, Gate> gate : gates) {
      String predicate = gate.getValue().predicate();
      aggregates.add(predicate.isEmpty() ? "0L" : "count_if(" + breaks(predicate) + ")");
    }
    Row counts = rows.selectExpr(aggregates.toArray(String[]::new)).first();
    Checks checks =
        new Checks(counts.getLong(0), counts.getLong(1), counts.getLong(2), counts.getLong(3));
    for (int i = 0; i < gates.size(); i++) {
      String name = gates.get(i).getKey();
      Gate gate = gates.get(i).getValue();
      String broken = gate.predicate().isEmpty() ? checks.limit(gate) : "";
      String which = SilverRows.quarantined();
      if (counts.getLong(4 + i) > 0) {
        broken = counts.getLong(4 + i) + " rows break " + gate.predicate();
        which = breaks(gate.predicate());
      }
      if (!broken.isEmpty()) {
        throw new GateException(
            "Cannot publish batch "
                + run.batch()
                + " of source "
                + source.name()
                + ": rule "
                + name
                + " is broken ("
                + broken
                + "; for example "
                + samples(rows.where(which))
                + "). Fix the file or the rule, then redrive the batch.");
      }
    }
    return checks;
  }

  private static String breaks(String predicate) {
    return SilverRows.valid() + " AND NOT _delete AND " + SilverRows.broken(predicate);
  }

  private String limit(Gate gate) {
    String of = quarantined + " of " + parsed + " rows are quarantined, allowed are ";
    if (gate.maxQuarantinedRows() >= 0 && quarantined > gate.maxQuarantinedRows()) {
      return of + gate.maxQuarantinedRows();
    }
    if (gate.maxQuarantinedRatio() >= 0 && quarantined > gate.maxQuarantinedRatio() * parsed) {
      return of + String.format(Locale.ROOT, "%.4g%%", gate.maxQuarantinedRatio() * 100);
    }
    return "";
  }

  private static String samples(Dataset<Row> rows) {
    return rows.select(SilverRows.JSON).limit(SAMPLES).collectAsList().stream()
        .map(r -> r.getString(0))
        .collect(Collectors.joining(", "));
  }
}

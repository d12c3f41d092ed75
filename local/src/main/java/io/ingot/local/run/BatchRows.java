package io.ingot.local.run;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.port.WorkStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What became of a batch's rows when it was loaded. Every row that arrived is counted once more:
 * {@code arrived = effective + superseded + quarantined + corrupt}.
 *
 * @param batch the batch
 * @param arrived rows in bronze; of a batch that checks a quarantine again, the rows that left it
 * @param effective rows that became what is known of their key
 * @param superseded rows that lost to a newer change of their key, or belong to a file version that
 *     does not count
 * @param quarantined rows that broke a rule
 * @param corrupt lines that could not be parsed
 */
public record BatchRows(
    long batch, long arrived, long effective, long superseded, long quarantined, long corrupt) {

  /**
   * Reads the result that the batch's last attempt left; empty if it is no longer there, or tells
   * of all rows because the batch rebuilt something.
   */
  static Optional<BatchRows> of(PipelineDefinition pipeline, BatchItem batch, WorkStore work) {
    String key =
        Attempt.resultKey(
            pipeline.name(), batch.batch(), batch.fence(), batch.attempt(), Stage.silver);
    Set<String> silver =
        pipeline.sources().stream()
            .map(s -> s.silver().table().toString())
            .collect(Collectors.toSet());
    Set<String> quarantines =
        pipeline.sources().stream()
            .map(s -> s.silver().quarantine().toString())
            .collect(Collectors.toSet());
    return Optional.of(key)
        .filter(k -> !Manifest.rebuilds(batch.manifest()))
        .flatMap(work::get)
        .map(bytes -> Json.read(bytes, StageResult.class).tables())
        .map(
            all -> {
              List<TableResult> tables = in(silver, all);
              return new BatchRows(
                  batch.batch(),
                  batch.files() > 0
                      ? batch.rows()
                      : sum(in(quarantines, all), TableResult::deleted),
                  sum(tables, TableResult::effective),
                  sum(tables, TableResult::superseded),
                  sum(tables, TableResult::quarantined),
                  sum(tables, TableResult::corrupt));
            });
  }

  /** Whether every row is accounted for. */
  public boolean balanced() {
    return arrived == effective + superseded + quarantined + corrupt;
  }

  private static List<TableResult> in(Set<String> names, List<TableResult> tables) {
    return tables.stream().filter(t -> names.contains(t.table())).toList();
  }

  private static long sum(List<TableResult> tables, ToLongFunction<TableResult> count) {
    return tables.stream().mapToLong(count).sum();
  }
}

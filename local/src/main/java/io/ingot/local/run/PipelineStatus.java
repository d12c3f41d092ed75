package io.ingot.local.run;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Remark;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.attempt.StageResult.RuleResult;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.plan.Checkpoint;
import io.ingot.core.plan.Checkpoints;
import io.ingot.core.plan.Command;
import io.ingot.core.plan.HowToRun;
import io.ingot.core.port.WorkStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that ledger and tables say of a pipeline.
 *
 * @param pipeline its name
 * @param owner the execution that holds the lease; empty if none
 * @param held why it waits for an operator; empty if it does not
 * @param openBatch the batch at hand; 0 if none
 * @param checkpoint the checkpoint
 * @param files how many files are in each state
 * @param refused the refused files, with reasons
 * @param batches the batches
 * @param rows what became of the rows of each loaded batch, in their order
 * @param tables the tables
 * @param rules rules that rows of the newest loaded batches broke
 * @param remarks what was met in files of the newest loaded batches
 * @param tableRemarks what they met in tables
 * @param waiting marts that today's definitions have not computed yet
 */
public record PipelineStatus(
    String pipeline,
    String owner,
    String held,
    long openBatch,
    Checkpoint checkpoint,
    Map<FileState, Long> files,
    List<FileItem> refused,
    List<BatchItem> batches,
    List<BatchRows> rows,
    List<Tables.Info> tables,
    List<BrokenRule> rules,
    List<FileRemarks> remarks,
    List<TableRemarks> tableRemarks,
    List<Tables.Waiting> waiting) {
  private static final int NEWEST = 10;

  /**
   * A rule that rows of a batch broke.
   *
   * @param batch the batch
   * @param table the silver or gold table
   * @param rule what became of it
   */
  public record BrokenRule(long batch, String table, RuleResult rule) {}

  /**
   * What was met in a file of a batch.
   *
   * @param batch the batch
   * @param result counts and examples
   * @param remarks the same for people
   */
  public record FileRemarks(long batch, FileResult result, List<Remark> remarks) {}

  /**
   * What a batch met in a table.
   *
   * @param batch the batch
   * @param result its part of the table
   * @param remarks what is told of it for people
   */
  public record TableRemarks(long batch, TableResult result, List<Remark> remarks) {}

  /** Whether no file has ever arrived. */
  public boolean untouched() {
    return batches.isEmpty() && files.values().stream().allMatch(n -> n == 0);
  }

  /** Reads ledger, results and tables. */
  public static PipelineStatus of(
      PipelineDefinition pipeline, Ledger ledger, WorkStore work, Tables tables) {
    PipelineItem header = ledger.pipeline(pipeline.name());
    List<FileItem> settled = ledger.settledFiles(pipeline.name());
    List<BatchItem> batches = ledger.batches(pipeline.name());
    int inBatch =
        batches.stream()
            .filter(b -> b.batch() == header.openBatch())
            .mapToInt(BatchItem::files)
            .sum();
    Checkpoint checkpoint = Checkpoints.of(ledger, header, inBatch);
    Map<FileState, Long> files = new EnumMap<>(FileState.class);
    files.put(FileState.waiting, checkpoint.waiting());
    files.put(FileState.claimed, (long) inBatch);
    settled.forEach(f -> files.merge(f.state(), 1L, Long::sum));
    return new PipelineStatus(
        pipeline.name(),
        header.owner(),
        header.held(),
        header.openBatch(),
        checkpoint,
        files,
        settled.stream().filter(f -> f.state() == FileState.refused).toList(),
        batches,
        batches.stream()
            .filter(b -> b.state() == BatchItem.State.loaded)
            .flatMap(b -> BatchRows.of(pipeline, b, work).stream())
            .toList(),
        tables.of(pipeline),
        rules(pipeline.name(), newest(batches), work),
        remarks(pipeline.name(), newest(batches), work),
        tableRemarks(pipeline.name(), newest(batches), work),
        tables.waiting(pipeline));
  }

  private static List<BatchItem> newest(List<BatchItem> batches) {
    List<BatchItem> loaded =
        batches.stream().filter(b -> b.state() == BatchItem.State.loaded).toList();
    return loaded.subList(Math.max(0, loaded.size() - NEWEST), loaded.size());
  }

  private static List<BrokenRule> rules(String pipeline, List<BatchItem> batches, WorkStore work) {
    List<BrokenRule> rules = new ArrayList<>();
    for (BatchItem batch : batches) {
      for (Stage stage : List.of(Stage.silver, Stage.gold)) {
        result(pipeline, batch, stage, work).stream()
            .flatMap(result -> result.tables().stream())
            .forEach(
                t ->
                    t.rules().forEach(r -> rules.add(new BrokenRule(batch.batch(), t.table(), r))));
      }
    }
    return List.copyOf(rules);
  }

  private static List<FileRemarks> remarks(
      String pipeline, List<BatchItem> batches, WorkStore work) {
    List<FileRemarks> all = new ArrayList<>();
    for (BatchItem batch : batches) {
      result(pipeline, batch, Stage.bronze, work).stream()
          .flatMap(result -> result.files().stream())
          .map(f -> new FileRemarks(batch.batch(), f, Remark.of(List.of(f))))
          .filter(f -> !f.remarks().isEmpty())
          .forEach(all::add);
    }
    return List.copyOf(all);
  }

  private static List<TableRemarks> tableRemarks(
      String pipeline, List<BatchItem> batches, WorkStore work) {
    List<TableRemarks> all = new ArrayList<>();
    for (BatchItem batch : batches) {
      for (Stage stage : Stage.LOADING) {
        result(pipeline, batch, stage, work).stream()
            .flatMap(result -> result.tables().stream())
            .map(
                t ->
                    new TableRemarks(
                        batch.batch(),
                        t,
                        Remark.of(
                            List.of(t), b -> HowToRun.LAPTOP.line(pipeline, Command.rollback(b)))))
            .filter(t -> !t.remarks().isEmpty())
            .forEach(all::add);
      }
    }
    return List.copyOf(all);
  }

  private static Optional<StageResult> result(
      String pipeline, BatchItem batch, Stage stage, WorkStore work) {
    return work.get(
            Attempt.resultKey(pipeline, batch.batch(), batch.fence(), batch.attempt(), stage))
        .map(bytes -> Json.read(bytes, StageResult.class));
  }
}

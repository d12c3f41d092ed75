package io.ingot.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Remark;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.attempt.Work;
import io.ingot.core.close.Cause;
import io.ingot.core.close.CloseAnswer;
import io.ingot.core.json.Json;
import io.ingot.core.plan.Command;
import io.ingot.core.plan.HowToRun;
import io.ingot.core.plan.PlanAnswer;
import io.ingot.local.asl.ExecutionListener;
import io.ingot.local.asl.ExecutionRequest;
import io.ingot.local.asl.ExecutionResult;
import io.ingot.local.lake.FolderWorkStore;
import io.ingot.local.lake.Lake;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows an execution while it runs: states, files, rows, seconds. */
final class Progress implements ExecutionListener {
  /** How many remarks about files a batch shows. */
  private static final int REMARKS = 20;

  private final PrintStream out;
  private final FolderWorkStore work;
  private Instant entered = Instant.EPOCH;
  private PlanAnswer plan;
  private final Letters letters;
  private boolean caught;

  Progress(PrintStream out, Lake lake, Letters letters) {
    this.out = out;
    this.letters = letters;
    this.work = new FolderWorkStore(lake);
  }

  @Override
  public void executionStarted(ExecutionRequest request) {
    out.printf("Execution %s%n", request.name());
  }

  @Override
  public void stateEntered(String state, JsonNode input, Instant time) {
    entered = time;
    caught = false;
    if (List.of("Medallion", "Bronze", "Silver", "Gold").contains(state)) {
      out.printf("  %-14s …%n", state);
    }
  }

  @Override
  public void stateExited(String state, JsonNode output, Instant time) {
    if (caught) {
      return;
    }
    switch (state) {
      case "PlanBatch" -> planned(output);
      case "Medallion" -> Stage.LOADING.forEach(s -> stage(s, time));
      case "Bronze", "Silver", "Gold" -> stage(Stage.valueOf(state.toLowerCase(Locale.ROOT)), time);
      case "CloseBatch" -> line(state, closed(output));
      case "IsThereWork", "WhatNext" -> {
        // a Choice leads on; the state that it leads to is shown
      }
      default -> line(state, "");
    }
  }

  private void planned(JsonNode output) {
    plan = Json.of(output.path("Payload"), PlanAnswer.class);
    if (plan.work() == Work.none) {
      line("PlanBatch", plan.reason());
      return;
    }
    line(
        "PlanBatch",
        "batch %d, attempt %d: %d %s, %s"
            .formatted(
                plan.batch(),
                plan.attempt(),
                plan.checkpoint().inBatch(),
                plan.checkpoint().inBatch() == 1 ? "file" : "files",
                plan.shape()));
  }

  private static String closed(JsonNode output) {
    CloseAnswer answer = Json.of(output.path("Payload"), CloseAnswer.class);
    return switch (answer.next()) {
      case plan -> "settled; look again";
      case notify -> "failed: " + answer.subject();
      case done -> "another execution goes on";
    };
  }

  private void stage(Stage stage, Instant now) {
    String key =
        Attempt.resultKey(plan.pipeline(), plan.batch(), plan.fence(), plan.attempt(), stage);
    StageResult result =
        work.get(key).map(bytes -> Json.read(bytes, StageResult.class)).orElse(null);
    if (result == null) {
      return;
    }
    for (TableResult table : result.tables()) {
      out.printf("    %-12s %-46s %s%n", stage, table.table(), rows(table));
    }
    List<Remark> remarks =
        new ArrayList<>(
            Remark.of(
                result.tables(), b -> HowToRun.LAPTOP.line(plan.pipeline(), Command.rollback(b))));
    remarks.addAll(Remark.of(result.files()));
    remarks(remarks);
    if (stage == Stage.gold) {
      out.printf(
          Locale.ROOT,
          "    %-12s %.1f s%n",
          "",
          Duration.between(entered, now).toMillis() / 1000.0);
    }
  }

  /** What was met in tables and in files that are loaded; refused ones are named at the end. */
  private void remarks(List<Remark> all) {
    List<Remark> remarks = all.stream().filter(r -> r.kind() != Remark.Kind.refused).toList();
    remarks.stream().limit(REMARKS).forEach(r -> out.printf("    %-12s %s%n", "", r));
    if (remarks.size() > REMARKS) {
      out.printf("    %-12s %,d more, see ./ingot status%n", "", remarks.size() - REMARKS);
    }
  }

  private static String rows(TableResult table) {
    StringBuilder text = new StringBuilder("%,d rows".formatted(table.rows()));
    add(text, table.deleted(), "deleted");
    add(text, table.superseded(), "superseded");
    add(text, table.quarantined(), "quarantined");
    add(text, table.corrupt(), "corrupt");
    add(text, table.warned(), "warned");
    return text.toString();
  }

  private static void add(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(", %,d %s".formatted(count, what));
    }
  }

  @Override
  public void taskRetried(String state, String error, String cause, int attempt, Duration delay) {
    line(state, "%s; retry %d in %s".formatted(Cause.line(error), attempt, delay));
  }

  @Override
  public void caught(String state, String error, String cause, String next) {
    caught = true;
    line(state, "failed; on to %s".formatted(next));
  }

  @Override
  public void executionEnded(ExecutionResult result) {
    if (result.status() != ExecutionResult.Status.SUCCEEDED) {
      line(result.status().name(), "");
    }
    letters.deliver();
  }

  private void line(String state, String text) {
    out.printf("  %-14s %s%n", state, text);
  }
}

package io.ingot.bench.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.AttemptFile;
import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.Shape;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.attempt.Work;
import io.ingot.core.close.CloseAnswer;
import io.ingot.core.close.CloseBatch;
import io.ingot.core.close.CloseRequest;
import io.ingot.core.json.Json;
import io.ingot.core.plan.Command;
import io.ingot.core.plan.PlanAnswer;
import io.ingot.core.plan.PlanBatch;
import io.ingot.core.plan.PlanRequest;
import io.ingot.core.plan.Sizing;
import io.ingot.core.port.Workflow;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The medallion state machine: Plan batch, its job run or job runs, Close batch, and again, until
 * nothing waits.
 */
final class SimulatedWorkflow implements Workflow {
  private final Agenda agenda;
  private final ServiceTimes times;
  private final Sizing sizing;
  private final SimulatedApplication application;
  private final SimulatedTables tables;
  private final SimulatedWorkStore work;
  private final Set<String> started = new HashSet<>();
  private final Set<String> running = new HashSet<>();
  private final Rules rules;
  private int turns;

  SimulatedWorkflow(
      Agenda agenda,
      ServiceTimes times,
      Sizing sizing,
      SimulatedApplication application,
      SimulatedTables tables,
      SimulatedWorkStore work,
      Function<Workflow, Rules> rules) {
    this.agenda = agenda;
    this.times = times;
    this.sizing = sizing;
    this.application = application;
    this.tables = tables;
    this.work = work;
    this.rules = rules.apply(this);
  }

  /** The functions that the states call; they in turn know the workflow. */
  record Rules(PlanBatch planBatch, CloseBatch closeBatch) {}

  @Override
  public Start start(String name, String input) {
    if (!started.add(name)) {
      return running.contains(name) ? Start.running : Start.name_taken;
    }
    running.add(name);
    String pipeline = Json.read(input, JsonNode.class).path("pipeline").asText();
    agenda.in(times.start(), () -> plan(name, pipeline));
    return Start.running;
  }

  @Override
  public boolean running(String execution) {
    return running.contains(execution);
  }

  /** How many executions were started. */
  int executions() {
    return started.size();
  }

  /** Whether all executions have ended. */
  boolean quiet() {
    return running.isEmpty();
  }

  private void plan(String execution, String pipeline) {
    turns++;
    PlanAnswer answer =
        rules
            .planBatch()
            .plan(
                new PlanRequest(pipeline, execution, "turn-" + turns, Command.NONE, sizing.vcpus()),
                agenda.now());
    if (answer.work() == Work.none) {
      running.remove(execution);
      return;
    }
    AttemptFile file =
        read(
            Attempt.key(pipeline, answer.batch(), answer.fence(), answer.attempt()),
            AttemptFile.class);
    Attempt attempt = file.with(read(file.manifest(), Manifest.class));
    double seconds = times.start() + attempt.manifest().files().size() * times.planPerFile();
    int jobRuns = answer.shape() == Shape.fused ? 1 : Stage.LOADING.size();
    agenda.in(seconds, () -> runJobs(execution, attempt, jobRuns, jobRuns));
  }

  private <T> T read(String key, Class<T> type) {
    return Json.read(work.get(key).orElseThrow(), type);
  }

  private void runJobs(String execution, Attempt attempt, int left, int of) {
    long bytes = attempt.manifest().bytes();
    double provisioning = sizing.cost().provisioningSeconds();
    double seconds = provisioning + (sizing.seconds(bytes) - provisioning) / of;
    application.submit(
        attempt.manifest().pipeline(),
        sizing.vcpus(bytes),
        seconds,
        () -> {
          if (left > 1) {
            agenda.in(times.jobRunNoticed(), () -> runJobs(execution, attempt, left - 1, of));
            return;
          }
          finish(attempt);
          agenda.in(times.jobRunNoticed() + times.start(), () -> close(execution, attempt));
        });
  }

  private void finish(Attempt attempt) {
    List<StageResult.FileResult> files =
        attempt.manifest().files().stream()
            .map(f -> new StageResult.FileResult(f.file().toString(), 1, ""))
            .toList();
    for (Stage stage : Stage.LOADING) {
      StageResult result =
          new StageResult(
              stage,
              attempt.manifest().batch(),
              attempt.fence(),
              attempt.attempt(),
              List.of(),
              stage == Stage.bronze ? files : List.of(),
              0,
              0,
              0);
      work.putIfAbsent(attempt.resultKey(stage), Json.bytes(result));
    }
    tables.publish(attempt, agenda.now());
  }

  private void close(String execution, Attempt attempt) {
    String pipeline = attempt.manifest().pipeline();
    CloseAnswer answer =
        rules
            .closeBatch()
            .close(
                new CloseRequest(
                    pipeline,
                    execution,
                    attempt.manifest().batch(),
                    attempt.fence(),
                    attempt.attempt(),
                    CloseRequest.Caught.NOTHING),
                agenda.now());
    if (answer.next() != CloseAnswer.Next.plan) {
      running.remove(execution);
      return;
    }
    double seconds = times.start() + attempt.manifest().files().size() * times.closePerFile();
    agenda.in(seconds, () -> plan(execution, pipeline));
  }
}

package io.ingot.bench.simulation;

import io.ingot.core.admit.Admit;
import io.ingot.core.admit.Arrivals;
import io.ingot.core.admit.UploadEvent;
import io.ingot.core.close.CloseBatch;
import io.ingot.core.definition.Definitions;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.InMemoryLedger;
import io.ingot.core.plan.PlanBatch;
import io.ingot.core.plan.Sizing;
import io.ingot.core.sweep.Sweep;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The whole system under simulated time: the real rules over a ledger in memory, and services that
 * take as long as they are said to.
 */
final class Simulation {
  private static final Duration AT_MOST = Duration.ofDays(2);

  private final Agenda agenda;
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final SimulatedLanding landing = new SimulatedLanding();
  private final SimulatedTables tables = new SimulatedTables();
  private final SimulatedApplication application;
  private final SimulatedWorkflow workflow;
  private final SimulatedQueue queue;
  private final Admit admit;
  private final Arrivals arrivals;
  private final Sweep sweep;
  private final Set<FileVersion> waiting = new LinkedHashSet<>();

  /**
   * Sets the system up.
   *
   * @param runsAtOnce how many job runs the application's scheduler lets in
   */
  Simulation(
      Instant start, ServiceTimes times, Definitions definitions, Sizing sizing, int runsAtOnce) {
    this.agenda = new Agenda(start);
    SimulatedWorkStore work = new SimulatedWorkStore();
    this.application = new SimulatedApplication(agenda, sizing.vcpus(), runsAtOnce);
    this.workflow =
        new SimulatedWorkflow(
            agenda,
            times,
            sizing,
            application,
            tables,
            work,
            w ->
                new SimulatedWorkflow.Rules(
                    new PlanBatch(definitions, ledger, landing, work, w, application, sizing),
                    new CloseBatch(definitions, ledger, work, w)));
    this.admit =
        new Admit(
            definitions,
            ledger,
            landing,
            (subject, message) -> {
              throw new IllegalStateException(message);
            });
    this.arrivals = new Arrivals(ledger, workflow);
    this.sweep = new Sweep(definitions, ledger, landing, workflow, admit);
    this.queue = new SimulatedQueue(agenda, times, this::admit, this::announce);
  }

  /** What is to be uploaded, and how it will be delivered. */
  void upload(List<Upload> uploads) {
    for (Upload upload : uploads) {
      agenda.at(upload.object().time(), () -> landing.put(upload.object()));
      upload.deliveries().forEach(at -> agenda.at(at, () -> queue.deliver(upload)));
    }
  }

  /** Sweeps at that time, as the schedule would. */
  void sweepAt(Instant at) {
    agenda.at(at, () -> sweep.sweep(agenda.now(), "birth"));
  }

  /** Lets time pass. */
  void runUntil(Instant end) {
    agenda.runUntil(end);
  }

  /**
   * Lets time pass until nothing happens any more.
   *
   * @throws IllegalStateException if executions still run two days later
   */
  void run() {
    agenda.runUntil(agenda.now().plus(AT_MOST));
    if (!workflow.quiet()) {
      throw new IllegalStateException("Executions still run after " + AT_MOST);
    }
  }

  private void admit(Upload upload) {
    Admit.Outcome outcome =
        admit.admit(new UploadEvent.Created(upload.file(), upload.sequencer()), agenda.now());
    if (outcome.verdict() == Admit.Verdict.waiting) {
      waiting.add(upload.file());
    }
  }

  private void announce(List<Upload> batch) {
    Set<String> pipelines = new LinkedHashSet<>();
    for (Upload upload : batch) {
      if (waiting.remove(upload.file())) {
        pipelines.add(upload.pipeline());
      }
    }
    pipelines.forEach(p -> arrivals.announce(p, "birth"));
  }

  InMemoryLedger ledger() {
    return ledger;
  }

  SimulatedTables tables() {
    return tables;
  }

  SimulatedApplication application() {
    return application;
  }

  SimulatedWorkflow workflow() {
    return workflow;
  }
}

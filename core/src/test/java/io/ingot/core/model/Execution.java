package io.ingot.core.model;

import io.ingot.core.attempt.Stage;
import io.ingot.core.close.CloseAnswer;
import io.ingot.core.close.CloseRequest.Caught;
import io.ingot.core.failure.TransientException;
import io.ingot.core.plan.Command;
import io.ingot.core.plan.PlanAnswer;
import java.util.List;

/** An execution of the state machine: Plan batch, job runs, Close batch, until nothing waits. */
final class Execution {
  private static final int RETRIES = 6;

  final String name;
  final Command command;
  private final Simulation world;
  private boolean running = true;
  private Call call;
  private Job job;
  private PlanAnswer plan;
  private int stage;
  private int turn;
  private int retries;

  Execution(Simulation world, String name, Command command) {
    this.world = world;
    this.name = name;
    this.command = command;
  }

  void plan() {
    turn++;
    retries = 0;
    invoke(new PlanCall(this, "t" + turn, retries));
  }

  private void close(Caught failure) {
    retries = 0;
    invoke(new CloseCall(this, plan, failure, turn, retries));
  }

  private void invoke(Call next) {
    job = null;
    call = next;
    world.add(next);
  }

  /** Plan batch answered. */
  void planned(Call by, PlanAnswer answer) {
    if (!isCurrent(by)) {
      return;
    }
    plan = answer;
    switch (answer.work()) {
      case none -> end(true);
      case settle -> close(Caught.NOTHING);
      case batch, withdraw -> {
        stage = 0;
        startJob();
      }
    }
  }

  private void startJob() {
    call = null;
    job = world.jobs.start(this, plan, world.stages(plan).get(stage));
  }

  /** Close batch answered. */
  void closed(Call by, CloseAnswer answer) {
    if (!isCurrent(by)) {
      return;
    }
    switch (answer.next()) {
      case plan -> plan();
      case done -> end(true);
      case notify -> end(false);
    }
  }

  /** An invocation threw. */
  void threw(Call by, RuntimeException failure) {
    if (!isCurrent(by)) {
      return;
    }
    if (failure instanceof TransientException && retries < RETRIES) {
      repeat();
    } else if (by instanceof PlanCall) {
      plan = new PlanAnswer(null, "", "", 0, 0, 0, null, "", "", "", null);
      close(new Caught(failure.getClass().getName(), String.valueOf(failure.getMessage())));
    } else {
      end(false);
    }
  }

  /** Invokes the function again, with the same request. */
  void repeat() {
    retries++;
    invoke(call.again(retries));
  }

  /** The job run at hand ended; or so the execution was told. */
  void jobEnded(Job by, boolean well) {
    if (!running || job != by) {
      return;
    }
    List<List<Stage>> stages = world.stages(plan);
    if (well && stage + 1 < stages.size()) {
      stage++;
      startJob();
    } else {
      close(well ? Caught.NOTHING : new Caught("States.TaskFailed", "the job run failed"));
    }
  }

  void end(boolean well) {
    running = false;
    call = null;
    job = null;
    world.ended(this, well);
  }

  boolean isRunning() {
    return running;
  }

  boolean isCurrent(Call one) {
    return running && call == one;
  }

  boolean waitsFor(Job one) {
    return running && job == one;
  }

  /** The invocation at hand; null if it waits for a job run or has ended. */
  Call call() {
    return call;
  }

  Simulation world() {
    return world;
  }

  int fingerprint() {
    int at = 31 * (31 * turn + retries) + stage;
    int waits = call != null ? call.name.hashCode() : job != null ? job.name.hashCode() : 0;
    return 31 * (31 * (31 * name.hashCode() + at) + waits) + (running ? 1 : 0);
  }
}

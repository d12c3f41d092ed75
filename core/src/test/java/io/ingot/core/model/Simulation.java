package io.ingot.core.model;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Shape;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.Work;
import io.ingot.core.definition.Definitions;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.InMemoryLedger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.model.Upload.Trouble;
import io.ingot.core.plan.PlanAnswer;
import io.ingot.core.plan.Sizing;
import io.ingot.core.plan.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One history of a scenario: the schedule says at every step who goes on, and what goes wrong. */
final class Simulation {
  static final String PIPELINE = "rides";
  private static final int LONGEST = 3000;
  private static final int MOST_SWEEPS = 12;

  final Scenario scenario;
  final Mutant mutant;
  final Definitions definitions;
  final Uploads uploads;
  final InMemoryLedger ledger = new InMemoryLedger();
  final WorkBucket work = new WorkBucket();
  final Executions workflow = new Executions(this);
  final JobService jobs = new JobService(this);
  final Table files = new Table("files");
  final Table bronze = new Table("bronze");
  final Table silver = new Table("silver");
  final List<Actor> actors = new ArrayList<>();

  private final Schedule schedule;
  private final List<String> trace;
  private final Deque<Operator.Order> orders;
  private final Moves moves;
  private Move pending;
  private int faults;
  private int sweeps;
  private int operators;
  private boolean sweepNeeded;
  private boolean repaired;
  private int steps;
  private final Map<Cut.Who, Integer> places = new EnumMap<>(Cut.Who.class);
  private String killedAt = "";

  /**
   * Prepares a history.
   *
   * @param trace where the steps are told, for people; null if nobody reads them
   */
  Simulation(
      Scenario scenario,
      Definitions definitions,
      Mutant mutant,
      Schedule schedule,
      List<String> trace) {
    this.scenario = scenario;
    this.mutant = mutant;
    this.schedule = schedule;
    this.trace = trace;
    this.definitions = definitions;
    this.uploads = new Uploads(scenario.uploads());
    this.faults = scenario.faults();
    this.orders = new ArrayDeque<>(scenario.orders());
    this.sweepNeeded = scenario.eventsLost();
    this.moves = new Moves(this);
    int number = 0;
    for (List<Upload> delivery : scenario.deliveries()) {
      add(new Delivery(this, ++number, delivery, 1));
    }
    for (int i = 0; i < scenario.sweeps(); i++) {
      add(new SweepRun(this, ++sweeps));
    }
  }

  static Definitions definitions(Scenario scenario) {
    return new World(scenario.overwrite(), scenario.limits()).definitions();
  }

  /**
   * Runs until all is quiet.
   *
   * @return whether it came to the end; false if another history goes on from where this one was
   * @throws Violation if an invariant does not hold
   */
  boolean run() {
    try {
      do {
        for (Move move = next(); move != null; move = next()) {
          Move chosen = move;
          trace(() -> chosen.fault() == null ? "" : "!! " + chosen);
          moves.make(move);
        }
      } while (goesOnWhenQuiet());
    } catch (Left left) {
      return false;
    }
    Invariants.whenQuiet(this);
    return true;
  }

  private Move next() {
    Move move = pending == null ? choose(null) : pending;
    pending = null;
    return move;
  }

  /** Asked by an actor before a call: whether it is still its turn. */
  boolean goesOn(Actor actor) {
    Move move = choose(actor);
    if (move.fault() == null && move.actor() == actor) {
      return true;
    }
    pending = move;
    return false;
  }

  private Move choose(Actor current) {
    if (++steps > LONGEST) {
      throw new Violation("the history does not come to an end");
    }
    List<Move> possible = moves.possible(current);
    if (possible.isEmpty()) {
      return null;
    }
    return possible.size() == 1
        ? possible.get(0)
        : possible.get(choose(possible.size(), current == null ? 0 : current.fingerprint()));
  }

  private int choose(int options, long of) {
    int choice = schedule.choose(options, () -> 31 * of + Fingerprint.of(this));
    if (choice < 0) {
      throw new Left();
    }
    return choice;
  }

  /** Asked before a write: whether its answer gets lost. */
  boolean answerIsLost(Actor actor) {
    if (!mayFail(Fault.answer_lost) || choose(2, 17L * actor.fingerprint() + 1) == 0) {
      return false;
    }
    faults--;
    return true;
  }

  boolean mayFail(Fault fault) {
    return faults > 0 && scenario.kinds().contains(fault);
  }

  void failed() {
    faults--;
  }

  void add(Actor actor) {
    actors.add(actor);
  }

  void needsSweep() {
    sweepNeeded = true;
  }

  /** An execution ended. Its status change calls for Sweep unless it succeeded. */
  void ended(Execution execution, boolean well) {
    trace(() -> execution.name + (well ? " succeeds" : " fails"));
    sweepNeeded |= !well;
  }

  boolean operatorMayCome() {
    return !orders.isEmpty() && (!orders.peek().needsHeldBatch() || header().isHeld());
  }

  void operatorComes() {
    repaired = true;
    add(new Operator(this, ++operators, orders.poll()));
  }

  private boolean goesOnWhenQuiet() {
    if (operatorMayCome()) {
      operatorComes();
      return true;
    }
    if (sweepNeeded && killedAt.isEmpty() && sweeps < MOST_SWEEPS) {
      sweepNeeded = false;
      add(new SweepRun(this, ++sweeps));
      return true;
    }
    return moves.letStragglersGoOn();
  }

  /** Asked before every write and end of somebody: whether this is where it is killed. */
  boolean kills(Actor actor, String after, String before) {
    int place = places.merge(actor.who(), 1, Integer::sum) - 1;
    if (!scenario.cut().equals(Optional.of(new Cut(actor.who(), place)))) {
      return false;
    }
    killedAt = actor.who() + ": " + after + " | " + before;
    trace(() -> "!! killed for good: " + actor.name + " between " + after + " and " + before);
    actor.end();
    if (actor instanceof Call call && call.execution.isRunning()) {
      call.execution.end(false);
    }
    add(new SweepRun(this, ++sweeps));
    return true;
  }

  /** The pair of writes between which somebody was killed; empty if nobody was. */
  String killedAt() {
    return killedAt;
  }

  /** How many places there are at which somebody could be killed. */
  int places(Cut.Who who) {
    return places.getOrDefault(who, 0);
  }

  Table.Publication publish(Table table, Attempt attempt, Job by) {
    Invariants.beforePublication(this, table, attempt, by);
    return table.publish(attempt.branch(), attempt.fence());
  }

  boolean unreadable(FileVersion file, Attempt attempt) {
    Trouble trouble = uploads.upload(file).trouble();
    return trouble == Trouble.unreadable
        || (trouble == Trouble.unreadable_at_first && attempt.attempt() == 1);
  }

  boolean breaksRule(FileVersion file) {
    return uploads.upload(file).trouble() == Trouble.gate && !repaired;
  }

  <T> T read(String key, Class<T> type) {
    return Json.read(work.get(key).orElseThrow(() -> new Violation("there is no " + key)), type);
  }

  Sizing sizing() {
    return scenario.staged() ? Sizing.DEFAULT.staged() : Sizing.DEFAULT;
  }

  List<List<Stage>> stages(PlanAnswer plan) {
    if (plan.work() == Work.withdraw) {
      return List.of(List.of(Stage.withdraw));
    }
    return plan.shape() == Shape.staged
        ? Stage.LOADING.stream().map(List::of).toList()
        : List.of(Stage.LOADING);
  }

  /** Whether anything was taken back, so that not all uploads count. */
  boolean withdrew() {
    return ledger.batches(PIPELINE).stream()
        .anyMatch(
            b -> b.state() == BatchItem.State.withdrawn || b.state() == BatchItem.State.restored);
  }

  PipelineItem header() {
    return ledger.pipeline(PIPELINE);
  }

  int steps() {
    return steps;
  }

  int fingerprint() {
    return 31 * (31 * (31 * (31 * faults + sweeps) + operators) + orders.size())
        + (sweepNeeded ? 1 : 0)
        + (repaired ? 2 : 0);
  }

  void trace(Supplier<String> what) {
    if (trace != null) {
      String line = what.get();
      if (!line.isEmpty()) {
        trace.add(line);
      }
    }
  }
}

package io.ingot.core.model;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.AttemptFile;
import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageFailure;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.model.Snapshot.Row;
import io.ingot.core.plan.PlanAnswer;
import io.ingot.core.plan.Settlement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job run: what the Spark jobs do to tables, without Spark. A stage prepares its tables on
 * branches, writes its result and publishes table by table.
 */
final class Job extends Actor {
  private final Execution execution;
  private final PlanAnswer plan;
  private final List<Stage> stages;
  private State state = State.running;
  private Attempt attempt;

  Job(Execution execution, PlanAnswer plan, List<Stage> stages) {
    super(
        execution.world(),
        "job " + plan.batch() + "-" + plan.fence() + "-" + plan.attempt() + " " + stages);
    this.execution = execution;
    this.plan = plan;
    this.stages = stages;
  }

  /** What the service says of a job run. */
  enum State {
    running,
    cancelling,
    ended
  }

  /** Why a stage stops. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final StageFailure.Kind kind;

    Stopped(StageFailure.Kind kind, String why) {
      super(why, null, false, false);
      this.kind = kind;
    }
  }

  @Override
  void program() {
    if (attempt == null) {
      AttemptFile file = world.read(plan.attemptFile(), AttemptFile.class);
      attempt = file.with(world.read(world.work.uri(file.manifest()), Manifest.class));
    }
    boolean well = true;
    for (Stage stage : stages) {
      try {
        run(stage);
      } catch (Stopped stopped) {
        StageFailure failure =
            new StageFailure(
                Optional.of(stage), stopped.kind, "java.lang.Error", stopped.getMessage());
        put(
            StageFailure.key(Simulation.PIPELINE, batch(), attempt.fence(), attempt.attempt()),
            failure);
        well = false;
        break;
      }
    }
    ended(well);
  }

  private void run(Stage stage) {
    switch (stage) {
      case bronze -> bronze();
      case silver -> silver();
      case withdraw -> withdraw();
      case gold -> result(stage, List.of());
    }
  }

  private void bronze() {
    List<FileItem> claimed = attempt.files("rides");
    if (claimed.isEmpty()) {
      result(Stage.bronze, List.of());
      return;
    }
    Optional<Snapshot> files = open(world.files);
    Optional<Snapshot> bronze = open(world.bronze);
    boolean loaded = done(bronze);
    List<FileResult> results = loaded ? published(bronze) : read(claimed);
    if (!loaded) {
      prepare(world.bronze, Stage.bronze, with(bronze, brought(results)));
    }
    boolean listed = done(files);
    if (!listed) {
      prepare(world.files, Stage.bronze, listing(files, results));
    }
    result(Stage.bronze, results);
    // What a file came to is decided by the attempt that publishes bronze, so bronze comes first.
    boolean filesFirst = world.mutant == Mutant.files_published_before_bronze;
    if (!listed && filesFirst) {
      publish(world.files);
    }
    if (!loaded) {
      publish(world.bronze);
    }
    if (!listed && !filesFirst) {
      publish(world.files);
    }
  }

  private void silver() {
    if (attempt.files("rides").isEmpty()) {
      result(Stage.silver, List.of());
      return;
    }
    Optional<Snapshot> bronze = open(world.bronze);
    if (!done(bronze)) {
      throw new Stopped(StageFailure.Kind.refused, "bronze does not have the batch");
    }
    Optional<Snapshot> silver = open(world.silver);
    boolean merged = done(silver);
    if (!merged) {
      if (attempt.files("rides").stream().anyMatch(f -> world.breaksRule(f.file()))) {
        throw new Stopped(StageFailure.Kind.gate, "a rule is broken");
      }
      List<Row> files = look(world.files).map(Snapshot::rows).orElse(List.of());
      prepare(world.silver, Stage.silver, merge(silver, bronze.orElseThrow().rows(), files));
    }
    result(Stage.silver, List.of());
    if (!merged) {
      publish(world.silver);
    }
  }

  /** Also where nothing is to be undone: else an old attempt's branch could still become main. */
  private void withdraw() {
    long restore = attempt.restore();
    boolean stamped = world.mutant != Mutant.withdrawal_without_fencing_commit;
    for (Table table : List.of(world.silver, world.bronze, world.files)) {
      Optional<Snapshot> main = open(table);
      boolean done =
          main.isPresent()
              && main.orElseThrow().fence() == attempt.fence()
              && main.orElseThrow().batch() == restore;
      if (!done) {
        step(
            () -> "takes " + table + " back to batch " + restore,
            false,
            () -> {
              table.restore(restore, attempt.fence(), stamped);
              return true;
            });
      }
    }
    result(Stage.withdraw, List.of());
  }

  private List<FileResult> published(Optional<Snapshot> bronze) {
    return bronze
        .filter(s -> s.batch() == batch())
        .flatMap(s -> world.work.get(s.result()))
        .map(bytes -> Json.read(bytes, StageResult.class).files())
        .orElse(List.of());
  }

  private List<FileResult> read(List<FileItem> claimed) {
    return claimed.stream()
        .map(
            f -> {
              String refused = world.unreadable(f.file(), attempt) ? "it cannot be read" : "";
              return new FileResult(f.file().toString(), refused.isEmpty() ? 2 : 0, refused);
            })
        .toList();
  }

  private List<Row> brought(List<FileResult> results) {
    Map<String, FileResult> byFile = new HashMap<>();
    results.forEach(r -> byFile.put(r.file(), r));
    return attempt.files("rides").stream()
        .filter(f -> byFile.get(f.file().toString()).refused().isEmpty())
        .map(f -> new Row(f.file(), batch(), ""))
        .toList();
  }

  private List<Row> listing(Optional<Snapshot> before, List<FileResult> results) {
    Map<String, String> refused = new HashMap<>();
    results.forEach(r -> refused.put(r.file(), r.refused()));
    Manifest manifest = attempt.manifest();
    Settlement settled = Settlement.of(manifest, attempt.definition(), refused);
    List<Row> rows = new ArrayList<>(before.map(Snapshot::rows).orElse(List.of()));
    for (FileItem gone : settled.supersedes()) {
      rows.replaceAll(
          r -> r.file().equals(gone.file()) ? new Row(r.file(), r.batch(), "superseded") : r);
    }
    for (FileItem file : settled.files()) {
      if (file.state() != FileState.refused) {
        rows.removeIf(r -> r.file().equals(file.file()));
        rows.add(new Row(file.file(), batch(), file.state().name()));
      }
    }
    return rows;
  }

  /** Silver has a row per row of bronze whose version counts. */
  private List<Row> merge(Optional<Snapshot> before, List<Row> bronze, List<Row> files) {
    List<Row> rows = new ArrayList<>(before.map(Snapshot::rows).orElse(List.of()));
    rows.removeIf(
        r ->
            files.stream()
                .anyMatch(f -> f.file().equals(r.file()) && f.state().equals("superseded")));
    bronze.stream()
        .filter(r -> r.batch() == batch() && files.contains(new Row(r.file(), batch(), "loaded")))
        .forEach(rows::add);
    return rows;
  }

  private static List<Row> with(Optional<Snapshot> before, List<Row> more) {
    List<Row> rows = new ArrayList<>(before.map(Snapshot::rows).orElse(List.of()));
    rows.addAll(more);
    return rows;
  }

  private Optional<Snapshot> look(Table table) {
    return step(() -> "looks at " + table, false, table::main);
  }

  private Optional<Snapshot> open(Table table) {
    Optional<Snapshot> main = look(table);
    if (main.isPresent() && main.orElseThrow().fence() > attempt.fence()) {
      throw new Stopped(StageFailure.Kind.fenced, "a newer attempt owns " + table);
    }
    return main;
  }

  private boolean done(Optional<Snapshot> main) {
    return main.isPresent() && main.orElseThrow().batch() >= batch();
  }

  private void prepare(Table table, Stage stage, List<Row> rows) {
    step(
        () -> "prepares " + table + " " + Told.of(rows),
        false,
        () -> {
          table.prepare(attempt.branch(), batch(), attempt.fence(), attempt.resultKey(stage), rows);
          return true;
        });
  }

  private void result(Stage stage, List<FileResult> files) {
    put(
        attempt.resultKey(stage),
        new StageResult(
            stage, batch(), attempt.fence(), attempt.attempt(), List.of(), files, 0, 0, 0));
  }

  private void put(String key, Object content) {
    step(() -> "writes " + key, false, () -> world.work.putIfAbsent(key, Json.bytes(content)));
  }

  private void publish(Table table) {
    if (done(open(table))) {
      return;
    }
    Table.Publication came =
        step(() -> "publishes " + table, false, () -> world.publish(table, attempt, this));
    if (came == Table.Publication.not_an_ancestor && !done(look(table))) {
      throw new Stopped(StageFailure.Kind.fenced, table + " went another way");
    }
  }

  private long batch() {
    return attempt.manifest().batch();
  }

  State state() {
    return state;
  }

  void cancel() {
    if (state == State.running) {
      state = State.cancelling;
    }
  }

  /** The service ends it: it stops, and its execution is told. */
  void dies() {
    end();
    ended(false);
  }

  /** It is said to have ended. */
  void ended(boolean well) {
    if (state != State.ended) {
      state = State.ended;
      execution.jobEnded(this, well);
    }
  }

  boolean isAwaited() {
    return execution.waitsFor(this);
  }

  /** Its execution gives it up, and it goes on. */
  void givenUp() {
    execution.jobEnded(this, false);
  }

  @Override
  int fingerprint() {
    return 31 * super.fingerprint() + state.name().hashCode();
  }
}

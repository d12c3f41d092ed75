package io.ingot.core.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ingot.core.admit.Admit;
import io.ingot.core.admit.Arrivals;
import io.ingot.core.admit.UploadEvent;
import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.AttemptFile;
import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageFailure;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.close.CloseAnswer;
import io.ingot.core.close.CloseBatch;
import io.ingot.core.close.CloseRequest;
import io.ingot.core.definition.Definitions;
import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.FileNames;
import io.ingot.core.definition.Operation;
import io.ingot.core.definition.Overwrite;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.definition.SilverDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.SourceLimits;
import io.ingot.core.definition.TableName;
import io.ingot.core.failure.FileRefusedException;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.InMemoryLedger;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.port.JobRuns;
import io.ingot.core.port.LandedObject;
import io.ingot.core.port.Landing;
import io.ingot.core.port.WorkStore;
import io.ingot.core.port.Workflow;
import io.ingot.core.sweep.Sweep;
import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.UnknownColumns;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Everything around the protocol, in memory. */
public final class World implements Landing, WorkStore, Workflow, JobRuns {
  public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  public final InMemoryLedger ledger = new InMemoryLedger();
  public final Map<String, byte[]> work = new HashMap<>();
  public final Map<FileVersion, byte[]> objects = new LinkedHashMap<>();
  public final Map<FileVersion, Instant> times = new HashMap<>();
  public final Set<String> running = new HashSet<>();
  public final Set<String> ended = new HashSet<>();
  public final List<String> started = new ArrayList<>();
  public final List<String> messages = new ArrayList<>();
  public boolean jobRunsEnded = true;
  public int stops;
  public final List<String> deleted = new ArrayList<>();
  public String jar = "memory:/jar-1";
  public boolean versioned = true;
  public final Set<FileVersion> secret = new HashSet<>();
  public final Set<FileVersion> broken = new HashSet<>();

  private final Definitions definitions;

  public World(Overwrite overwrite, PipelineLimits limits) {
    this(overwrite, limits, "rides");
  }

  private World(Overwrite overwrite, PipelineLimits limits, String... pipelines) {
    this.definitions =
        new Definitions(
            Stream.of(pipelines)
                .map(
                    p ->
                        new PipelineDefinition(
                            p, "", "db", limits, List.of(source(p, overwrite)), List.of()))
                .toList());
  }

  /** Several pipelines, each with a source of its name whose files land in {@code NAME/data/}. */
  public static World of(String... pipelines) {
    return new World(Overwrite.replace, PipelineLimits.DEFAULT, pipelines);
  }

  public static World replacing() {
    return new World(Overwrite.replace, PipelineLimits.DEFAULT);
  }

  /** The same pipeline whose silver table keeps a history. */
  static PipelineDefinition withHistory(PipelineDefinition p) {
    ObjectNode tree = (ObjectNode) Json.tree(p);
    ((ObjectNode) tree.at("/sources/0/silver")).put("history", true);
    return Json.of(tree, PipelineDefinition.class);
  }

  private static SourceDefinition source(String name, Overwrite overwrite) {
    return new SourceDefinition(
        name,
        "",
        name + "/data/",
        FileNames.DEFAULT,
        Format.of(Format.Type.csv),
        List.of(new Column("id", "string", true), new Column("fare", "decimal(10,2)", false)),
        SourceLimits.DEFAULT.withMaxFileSize(1000),
        overwrite,
        UnknownColumns.rescue,
        TableName.parse("db.rides"),
        new SilverDefinition(
            TableName.parse("db.silver"),
            List.of(),
            Map.of(),
            Map.of(),
            List.of("id"),
            List.of(),
            Operation.NONE,
            List.of(),
            Expectations.NONE));
  }

  public Definitions definitions() {
    return definitions;
  }

  public PlanBatch planBatch() {
    return planBatch(ledger);
  }

  /** With a ledger that stands before this world's. */
  public PlanBatch planBatch(Ledger before) {
    return new PlanBatch(
        definitions,
        before,
        this,
        this,
        this,
        this,
        Sizing.DEFAULT,
        new PlanBatch.Deploy(() -> jar, HowToRun.LAPTOP));
  }

  public Admit admit() {
    return new Admit(definitions, ledger, this, (s, m) -> messages.add(m));
  }

  /** Uploads and admits a file, and announces it. */
  public Admit.Outcome upload(String key, String version, String content, int minute) {
    FileVersion file = new FileVersion("landing", key, version);
    objects.put(file, content.getBytes(StandardCharsets.UTF_8));
    times.put(file, NOW.plusSeconds(60L * minute));
    return deliver(file);
  }

  public Admit.Outcome deliver(FileVersion file) {
    Admit.Outcome outcome = admit().admit(new UploadEvent.Created(file, sequencer(file)), NOW);
    if (outcome.verdict() == Admit.Verdict.waiting) {
      new Arrivals(ledger, this).announce(outcome.pipeline(), "b1");
    }
    return outcome;
  }

  private String sequencer(FileVersion file) {
    Instant time = times.getOrDefault(file, NOW);
    return "00%08X00000000".formatted(time.getEpochSecond());
  }

  public PlanAnswer plan(String execution, int turn) {
    return plan(execution, turn, Command.NONE);
  }

  public PlanAnswer plan(String execution, int turn, Command command) {
    return planBatch().plan(new PlanRequest("rides", execution, "t" + turn, command), NOW);
  }

  /** The first plan of an execution of any of the pipelines. */
  public PlanAnswer planOf(String pipeline, String execution) {
    return planBatch().plan(new PlanRequest(pipeline, execution, "t1", Command.NONE), NOW);
  }

  public Sweep sweep() {
    return new Sweep(definitions, ledger, this, this, admit());
  }

  /** Loads what waits as one batch, under an execution that goes on. */
  public PlanAnswer load(String execution, int turn) {
    PlanAnswer plan = plan(execution, turn);
    succeed(plan);
    close(execution, plan, "");
    return plan;
  }

  public CloseAnswer close(String execution, PlanAnswer plan, String error) {
    return close(execution, plan, error, "");
  }

  public CloseAnswer close(String execution, PlanAnswer plan, String error, String cause) {
    return new CloseBatch(definitions, ledger, this, this, deleted::addAll, HowToRun.LAPTOP)
        .close(
            new CloseRequest(
                "rides",
                execution,
                plan.batch(),
                plan.fence(),
                plan.attempt(),
                new CloseRequest.Caught(error, cause)),
            NOW);
  }

  /** Leaves the results of a job run that went well. */
  public void succeed(PlanAnswer plan) {
    Attempt attempt = attempt(plan);
    List<Stage> stages = attempt.restores() ? List.of(Stage.withdraw) : Stage.LOADING;
    for (Stage stage : stages) {
      List<StageResult.FileResult> files =
          attempt.files("rides").stream()
              .map(f -> f.file().toString())
              .map(
                  f ->
                      attempt.unreadable().containsKey(f)
                          ? new StageResult.FileResult(f, 0, attempt.unreadable().get(f))
                          : new StageResult.FileResult(f, 2, ""))
              .toList();
      StageResult result =
          new StageResult(
              stage,
              plan.batch(),
              plan.fence(),
              plan.attempt(),
              List.of(),
              stage == Stage.bronze ? files : List.of(),
              0,
              0,
              0);
      work.put(attempt.resultKey(stage), Json.bytes(result));
    }
  }

  public void fail(PlanAnswer plan, StageFailure.Kind kind) {
    work.put(
        StageFailure.key("rides", plan.batch(), plan.fence(), plan.attempt()),
        Json.bytes(
            new StageFailure(Optional.of(Stage.silver), kind, "java.lang.Error", "it broke")));
  }

  public Attempt attempt(PlanAnswer plan) {
    AttemptFile file = attemptFile(plan);
    return file.with(Json.read(work.get(file.manifest()), Manifest.class));
  }

  public AttemptFile attemptFile(PlanAnswer plan) {
    return Json.readKnown(
        work.get(Attempt.key("rides", plan.batch(), plan.fence(), plan.attempt())),
        AttemptFile.class);
  }

  @Override
  public boolean versioned(String bucket) {
    return versioned;
  }

  @Override
  public Optional<LandedObject> find(FileVersion file) {
    if (broken.contains(file)) {
      throw new RefusedException("Cannot find " + file + ": the service refused.");
    }
    if (secret.contains(file)) {
      throw new FileRefusedException(file.toString(), "it may not be read", null);
    }
    return Optional.ofNullable(objects.get(file))
        .map(b -> new LandedObject(file, b.length, "etag", times.get(file), false));
  }

  @Override
  public byte[] firstBytes(FileVersion file, int count) {
    return objects.get(file);
  }

  @Override
  public String readable(FileItem file) {
    if (!objects.containsKey(file.file())) {
      throw new FileRefusedException(file.file().toString(), "it is gone", null);
    }
    return "memory:" + file.file();
  }

  @Override
  public Stream<LandedObject> list(String prefix) {
    return objects.keySet().stream()
        .filter(f -> f.key().startsWith(prefix))
        .sorted(Comparator.comparing(FileVersion::key))
        .map(f -> new LandedObject(f, objects.get(f).length, "etag", times.get(f), false));
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    return work.putIfAbsent(key, content) == null;
  }

  @Override
  public Optional<byte[]> get(String key) {
    return Optional.ofNullable(work.get(key));
  }

  @Override
  public String root() {
    return "memory:";
  }

  @Override
  public String uri(String key) {
    return "memory:/" + key;
  }

  @Override
  public Start start(String name, String input) {
    if (ended.contains(name)) {
      return Start.name_taken;
    }
    if (running.add(name)) {
      started.add(name);
    }
    return Start.running;
  }

  @Override
  public boolean running(String execution) {
    return running.contains(execution);
  }

  public void end(String execution) {
    running.remove(execution);
    ended.add(execution);
  }

  @Override
  public boolean stop(String pipeline) {
    stops++;
    return jobRunsEnded;
  }

  @Override
  public Optional<JobRun> find(String id) {
    return Optional.empty();
  }
}

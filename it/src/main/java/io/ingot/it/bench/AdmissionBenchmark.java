package io.ingot.it.bench;

import io.ingot.core.admit.Admit;
import io.ingot.core.admit.Arrivals;
import io.ingot.core.admit.UploadEvent;
import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.close.CloseBatch;
import io.ingot.core.close.CloseRequest;
import io.ingot.core.definition.Definitions;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.InMemoryLedger;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.plan.Command;
import io.ingot.core.plan.PlanAnswer;
import io.ingot.core.plan.PlanBatch;
import io.ingot.core.plan.PlanRequest;
import io.ingot.core.plan.Sizing;
import io.ingot.core.port.JobRuns;
import io.ingot.core.port.Workflow;
import io.ingot.core.sweep.Sweep;
import io.ingot.core.sweep.SweepReport;
import io.ingot.functions.aws.DynamoDbLedger;
import io.ingot.functions.aws.PackagedDefinitions;
import io.ingot.it.aws.DynamoDbLocal;
import io.ingot.local.run.Benchmark;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What it costs to admit files: events per second of one Admit with a ledger that costs nothing and
 * with DynamoDB Local, what the ledger's table is charged over a file's life, from its admission to
 * the close of its batch, and what a sweep reads of versions that are known.
 */
public final class AdmissionBenchmark implements Benchmark {
  private static final String PIPELINE = "rides";
  private static final String EXECUTION = "arn:aws:states:eu-central-1:1:execution:medallion:one";

  /** As many as one batch takes. */
  private static final int FILES = 1000;

  /** As many as one call of Admit gets of the queue. */
  private static final int MESSAGES = 100;

  private static final int REPEATS_IN_MEMORY = 20;

  private static final int SWEEPS_A_DAY = 24;

  private final Instant now = Instant.now();

  @Override
  public String name() {
    return "admission";
  }

  @Override
  public Map<String, String> run(PrintStream out) throws Exception {
    Definitions definitions = new PackagedDefinitions().definitions();
    out.println("In memory …");
    for (int i = 0; i < REPEATS_IN_MEMORY; i++) {
      admit(definitions, new InMemoryLedger());
    }
    double memory = admit(definitions, new InMemoryLedger());
    out.println("With DynamoDB Local …");
    try (DynamoDbClient warm = DynamoDbLocal.shared().client()) {
      admit(definitions, new DynamoDbLedger(warm, DynamoDbLocal.table(warm)));
    }
    Consumption consumption = new Consumption();
    try (DynamoDbClient client = DynamoDbLocal.shared().client(consumption)) {
      Ledger ledger = new DynamoDbLedger(client, DynamoDbLocal.table(client));
      double dynamoDb = admit(definitions, ledger);
      double requests = consumption.requests() / (double) FILES;
      double admitted = consumption.writeUnits() / FILES;
      load(definitions, ledger);
      Map<String, String> figures = new LinkedHashMap<>();
      figures.put("files", Integer.toString(FILES));
      figures.put("events_per_second_memory", "%.0f".formatted(memory));
      figures.put("events_per_second_dynamodb_local", "%.0f".formatted(dynamoDb));
      figures.put("requests_per_event", number(requests));
      figures.put("write_units_per_event", number(admitted));
      figures.put("write_units_per_file", number(consumption.writeUnits() / FILES));
      out.println("Sweeping …");
      figures.putAll(sweeps(definitions, ledger, consumption));
      return figures;
    }
  }

  /** Admits all files, as calls of Admit would; answers events per second. */
  private double admit(Definitions definitions, Ledger ledger) {
    Admit admit =
        new Admit(definitions, ledger, landing(definitions, List.of()), (subject, text) -> {});
    Arrivals arrivals = new Arrivals(ledger, new Executions());
    long start = System.nanoTime();
    for (int i = 0; i < FILES; i++) {
      Admit.Outcome outcome = admit.admit(new UploadEvent.Created(file(i), "00" + i), now);
      if (outcome.verdict() != Admit.Verdict.waiting) {
        throw new IllegalStateException("Cannot measure: a file was not admitted: " + outcome);
      }
      if (i % MESSAGES == MESSAGES - 1) {
        arrivals.announce(PIPELINE, UUID.randomUUID().toString().substring(0, 8));
      }
    }
    return FILES / ((System.nanoTime() - start) / 1e9);
  }

  /** Plans the batch of all files, closes it with results of a job run, and looks for more. */
  private void load(Definitions definitions, Ledger ledger) {
    MemoryWork work = new MemoryWork();
    Executions workflow = new Executions();
    PlanBatch plan =
        new PlanBatch(
            definitions,
            ledger,
            landing(definitions, List.of()),
            work,
            workflow,
            new NoJobRuns(),
            Sizing.DEFAULT);
    PlanAnswer batch = plan.plan(new PlanRequest(PIPELINE, EXECUTION, "1", Command.NONE), now);
    for (Stage stage : Stage.LOADING) {
      StageResult result =
          new StageResult(
              stage, batch.batch(), batch.fence(), batch.attempt(), List.of(), List.of(), 0, 0, 0);
      work.putIfAbsent(
          Attempt.resultKey(PIPELINE, batch.batch(), batch.fence(), batch.attempt(), stage),
          Json.bytes(result));
    }
    new CloseBatch(definitions, ledger, work, workflow)
        .close(
            new CloseRequest(
                PIPELINE,
                EXECUTION,
                batch.batch(),
                batch.fence(),
                batch.attempt(),
                CloseRequest.Caught.NOTHING),
            now);
    plan.plan(new PlanRequest(PIPELINE, EXECUTION, "2", Command.NONE), now);
    BatchItem loaded = ledger.batch(PIPELINE, 1).orElseThrow();
    if (loaded.state() != BatchItem.State.loaded || loaded.files() != FILES) {
      throw new IllegalStateException("Cannot measure: the batch was not loaded: " + loaded);
    }
  }

  /** Read units per 1,000 known versions: of a sweep every hour, and of all sweeps of a day. */
  private Map<String, String> sweeps(
      Definitions definitions, Ledger ledger, Consumption consumption) {
    MemoryLanding landing =
        landing(definitions, IntStream.range(0, FILES).mapToObj(AdmissionBenchmark::file).toList());
    Admit admit = new Admit(definitions, ledger, landing, (subject, text) -> {});
    Sweep sweep = new Sweep(definitions, ledger, landing, new Executions(), admit);
    Instant start = now.plus(Duration.ofDays(30));
    sweep.sweep(start, "birth");
    double before = consumption.readUnits();
    sweep.sweep(start.plus(Duration.ofHours(1)), "birth");
    double hourly = consumption.readUnits() - before;
    for (int hour = 2; hour <= SWEEPS_A_DAY; hour++) {
      SweepReport report = sweep.sweep(start.plus(Duration.ofHours(hour)), "birth");
      if (report.listed() != FILES || report.registered() != 0) {
        throw new IllegalStateException("Cannot measure: the sweep found other files: " + report);
      }
    }
    double day = consumption.readUnits() - before;
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("sweep_read_units_per_1000_known", number(hourly * 1000 / FILES));
    figures.put(
        "sweep_read_units_per_1000_known_mean_of_a_day", number(day / SWEEPS_A_DAY * 1000 / FILES));
    return figures;
  }

  private static FileVersion file(int number) {
    return new FileVersion("landing", "rides/data/%05d.csv".formatted(number), "v1");
  }

  private MemoryLanding landing(Definitions definitions, List<FileVersion> listed) {
    return new MemoryLanding(
        String.join(
                ",",
                definitions.pipeline(PIPELINE).orElseThrow().sources().get(0).columns().stream()
                    .map(c -> c.name())
                    .toList())
            + "\n",
        now,
        listed);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** Takes every start, and lets none run. */
  private static final class Executions implements Workflow {
    @Override
    public Start start(String name, String input) {
      return Start.running;
    }

    @Override
    public boolean running(String execution) {
      return false;
    }
  }

  /** Knows of none. */
  private static final class NoJobRuns implements JobRuns {
    @Override
    public boolean stop(String pipeline) {
      return true;
    }

    @Override
    public Optional<JobRun> find(String id) {
      return Optional.empty();
    }
  }
}

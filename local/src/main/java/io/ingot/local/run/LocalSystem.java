package io.ingot.local.run;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.ingot.core.admit.Admit;
import io.ingot.core.admit.Arrivals;
import io.ingot.core.close.CloseBatch;
import io.ingot.core.definition.DefinitionReader;
import io.ingot.core.definition.Definitions;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.plan.Command;
import io.ingot.core.plan.PlanBatch;
import io.ingot.core.plan.Sizing;
import io.ingot.core.port.Notifications;
import io.ingot.core.port.WorkStore;
import io.ingot.core.port.Workflow;
import io.ingot.core.sweep.Sweep;
import io.ingot.core.sweep.SweepReport;
import io.ingot.functions.admit.AdmitHandler;
import io.ingot.functions.close.CloseBatchHandler;
import io.ingot.functions.plan.PlanBatchHandler;
import io.ingot.jobs.run.JobPoints;
import io.ingot.jobs.syntax.SparkSqlSyntax;
import io.ingot.local.asl.ExecutionListener;
import io.ingot.local.asl.Integration;
import io.ingot.local.asl.Interpreter;
import io.ingot.local.asl.Pacer;
import io.ingot.local.asl.StateMachine;
import io.ingot.local.fault.FaultPoints;
import io.ingot.local.fault.Faults;
import io.ingot.local.fault.JobFaults;
import io.ingot.local.fault.PortFaults;
import io.ingot.local.fault.ServiceFaults;
import io.ingot.local.fault.ServiceFaults.Service;
import io.ingot.local.fault.StateFaults;
import io.ingot.local.lake.FolderLanding;
import io.ingot.local.lake.FolderWorkStore;
import io.ingot.local.lake.Lake;
import io.ingot.local.lake.SqliteLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The same system on a laptop: the real state machine, handlers and jobs; folders in place of
 * buckets, a database file in place of DynamoDB, Spark in place of EMR Serverless.
 */
public final class LocalSystem implements AutoCloseable {
  private static final int BIRTH_LENGTH = 8;
  private static final String ADMIT = "Admit";
  private final Lake lake;
  private final Definitions definitions;
  private final SqliteLedger ledger;
  private final FolderLanding landing;
  private final FolderWorkStore work;
  private final Path journal;
  private final Optional<Faults> faults;
  private final LocalWorkflow workflow;
  private final Notifications notifications;
  private final InstantSource clock;
  private final Context context = new LocalContext();

  private LocalSystem(Settings settings, ExecutionListener listener, Notifications notifications) {
    this.lake = settings.lake();
    this.definitions = definitions(settings.pipelines());
    this.clock = settings.pacer()::now;
    this.notifications = notifications;
    this.ledger = SqliteLedger.open(lake.ledger());
    this.landing = new FolderLanding(lake);
    this.work = new FolderWorkStore(lake);
    this.journal = journal(settings);
    this.faults =
        settings
            .faults()
            .map(plan -> Faults.read(plan, points(settings), journal, settings.pacer()));
    LocalJobRuns jobRuns = new LocalJobRuns(lake);
    JobRunner runner = runner(settings, jobRuns);
    this.workflow =
        new LocalWorkflow(
            lake.executions(),
            () -> interpreter(settings, runner, jobRuns),
            faults.<ExecutionListener>map(f -> new StateFaults(f, listener)).orElse(listener),
            clock);
  }

  /**
   * How the system is set up.
   *
   * @param lake the lake folder
   * @param pipelines the definitions' folder
   * @param stateMachine the ASL file
   * @param ownJvm whether every job gets a JVM of its own
   * @param faults a fault plan, if faults are wanted
   * @param sizing when a batch is fused
   * @param pacer time and chance
   */
  public record Settings(
      Lake lake,
      Path pipelines,
      Path stateMachine,
      boolean ownJvm,
      Optional<Path> faults,
      Sizing sizing,
      Pacer pacer) {}

  /**
   * Opens the system.
   *
   * @param listener follows the executions
   * @param notifications where messages go
   * @throws io.ingot.core.failure.RefusedException if the definitions have problems
   */
  public static LocalSystem open(
      Settings settings, ExecutionListener listener, Notifications notifications) {
    return new LocalSystem(settings, listener, notifications);
  }

  /** The definitions in a folder, linted with Spark's parser. */
  public static Definitions definitions(Path pipelines) {
    return DefinitionReader.read(new DirectoryDefinitions(pipelines).read(), new SparkSqlSyntax())
        .orThrow();
  }

  private JobRunner runner(Settings settings, LocalJobRuns jobRuns) {
    if (settings.ownJvm()) {
      return new ChildJvmJobs(lake, jobRuns, settings.faults(), journal);
    }
    return new InProcessJobs(
        lake.warehouse(), faults.<JobPoints>map(JobFaults::new).orElse(JobPoints.NONE));
  }

  /** Where this run writes down its faults; there is a file only if faults are planned. */
  private static Path journal(Settings settings) {
    return settings.lake().root().resolve("logs/faults-" + UUID.randomUUID() + ".journal");
  }

  private FaultPoints points(Settings settings) {
    Set<String> functions = new TreeSet<>(Set.of(ADMIT));
    substitutions(settings).values().stream()
        .filter(v -> v.endsWith("Function"))
        .map(ServiceFaults::function)
        .forEach(functions::add);
    return FaultPoints.of(functions, stateMachine(settings).stateNames(), definitions);
  }

  private static StateMachine stateMachine(Settings settings) {
    return StateMachine.load(text(settings.stateMachine()), substitutions(settings));
  }

  private static Map<String, String> substitutions(Settings settings) {
    return Map.of(
        "PlanBatchFunctionArn", "PlanBatchFunction",
        "CloseBatchFunctionArn", "CloseBatchFunction",
        "ApplicationId", "local",
        "JobRoleArn", "local",
        "SparkParameters", "",
        "TopicArn", "local",
        "Vcpus", Integer.toString(settings.sizing().vcpus()));
  }

  private Interpreter interpreter(Settings settings, JobRunner runner, LocalJobRuns jobRuns) {
    Map<String, RequestStreamHandler> functions =
        Map.of(
            "PlanBatchFunction",
            new PlanBatchHandler(
                new PlanBatch(
                    definitions,
                    ledgerPort(),
                    landing,
                    workPort(),
                    workflow,
                    jobRuns,
                    settings.sizing()),
                clock),
            "CloseBatchFunction",
            new CloseBatchHandler(
                new CloseBatch(definitions, ledgerPort(), workPort(), workflow), clock));
    Map<String, Integration> integrations =
        Map.of(
            "arn:aws:states:::lambda:invoke",
            faulty(Service.lambda, new LambdaInvoke(functions, context)),
            "arn:aws:states:::emr-serverless:startJobRun.sync",
            faulty(Service.jobrun, new StartJobRun(runner, jobRuns)),
            "arn:aws:states:::sns:publish",
            faulty(Service.sns, new SnsPublish(notifications)));
    return new Interpreter(stateMachine(settings), integrations, settings.pacer());
  }

  private Integration faulty(Service service, Integration real) {
    return faults.<Integration>map(f -> new ServiceFaults(f, service, real)).orElse(real);
  }

  /** The ledger as handlers see it: faults are planned for them, not for who looks on. */
  Ledger ledgerPort() {
    return faults.map(f -> PortFaults.around(f, "ledger", Ledger.class, ledger)).orElse(ledger);
  }

  private WorkStore workPort() {
    return faults.map(f -> PortFaults.around(f, "work", WorkStore.class, work)).orElse(work);
  }

  /** Calls Admit. */
  <T> T admit(Supplier<T> call) {
    return faults.isPresent() ? PortFaults.call(faults.orElseThrow(), ADMIT, call) : call.get();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the state machine " + file, e);
    }
  }

  /**
   * The Admit handler of this system.
   *
   * @param starts what it starts executions with
   */
  public AdmitHandler admitHandler(Workflow starts) {
    return new AdmitHandler(
        new Admit(definitions, ledgerPort(), landing, notifications),
        new Arrivals(ledgerPort(), starts),
        clock,
        LocalSystem::birth);
  }

  /** Looks for what events have missed and starts what nobody works on. */
  public SweepReport sweep() {
    return sweeper().sweep(clock.instant(), birth());
  }

  /** Runs an execution of a pipeline if it has work and nobody works on it. */
  void revive(String pipeline) {
    sweeper().revive(pipeline, birth());
  }

  /** Runs an execution that carries an operator's command. */
  void command(String pipeline, Command command) {
    new Arrivals(ledgerPort(), workflow)
        .command(pipeline, birth(), Map.of("pipeline", pipeline, "command", command));
  }

  private Sweep sweeper() {
    Admit admit = new Admit(definitions, ledgerPort(), landing, notifications);
    return new Sweep(definitions, ledgerPort(), landing, workflow, admit);
  }

  private static String birth() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, BIRTH_LENGTH);
  }

  /**
   * Somebody stops the command: what its executions are at is no attempt of theirs, and the next
   * command goes on with it.
   */
  public void interrupted() {
    for (String execution : workflow.current()) {
      definitions.pipelines().stream()
          .map(p -> ledger.pipeline(p.name()))
          .filter(header -> header.owner().equals(execution))
          .forEach(header -> ledger.update(header, header.interrupted()));
    }
  }

  /** The lake folder. */
  public Lake lake() {
    return lake;
  }

  /** The definitions. */
  public Definitions definitions() {
    return definitions;
  }

  /** The ledger. */
  public Ledger ledger() {
    return ledger;
  }

  /** The landing folder. */
  public FolderLanding landing() {
    return landing;
  }

  /** The work folder. */
  public FolderWorkStore work() {
    return work;
  }

  /** The executions. */
  public LocalWorkflow workflow() {
    return workflow;
  }

  /** The faults of this run, if it has a plan. */
  public Optional<Faults> faults() {
    return faults;
  }

  /** The clock of everything here. */
  public InstantSource clock() {
    return clock;
  }

  /** What handlers are told about where they run. */
  public Context context() {
    return context;
  }

  @Override
  public void close() {
    ledger.close();
    try {
      Files.deleteIfExists(journal);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + journal, e);
    }
  }
}

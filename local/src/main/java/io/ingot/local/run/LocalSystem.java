package io.ingot.local.run;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.ingot.core.admit.Admit;
import io.ingot.core.admit.Arrivals;
import io.ingot.core.close.CloseBatch;
import io.ingot.core.definition.DefinitionReader;
import io.ingot.core.definition.Definitions;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.plan.PlanBatch;
import io.ingot.core.plan.Sizing;
import io.ingot.core.port.Notifications;
import io.ingot.core.port.Workflow;
import io.ingot.core.sweep.Sweep;
import io.ingot.core.sweep.SweepReport;
import io.ingot.functions.admit.AdmitHandler;
import io.ingot.functions.close.CloseBatchHandler;
import io.ingot.functions.plan.PlanBatchHandler;
import io.ingot.jobs.JobPoints;
import io.ingot.jobs.sql.SparkSqlSyntax;
import io.ingot.local.asl.ExecutionListener;
import io.ingot.local.asl.Integration;
import io.ingot.local.asl.Interpreter;
import io.ingot.local.asl.Pacer;
import io.ingot.local.asl.StateMachine;
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
import java.util.UUID;

/**
 * The same system on a laptop: the real state machine, handlers and jobs; folders in place of
 * buckets, a database file in place of DynamoDB, Spark in place of EMR Serverless.
 */
public final class LocalSystem implements AutoCloseable {
  private static final int BIRTH_LENGTH = 8;

  private final Lake lake;
  private final Definitions definitions;
  private final SqliteLedger ledger;
  private final FolderLanding landing;
  private final FolderWorkStore work;
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
    LocalJobRuns jobRuns = new LocalJobRuns(lake);
    JobRunner runner = runner(settings, jobRuns);
    this.workflow =
        new LocalWorkflow(
            lake.executions(), () -> interpreter(settings, runner, jobRuns), listener, clock);
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

  private static JobRunner runner(Settings settings, LocalJobRuns jobRuns) {
    if (settings.ownJvm()) {
      return new ChildJvmJobs(settings.lake(), jobRuns, settings.faults());
    }
    JobPoints points = settings.faults().<JobPoints>map(Faults::read).orElse(point -> {});
    return new InProcessJobs(settings.lake().warehouse(), points);
  }

  private Interpreter interpreter(Settings settings, JobRunner runner, LocalJobRuns jobRuns) {
    Map<String, String> substitutions =
        Map.of(
            "PlanBatchFunctionArn", "PlanBatchFunction",
            "CloseBatchFunctionArn", "CloseBatchFunction",
            "ApplicationId", "local",
            "JobRoleArn", "local",
            "JarUri", "local",
            "SparkParameters", "",
            "TopicArn", "local");
    Map<String, RequestStreamHandler> functions =
        Map.of(
            "PlanBatchFunction",
            new PlanBatchHandler(
                new PlanBatch(
                    definitions, ledger, landing, work, workflow, jobRuns, settings.sizing()),
                clock),
            "CloseBatchFunction",
            new CloseBatchHandler(new CloseBatch(definitions, ledger, work, workflow), clock));
    Map<String, Integration> integrations =
        Map.of(
            "arn:aws:states:::lambda:invoke", new LambdaInvoke(functions, context),
            "arn:aws:states:::emr-serverless:startJobRun.sync", new StartJobRun(runner, jobRuns),
            "arn:aws:states:::sns:publish", new SnsPublish(notifications));
    return new Interpreter(
        StateMachine.load(text(settings.stateMachine()), substitutions),
        integrations,
        settings.pacer());
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
        new Admit(definitions, ledger, landing, notifications),
        new Arrivals(ledger, starts),
        clock,
        LocalSystem::birth);
  }

  /** Looks for what events have missed and starts what nobody works on. */
  public SweepReport sweep() {
    Admit admit = new Admit(definitions, ledger, landing, notifications);
    return new Sweep(definitions, ledger, landing, workflow, admit).sweep(clock.instant(), birth());
  }

  private static String birth() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, BIRTH_LENGTH);
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
  }
}

package io.ingot.local.cli;

import io.ingot.core.close.Cause;
import io.ingot.core.failure.IngotException;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.plan.Sizing;
import io.ingot.local.asl.Pacer;
import io.ingot.local.asl.SystemPacer;
import io.ingot.local.lake.FolderNotifications;
import io.ingot.local.lake.Lake;
import io.ingot.local.lake.TableLocations;
import io.ingot.local.run.LocalSystem;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The {@code ingot} command line. Exit codes: 0 done, 1 an execution failed or a pipeline is held,
 * 2 wrong usage or definition, 3 done but files were refused, 4 another command works on a
 * pipeline.
 */
@Command(
    name = "ingot",
    description = "Files become bronze, silver and gold Iceberg tables.",
    mixinStandardHelpOptions = true,
    version = "ingot 0.1.0",
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      UploadCommand.class,
      RunCommand.class,
      WatchCommand.class,
      QueryCommand.class,
      ExplainCommand.class,
      StatusCommand.class,
      CheckCommand.class,
      SweepCommand.class,
      RedriveCommand.class,
      SkipCommand.class,
      RollbackCommand.class,
      RebuildCommand.class,
      AdoptCommand.class,
      DropCommand.class,
      GenerateCommand.class,
      BenchCommand.class
    })
public final class Ingot {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG = 2;
  static final int REFUSED = 3;
  static final int BUSY = 4;

  /** What a shell says of a command that was interrupted: 128 and the signal's number. */
  private static final int INTERRUPTED = 130;

  @Option(
      names = "--lake",
      description = "Folder of the lake (default: ${DEFAULT-VALUE}).",
      defaultValue = ".lake",
      scope = ScopeType.INHERIT)
  private Path lake = Path.of(".lake");

  @Option(
      names = "--pipelines",
      description = "Folder of the definitions (default: ${DEFAULT-VALUE}).",
      scope = ScopeType.INHERIT)
  private Path pipelines = root().resolve("pipelines");

  private final PrintStream out;
  private final PrintStream err;
  private final Pacer pacer;
  private final Letters letters;
  private final AtomicReference<LocalSystem> opened = new AtomicReference<>();

  private Ingot(PrintStream out, PrintStream err, Pacer pacer) {
    this.out = out;
    this.err = err;
    this.pacer = pacer;
    this.letters = new Letters(err);
  }

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintStream screen = new PrintStream(System.out, true, java.nio.charset.StandardCharsets.UTF_8);
    PrintStream errors = new PrintStream(System.err, true, java.nio.charset.StandardCharsets.UTF_8);
    Ingot ingot = new Ingot(screen, errors, new SystemPacer());
    Thread interrupted = new Thread(ingot::interrupted, "interrupted");
    Runtime.getRuntime().addShutdownHook(interrupted);
    int code = ingot.execute(args);
    Runtime.getRuntime().removeShutdownHook(interrupted);
    System.exit(code);
  }

  /**
   * Ctrl-C. The process ends at once, before Spark's own hook makes a failure of it: whatever is
   * killed is gone on with, and the attempt does not count.
   */
  private void interrupted() {
    LocalSystem system = opened.get();
    if (system == null) {
      err.printf("%nStopped.%n");
    } else {
      system.interrupted();
      err.printf("%nStopped. ./ingot run goes on where it was.%n");
    }
    Runtime.getRuntime().halt(INTERRUPTED);
  }

  /**
   * Runs a command line.
   *
   * @param pacer time and chance of the executions
   * @return the exit code
   */
  public static int run(PrintStream out, PrintStream err, Pacer pacer, String... args) {
    return new Ingot(out, err, pacer).execute(args);
  }

  private int execute(String... args) {
    CommandLine line = new CommandLine(this);
    ServiceLoader.load(Verb.class).forEach(line::addSubcommand);
    line.setOut(new java.io.PrintWriter(out, true, java.nio.charset.StandardCharsets.UTF_8));
    line.setErr(new java.io.PrintWriter(err, true, java.nio.charset.StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionStrategy(
        parsed -> {
          if (needsLake(parsed) && !lake().exists()) {
            err.printf(
                "Cannot %s: there is no lake here (%s). Run ./ingot demo or ./ingot upload first,"
                    + " or name a lake with --lake.%n",
                parsed.subcommand().commandSpec().name(), lake().root());
            return WRONG;
          }
          logIntoLake();
          Optional<String> elsewhere =
              lake().exists() && !adopts(parsed)
                  ? TableLocations.problem(lake())
                  : Optional.empty();
          if (elsewhere.isPresent()) {
            err.println(elsewhere.get());
            return WRONG;
          }
          return new CommandLine.RunLast().execute(parsed);
        });
    line.setExecutionExceptionHandler((e, failed, parsed) -> failed(e));
    try {
      return line.execute(args);
    } finally {
      letters.deliver();
    }
  }

  private static boolean needsLake(CommandLine.ParseResult parsed) {
    return parsed.hasSubcommand()
        && !parsed.subcommand().isUsageHelpRequested()
        && !parsed.subcommand().isVersionHelpRequested()
        && parsed.subcommand().commandSpec().userObject() instanceof NeedsLake;
  }

  private static boolean adopts(CommandLine.ParseResult parsed) {
    return parsed.hasSubcommand()
        && parsed.subcommand().commandSpec().userObject() instanceof AdoptCommand adopt
        && adopt.ofLake();
  }

  /** Spark and the functions log into the lake; the screen stays for people. */
  private void logIntoLake() {
    if (System.getProperty("ingot.log") == null) {
      System.setProperty("ingot.log", lake().root().resolve("logs/spark.log").toString());
    }
  }

  private int failed(Exception e) {
    LoggerFactory.getLogger(Ingot.class).error("The command failed", e);
    err.println(
        e instanceof IngotException
            ? e.getMessage()
            : "Cannot finish: %s. The full text is in %s."
                .formatted(Cause.line(e.toString()), System.getProperty("ingot.log")));
    return e instanceof RefusedException ? WRONG : FAILED;
  }

  static Path root() {
    return Path.of(System.getProperty("ingot.root", "."));
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  Lake lake() {
    return new Lake(lake);
  }

  Path pipelines() {
    return pipelines;
  }

  Pacer pacer() {
    return pacer;
  }

  /** The system of the lake, with executions shown on the screen. */
  LocalSystem open(boolean ownJvm, Optional<Path> faults) {
    return open(ownJvm, faults, Sizing.DEFAULT);
  }

  LocalSystem open(boolean ownJvm, Optional<Path> faults, Sizing sizing) {
    Lake folder = lake();
    LocalSystem system =
        LocalSystem.open(
            new LocalSystem.Settings(
                folder,
                pipelines,
                root().resolve("statemachine/medallion.asl.json"),
                ownJvm,
                faults,
                sizing,
                pacer),
            new Progress(out, folder, letters),
            new FolderNotifications(folder, letters.box(), pacer::now));
    opened.set(system);
    return system;
  }

  Letters letters() {
    return letters;
  }

  /** The system of the lake, for commands that look or upload. */
  LocalSystem open() {
    return open(false, Optional.empty());
  }
}

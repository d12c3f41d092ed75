package io.ingot.local.cli;

import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.failure.IngotException;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.plan.Command;
import io.ingot.local.asl.ExecutionResult;
import io.ingot.local.run.Drain;
import io.ingot.local.run.LocalSystem;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/** Runs executions for a command and turns what came of them into its exit code. */
final class Executions {
  private final LocalSystem system;
  private final Drain drain;
  private final PrintStream out;

  Executions(LocalSystem system, PrintStream out) {
    this.system = system;
    this.drain = new Drain(system);
    this.out = out;
  }

  /** Drains all pipelines, or one. */
  int drain(Optional<String> only) {
    int code = Ingot.DONE;
    for (String pipeline : names(only)) {
      code = worse(code, drainAlone(pipeline));
    }
    return code;
  }

  /** A pipeline that fails does not keep those behind it from theirs. */
  private int drainAlone(String pipeline) {
    try {
      return drain(pipeline);
    } catch (IngotException e) {
      LoggerFactory.getLogger(Executions.class).error("Cannot drain {}", pipeline, e);
      out.printf("%s: %s%n", pipeline, e.getMessage());
      return Ingot.FAILED;
    }
  }

  private int drain(String pipeline) {
    long refusedBefore = refused(pipeline);
    if (drain.hasWork(pipeline)) {
      drain.run(pipeline);
    } else if (!system.ledger().pipeline(pipeline).isHeld()) {
      out.printf("%s: nothing waits%n", pipeline);
    }
    return outcome(pipeline, refusedBefore);
  }

  /** Runs an execution with an operator's command. */
  int command(String pipeline, Command command) {
    long refusedBefore = refused(pipeline);
    drain.command(pipeline, command);
    return outcome(pipeline, refusedBefore);
  }

  /** What came of the executions that ran, in all pipelines. */
  int outcome() {
    int code = Ingot.DONE;
    for (PipelineDefinition pipeline : system.definitions().pipelines()) {
      code = worse(code, outcome(pipeline.name(), refused(pipeline.name())));
    }
    return code;
  }

  private int outcome(String pipeline, long refusedBefore) {
    PipelineItem header = system.ledger().pipeline(pipeline);
    if (header.isHeld()) {
      out.printf(
          "%s is held: %s%nWhen the cause is gone, run: ./ingot redrive --pipeline %s --batch %d%n",
          pipeline, header.held(), pipeline, header.openBatch());
      return Ingot.FAILED;
    }
    boolean failed =
        system.workflow().results().stream()
            .anyMatch(r -> r.status() != ExecutionResult.Status.SUCCEEDED);
    if (failed) {
      return Ingot.FAILED;
    }
    if (drain.hasWork(pipeline)) {
      out.printf(
          "%s: %,d files wait still%s. %s%n",
          pipeline,
          system.ledger().countWaiting(pipeline),
          header.openBatch() == 0 ? "" : ", and batch " + header.openBatch() + " is open",
          header.free()
              ? "Run ./ingot run --pipeline " + pipeline + "."
              : "Execution " + header.owner() + " works on them; see ./ingot status.");
      return Ingot.FAILED;
    }
    if (refused(pipeline) > refusedBefore) {
      out.printf("%s: files were refused, see ./ingot status%n", pipeline);
      return Ingot.REFUSED;
    }
    return Ingot.DONE;
  }

  private long refused(String pipeline) {
    return system.ledger().settledFiles(pipeline).stream()
        .map(FileItem::state)
        .filter(s -> s == FileState.refused)
        .count();
  }

  /** The named pipeline, or all that files ever arrived for; all if there are none of those. */
  private List<String> names(Optional<String> only) {
    if (only.isPresent()) {
      return List.of(known(only.orElseThrow()));
    }
    List<String> used =
        all().stream()
            .filter(p -> drain.hasWork(p) || !system.ledger().pipeline(p).birth().isEmpty())
            .toList();
    return used.isEmpty() ? all() : used;
  }

  /**
   * The pipeline that a command about a batch means: the named one, the only one, the only one that
   * has the batch, or the only one of those that is held.
   */
  String one(String named, long batch) {
    if (!named.isEmpty()) {
      return known(named);
    }
    List<String> all = all();
    Predicate<String> having = p -> system.ledger().batch(p, batch).isPresent();
    List<Predicate<String>> marks =
        List.of(p -> true, having, having.and(p -> system.ledger().pipeline(p).isHeld()));
    for (Predicate<String> mark : marks) {
      List<String> marked = all.stream().filter(mark).toList();
      if (marked.size() == 1) {
        return marked.get(0);
      }
    }
    throw new RefusedException(
        "Cannot tell which pipeline is meant: there are %d (%s). Name it with --pipeline."
            .formatted(all.size(), String.join(", ", all)));
  }

  private List<String> all() {
    return system.definitions().pipelines().stream().map(PipelineDefinition::name).toList();
  }

  private String known(String named) {
    List<String> all = all();
    if (!all.contains(named)) {
      throw new RefusedException(
          "Cannot find pipeline %s: it is not defined (defined: %s). Correct the name."
              .formatted(named, String.join(", ", all)));
    }
    return named;
  }

  static int worse(int a, int b) {
    if (a == Ingot.FAILED || b == Ingot.FAILED) {
      return Ingot.FAILED;
    }
    return Math.max(a, b);
  }
}

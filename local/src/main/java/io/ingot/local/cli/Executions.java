package io.ingot.local.cli;

import io.ingot.core.admit.Admit;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.failure.IngotException;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.plan.Command;
import io.ingot.core.plan.HowToRun;
import io.ingot.local.asl.ExecutionResult;
import io.ingot.local.run.Drain;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.run.Tables;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Runs executions for a command and turns what came of them into its exit code. */
final class Executions {
  /** How many refused files are named. */
  private static final int NAMED = 20;

  private final LocalSystem system;
  private final Drain drain;
  private final PrintStream out;
  private final Map<String, Set<FileVersion>> refusedBefore = new HashMap<>();

  Executions(LocalSystem system, PrintStream out) {
    this.system = system;
    this.drain = new Drain(system);
    this.out = out;
    Stream.concat(all().stream(), Stream.of(Admit.UNROUTED))
        .forEach(
            p ->
                refusedBefore.put(
                    p, refused(p).stream().map(FileItem::file).collect(Collectors.toSet())));
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
    if (busy(pipeline)) {
      return Ingot.BUSY;
    }
    if (drain.hasWork(pipeline)) {
      drain.run(pipeline);
    } else if (!system.ledger().pipeline(pipeline).isHeld()) {
      out.printf("%s: nothing waits%n", pipeline);
    }
    return outcome(pipeline);
  }

  /** Whether another command works on a pipeline; says which, and on what. */
  private boolean busy(String pipeline) {
    PipelineItem header = system.ledger().pipeline(pipeline);
    if (header.free() || !system.workflow().running(header.owner())) {
      return false;
    }
    out.printf(
        "%s: another command works on it (execution %s, %s); %,d files wait, and it takes those that arrive meanwhile. Run ./ingot run again when it has ended.%n",
        pipeline,
        header.owner().substring(header.owner().lastIndexOf(':') + 1),
        header.openBatch() == 0 ? "no batch yet" : "batch " + header.openBatch(),
        system.ledger().countWaiting(pipeline));
    return true;
  }

  /** Runs an execution with an operator's command. */
  int command(String pipeline, Command command) {
    if (busy(pipeline)) {
      return Ingot.BUSY;
    }
    drain.command(pipeline, command);
    return outcome(pipeline);
  }

  /** What came of the executions that ran since this was made, in all pipelines. */
  int outcome() {
    int code = tellRefused(Admit.UNROUTED) ? Ingot.REFUSED : Ingot.DONE;
    for (PipelineDefinition pipeline : system.definitions().pipelines()) {
      code = worse(code, outcome(pipeline.name()));
    }
    return code;
  }

  private int outcome(String pipeline) {
    boolean anyRefused = tellRefused(pipeline);
    PipelineItem header = system.ledger().pipeline(pipeline);
    if (header.isHeld()) {
      if (failed()) {
        out.printf("%s is held, see the message above%n", pipeline);
      } else {
        out.printf(
            "%s is held: %s%nWhen the cause is gone, run: %s%n",
            pipeline,
            header.held(),
            HowToRun.LAPTOP.line(pipeline, Command.redrive(header.openBatch())));
      }
      return Ingot.FAILED;
    }
    if (failed()) {
      return Ingot.FAILED;
    }
    if (drain.hasWork(pipeline) && busy(pipeline)) {
      return Ingot.BUSY;
    }
    if (drain.hasWork(pipeline)) {
      out.printf(
          "%s: %,d files wait still%s. Run ./ingot run --pipeline %s.%n",
          pipeline,
          system.ledger().countWaiting(pipeline),
          header.openBatch() == 0 ? "" : ", and batch " + header.openBatch() + " is open",
          pipeline);
      return Ingot.FAILED;
    }
    tellWaiting(pipeline, header);
    return anyRefused ? Ingot.REFUSED : Ingot.DONE;
  }

  /** Names the marts that wait for a batch, once one was loaded. */
  private void tellWaiting(String pipeline, PipelineItem header) {
    if (header.lastBatch() == 0) {
      return;
    }
    try (Tables tables = new Tables(system.lake().warehouse())) {
      tables
          .waiting(system.definitions().pipeline(pipeline).orElseThrow())
          .forEach(w -> out.printf("%s: %s%n", pipeline, w));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean failed() {
    return system.workflow().results().stream()
        .anyMatch(r -> r.status() != ExecutionResult.Status.SUCCEEDED);
  }

  /** Names the files that were refused since this was made; answers whether there are any. */
  private boolean tellRefused(String pipeline) {
    List<FileItem> refused =
        refused(pipeline).stream()
            .filter(f -> !refusedBefore.get(pipeline).contains(f.file()))
            .toList();
    refused.stream()
        .limit(NAMED)
        .forEach(f -> out.printf("refused %s: %s%n", f.file().key(), f.reason()));
    if (refused.size() > NAMED) {
      out.printf("%,d more files were refused, see ./ingot status%n", refused.size() - NAMED);
    }
    return !refused.isEmpty();
  }

  private List<FileItem> refused(String pipeline) {
    return system.ledger().settledFiles(pipeline).stream()
        .filter(f -> f.state() == FileState.refused)
        .toList();
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

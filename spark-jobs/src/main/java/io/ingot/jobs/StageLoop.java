package io.ingot.jobs;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.failure.RefusedException;
import io.ingot.jobs.bronze.BronzeStage;
import io.ingot.jobs.gold.GoldStage;
import io.ingot.jobs.run.Careful;
import io.ingot.jobs.run.Failures;
import io.ingot.jobs.run.JobPoints;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.silver.SilverStage;
import io.ingot.jobs.table.Prepared;
import io.ingot.jobs.table.StampedTable;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a stage: prepares all its tables, writes the result, then publishes. */
final class StageLoop {
  private static final Logger LOG = LoggerFactory.getLogger(StageLoop.class);

  private final StageRun run;

  private StageLoop(StageRun run) {
    this.run = run;
  }

  /**
   * Runs a stage. Repeating it publishes what is not published yet.
   *
   * @throws RefusedException if the attempt is not for this stage, or cannot be prepared
   */
  static void run(StageRun run) {
    new StageLoop(run).run();
  }

  private void run() {
    Attempt attempt = run.attempt();
    Stage stage = run.stage();
    JobPoints points = run.points();
    points.reached(stage + ":start");
    if (attempt.restores() != (stage == Stage.withdraw)) {
      throw new RefusedException(
          "Cannot run stage %s: the attempt %s. Start the stage that its execution asks for."
              .formatted(stage, attempt.restores() ? "takes tables back" : "loads a batch"));
    }
    long start = System.nanoTime();
    Prepared prepared = prepare();
    StageResult result =
        new StageResult(
            stage,
            run.batch(),
            attempt.fence(),
            attempt.attempt(),
            prepared.told(),
            prepared.files(),
            prepared.bytesRead(),
            prepared.recordsRead(),
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    run.files().write(attempt.work() + "/" + attempt.resultKey(stage), result);
    points.reached(stage + ":prepared");
    for (StampedTable table : prepared.publish()) {
      points.reached(stage + ":publish:" + table.name() + ":before");
      if (stage == Stage.withdraw) {
        table.restore(attempt.restore());
      } else {
        table.publish();
      }
      points.reached(stage + ":publish:" + table.name() + ":after");
    }
    points.reached(stage + ":done");
  }

  private Prepared prepare() {
    return switch (run.stage()) {
      case bronze -> bronze();
      case silver -> silver();
      case gold -> new GoldStage(run).prepare();
      case withdraw -> new Withdrawal(run).prepare();
    };
  }

  private Prepared bronze() {
    new DefinitionCheck(run).check();
    if (Redefinition.of(run)) {
      new Withdrawal(run).restore(run.batch() - 1);
    }
    return new BronzeStage(run).prepare();
  }

  /** An expression that throws for some row is found out by computing it row by row. */
  private Prepared silver() {
    try {
      return new SilverStage(run).prepare();
    } catch (Exception e) { // Spark throws exceptions that it does not declare.
      if (!Failures.mayBeOfARow(e)) {
        throw e;
      }
      LOG.warn("Silver cannot be computed; looking for the rows", e);
      return Careful.withoutShared(run.spark(), () -> new SilverStage(run.carefully()).prepare());
    }
  }
}

package io.ingot.local.cli;

import io.ingot.local.fault.Faults;
import io.ingot.local.run.LocalSystem;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --faults}, and what is said of faults that did not happen. */
final class FaultOption {
  @Option(
      names = "--faults",
      paramLabel = "FILE",
      description = {
        "Inject the faults of this plan, JSON: {\"faults\": [{\"at\": POINT, \"do\": EFFECT}]}, with",
        "\"times\", \"skip\" and \"seconds\" at will. Effects: kill, fail, refuse, timeout, delay, twice.",
        "Points (* stands for any characters): lambda:PlanBatch:before|after,",
        "state:Silver:enter|exit, jobrun:all:before|after, sns:publish:before|after,",
        "ledger:settle:before|after, work:putIfAbsent:before|after, silver:start|prepared|done,",
        "silver:publish:TABLE:before|after. A point that does not exist is answered with all."
      })
  private Path plan;

  Optional<Path> plan() {
    return Optional.ofNullable(plan);
  }

  /** Tells which faults did not happen, so that none is taken for survived. */
  static void tell(LocalSystem system, PrintStream err) {
    system.faults().map(Faults::missed).ifPresent(missed -> missed.forEach(err::println));
  }
}

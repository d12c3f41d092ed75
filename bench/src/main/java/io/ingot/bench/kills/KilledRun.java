package io.ingot.bench.kills;

import io.ingot.core.attempt.Shape;
import io.ingot.local.run.LocalSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Main class of the JVM that is killed: folder, repository, scenario, shape and plan of faults. */
final class KilledRun {
  private KilledRun() {}

  public static void main(String[] args) throws IOException {
    KillLake lake = new KillLake(Path.of(args[0]), Path.of(args[1]));
    Scenario scenario = Scenario.valueOf(args[2]);
    try (LocalSystem system =
        lake.open(scenario, Shape.valueOf(args[3]), Optional.of(Path.of(args[4])))) {
      KillLake.run(system, scenario);
    }
    // Spark's threads would keep the JVM alive.
    System.exit(0);
  }
}

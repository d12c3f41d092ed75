package io.ingot.bench.kills;

import io.ingot.local.run.LocalSystem;
import java.nio.file.Path;
import java.util.Optional;

/** Main class of the JVM that is killed: folder, repository, scenario, shape and plan of faults. */
final class KilledRun {
  private KilledRun() {}

  public static void main(String[] args) {
    KillLake lake = new KillLake(Path.of(args[0]), Path.of(args[1]));
    try (LocalSystem system = lake.open(Shape.valueOf(args[3]), Optional.of(Path.of(args[4])))) {
      KillLake.run(system, Scenario.valueOf(args[2]));
    }
    // Spark's threads would keep the JVM alive.
    System.exit(0);
  }
}

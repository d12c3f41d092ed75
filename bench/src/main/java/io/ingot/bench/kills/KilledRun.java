package io.ingot.bench.kills;

import io.ingot.local.run.LocalSystem;
import java.nio.file.Path;
import java.util.Optional;

/** Main class of the JVM that is killed: folder, repository, shape and plan of faults. */
final class KilledRun {
  private KilledRun() {}

  public static void main(String[] args) {
    KillLake lake = new KillLake(Path.of(args[0]), Path.of(args[1]));
    try (LocalSystem system = lake.open(Shape.valueOf(args[2]), Optional.of(Path.of(args[3])))) {
      KillLake.finish(system);
    }
    // Spark's threads would keep the JVM alive.
    System.exit(0);
  }
}

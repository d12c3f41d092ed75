package io.ingot.bench.kills;

import io.ingot.core.attempt.Shape;
import io.ingot.local.fault.Faults;
import io.ingot.local.run.LocalSystem;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Kills runs by SIGKILL in a JVM of their own, runs again here, and compares with what an
 * undisturbed run leaves.
 */
final class KillMatrix {
  private static final int KILLED = 137;
  private static final int MINUTES = 15;

  private final KillLake lake;
  private final Path root;
  private final Map<String, LakeState> undisturbed = new HashMap<>();
  private final List<KillPoint> points = new ArrayList<>();
  private final Set<String> escaped;

  private KillMatrix(KillLake lake, Path root) throws IOException {
    this.lake = lake;
    this.root = root;
    lake.prepare();
    this.escaped = runUndisturbed();
  }

  /**
   * Makes a lake, runs it undisturbed in every way, and learns the points from that.
   *
   * @param folder an empty folder
   * @param root the repository
   */
  static KillMatrix prepare(Path folder, Path root) throws IOException {
    return new KillMatrix(new KillLake(folder, root), root);
  }

  private Set<String> runUndisturbed() throws IOException {
    Path nothing = lake.plan(List.of());
    Set<String> passed = new TreeSet<>();
    Set<String> left = new TreeSet<>();
    for (Scenario scenario : Scenario.values()) {
      lake.begin(scenario);
      for (Shape shape : scenario.shapes()) {
        lake.restore(scenario);
        try (LocalSystem system = lake.open(scenario, shape, Optional.of(nothing))) {
          KillLake.run(system, scenario);
          List<String> run = system.faults().map(Faults::passed).orElseThrow();
          points.addAll(KillPoints.of(scenario, shape, run));
          passed.addAll(run);
          left = KillPoints.escaped(system.faults().orElseThrow().points(), passed);
          undisturbed.put(scenario + " " + shape, LakeState.of(system));
        }
      }
      lake.end(scenario);
    }
    return left;
  }

  /** All points, each passing of each in each scenario and shape, in the order of the runs. */
  List<KillPoint> points() {
    return List.copyOf(points);
  }

  /** Points that there are and that no run comes to: what is new and not tried here. */
  Set<String> escaped() {
    return escaped;
  }

  /** What undisturbed runs leave, by scenario and shape. */
  Map<String, LakeState> undisturbed() {
    return Map.copyOf(undisturbed);
  }

  /**
   * What a kill did.
   *
   * @param fired whether the JVM died there
   * @param difference what is not as after an undisturbed run
   */
  record Outcome(KillPoint point, boolean fired, Optional<String> difference) {}

  /** Kills at a point, runs again, compares. */
  Outcome kill(KillPoint point) throws IOException, InterruptedException {
    lake.restore(point.scenario());
    Path plan =
        lake.plan(List.of(Map.of("at", point.point(), "do", "kill", "skip", point.passings())));
    boolean fired = runToItsEnd(point, plan) == KILLED;
    try (LocalSystem system = lake.open(point.scenario(), point.shape(), Optional.empty())) {
      KillLake.runAgain(system, point.scenario());
      LakeState expected = undisturbed.get(point.scenario() + " " + point.shape());
      return new Outcome(point, fired, expected.difference(LakeState.of(system)));
    }
  }

  private int runToItsEnd(KillPoint point, Path plan) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(o -> o.startsWith("--add-opens"))
        .forEach(command::add);
    // It lives for seconds: starting quickly counts, running quickly does not.
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=256m",
            "-XX:MetaspaceSize=512m",
            "-XX:+UseSerialGC",
            "-Dspark.sql.codegen.wholeStage=false",
            "-Dspark.sql.codegen.factoryMode=NO_CODEGEN"));
    command.addAll(
        List.of(
            "-Xmx1g",
            "-Dfile.encoding=UTF-8",
            "-Dsun.jnu.encoding=UTF-8",
            "-Duser.timezone=UTC",
            "-Dingot.log=" + lake.folder().resolve("killed-spark.log"),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            KilledRun.class.getName(),
            lake.folder().toString(),
            root.toString(),
            point.scenario().name(),
            point.shape().name(),
            plan.toString()));
    Path output = lake.folder().resolve("killed.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException(
            "Cannot go on: the killed run did not end in %d minutes (plan %s). It said: %s"
                .formatted(MINUTES, Files.readString(plan), Files.readString(output)));
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}

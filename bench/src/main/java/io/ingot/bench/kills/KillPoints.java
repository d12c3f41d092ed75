package io.ingot.bench.kills;

import io.ingot.core.attempt.Shape;
import io.ingot.core.attempt.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which points are killed at: all states, all steps of a job, and all writes, as they are passed by
 * undisturbed runs. What is neither a known read nor around a call that a state makes is a write.
 */
final class KillPoints {
  /** Methods of ports that change nothing; a method that is not named here is taken for a write. */
  static final Set<String> READS =
      Set.of(
          "ledger:pipeline",
          "ledger:waiting",
          "ledger:countWaiting",
          "ledger:file",
          "ledger:versions",
          "ledger:settledFiles",
          "ledger:batch",
          "ledger:batches",
          "ledger:unknown",
          "ledger:sweepMark",
          "work:get",
          "work:root",
          "work:uri");

  /**
   * What a sweep alone writes. No execution does; the protocol's model kills sweeps between any two
   * of their writes.
   */
  private static final Set<String> SWEEPS = Set.of("ledger:putSweepMark");

  /** Between these and the state around them nothing is written. */
  private static final Set<String> CALLS = Set.of("lambda", "jobrun", "sns");

  private static final Set<String> STEPS_OF_LOADING =
      Stage.LOADING.stream().map(Stage::name).collect(Collectors.toSet());

  private KillPoints() {}

  /**
   * The points of a run, one for each passing; steps of loading where they are not as elsewhere.
   */
  static List<KillPoint> of(Scenario scenario, Shape shape, List<String> passed) {
    List<KillPoint> points = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String point : passed) {
      boolean again = !scenario.publishes() && STEPS_OF_LOADING.contains(kind(point));
      if (kills(point) && !again) {
        points.add(new KillPoint(scenario, shape, point, seen.merge(point, 1, Integer::sum) - 1));
      }
    }
    return points;
  }

  /** Points that there are and that no run passed: something new that nothing here makes use of. */
  static Set<String> escaped(List<String> points, Collection<String> passed) {
    Set<String> escaped = new TreeSet<>(points);
    escaped.removeIf(p -> !kills(p));
    passed.forEach(escaped::remove);
    return escaped;
  }

  private static boolean kills(String point) {
    return !CALLS.contains(kind(point))
        && !READS.contains(point.replaceAll(":(before|after)$", ""))
        && !SWEEPS.contains(point.replaceAll(":(before|after)$", ""));
  }

  private static String kind(String point) {
    return point.substring(0, point.indexOf(':'));
  }
}

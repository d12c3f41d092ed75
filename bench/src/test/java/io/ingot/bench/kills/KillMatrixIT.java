package io.ingot.bench.kills;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.ledger.Ledger;
import io.ingot.core.port.WorkStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sample of {@code ./ingot bench kills}; and that nothing new escapes the whole of it. */
class KillMatrixIT {
  /**
   * Claimed but not told, between stages, settled but not told, failed but not told, half
   * published.
   */
  private static final List<String> SAMPLE =
      List.of(
          "load fused ledger:update:after#2",
          "load staged state:Gold:exit#1",
          "load fused ledger:settle:after#1",
          "gate fused state:NotifyFailure:enter#1",
          "skip fused withdraw:publish:kills.bronze_lines:after#1",
          "quarantine fused silver:publish:kills.silver_lines:after#1",
          "rebuild fused silver:publish:kills.silver_lines_quarantine:after#1");

  @TempDir private Path temp;

  @Test
  void killedRuns_atSampledPoints_endAsIfUndisturbed() throws Exception {
    KillMatrix matrix = KillMatrix.prepare(temp, Path.of(System.getProperty("ingot.root")));

    assertThat(matrix.escaped())
        .as("points that no scenario comes to: give Scenario one that does")
        .isEmpty();
    matrix
        .undisturbed()
        .forEach(
            (run, state) ->
                assertThat(state.parts().values())
                    .as(run + ": every table has rows")
                    .allSatisfy(rows -> assertThat(rows).isNotEmpty()));
    List<KillPoint> sample =
        matrix.points().stream().filter(p -> SAMPLE.contains(p.toString())).toList();
    assertThat(sample).hasSameSizeAs(SAMPLE);
    for (KillPoint point : sample) {
      KillMatrix.Outcome outcome = matrix.kill(point);
      assertThat(outcome.fired()).as(point.toString()).isTrue();
      assertThat(outcome.difference()).as(point.toString()).isEmpty();
    }
  }

  @Test
  void reads_areMethodsOfThePorts() {
    Set<String> methods =
        Stream.concat(
                Arrays.stream(Ledger.class.getMethods()).map(m -> "ledger:" + m.getName()),
                Arrays.stream(WorkStore.class.getMethods()).map(m -> "work:" + m.getName()))
            .collect(Collectors.toSet());

    assertThat(methods).containsAll(KillPoints.READS);
  }
}

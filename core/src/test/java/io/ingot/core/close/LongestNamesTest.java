package io.ingot.core.close;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.admit.Arrivals;
import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageFailure;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.ledger.InMemoryLedger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.plan.HowToRun;
import io.ingot.core.plan.World;
import io.ingot.core.port.Workflow;
import io.ingot.core.sweep.EndedExecution;
import io.ingot.core.sweep.EndedExecutions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/**
 * If the linter takes a pipeline's name, AWS takes what is named after the pipeline: executions,
 * and the subjects under which people are told.
 */
class LongestNamesTest {
  /** StartExecution, {@code name}. */
  private static final String EXECUTION = "[0-9A-Za-z_-]{1,80}";

  /** Publish, {@code Subject}: fewer than 100 characters of ASCII, no line breaks. */
  private static final String SUBJECT = "[ -~]{1,99}";

  @Provide
  static Arbitrary<String> names() {
    int rest = PipelineDefinition.LONGEST_NAME - 1;
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('0', '9')
        .withChars('_')
        .ofMaxLength(rest)
        .edgeCases(e -> e.add("z".repeat(rest)))
        .map(r -> "p" + r);
  }

  @Property(tries = 200)
  void execution_ofAnyPipeline_hasANameThatStepFunctionsTakes(
      @ForAll("names") String pipeline, @ForAll @LongRange(min = 1) long starts) {
    List<String> started = new ArrayList<>();
    Workflow workflow =
        new Workflow() {
          @Override
          public Start start(String name, String input) {
            started.add(name);
            return Start.running;
          }

          @Override
          public boolean running(String execution) {
            return false;
          }
        };
    Arrivals arrivals = new Arrivals(new InMemoryLedger(), workflow);
    PipelineItem header = header(pipeline, 1, starts);

    arrivals.restart(header, Map.of("pipeline", pipeline));
    arrivals.restart(header, Map.of("pipeline", pipeline, "command", Map.of()));

    assertThat(started).hasSize(2).allMatch(name -> name.matches(EXECUTION));
  }

  @Property(tries = 200)
  void failure_ofAnyPipeline_hasASubjectThatSnsTakes(
      @ForAll("names") String pipeline, @ForAll @LongRange(min = 1) long batch) {
    PipelineItem header = header(pipeline, batch, 1);
    Manifest manifest = new Manifest(pipeline, batch, 1, Instant.EPOCH, List.of(), List.of());
    CloseRequest request = new CloseRequest(pipeline, "e", batch, 1, 1, null);
    FailureMessage message = new FailureMessage(HowToRun.LAPTOP);

    assertThat(reactions())
        .allSatisfy(
            reaction ->
                assertThat(message.held(header, manifest, reaction, List.of(), "e", "").subject())
                    .contains(pipeline + " ", "(" + reaction.kind() + ")")
                    .matches(SUBJECT));
    assertThat(message.execution(header, request).subject()).matches(SUBJECT);
  }

  private static List<Reaction> reactions() {
    return Stream.concat(
            Arrays.stream(StageFailure.Kind.values())
                .map(
                    kind ->
                        Reaction.to(new StageFailure(Optional.of(Stage.bronze), kind, "e", "m"))),
            Stream.of("States.Timeout", "States.Runtime", "States.TaskFailed")
                .map(error -> Reaction.to(new CloseRequest.Caught(error, ""))))
        .toList();
  }

  @Property(tries = 50)
  void endOfAnExecution_ofAnyPipeline_hasASubjectThatSnsTakes(@ForAll("names") String pipeline) {
    World world = World.replacing();
    List<String> subjects = new ArrayList<>();
    EndedExecutions ended =
        new EndedExecutions(
            world.ledger, world.sweep(), (subject, text) -> subjects.add(subject), HowToRun.LAPTOP);

    for (String status : List.of("FAILED", "TIMED_OUT", "ABORTED")) {
      ended.answer(new EndedExecution(pipeline, "a:e", status, "", "", Duration.ofHours(1)), "b1");
    }

    assertThat(subjects)
        .hasSize(3)
        .allMatch(subject -> subject.contains(pipeline) && subject.matches(SUBJECT));
  }

  private static PipelineItem header(String pipeline, long batch, long starts) {
    return new PipelineItem(
        pipeline, "7f3c9a12", 1, 1, "", 1, starts, batch, batch, 1, "t", "m", "", "", -1, 0);
  }
}

package io.ingot.bench.simulation;

import io.ingot.core.port.JobRuns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;

/**
 * The Spark application: job runs start in the order in which they were submitted, as many at once
 * as its scheduler allows and its vCPUs hold. A job run that does not fit holds up those behind it.
 */
final class SimulatedApplication implements JobRuns {
  private final Agenda agenda;
  private final int vcpus;
  private final int runsAtOnce;
  private final Queue<Run> queue = new ArrayDeque<>();
  private final List<Ended> ended = new ArrayList<>();
  private final Map<String, Integer> active = new HashMap<>();
  private int used;
  private int running;
  private int atOnce;
  private int overlaps;

  SimulatedApplication(Agenda agenda, int vcpus, int runsAtOnce) {
    this.agenda = agenda;
    this.vcpus = vcpus;
    this.runsAtOnce = runsAtOnce;
  }

  /**
   * A job run that has ended.
   *
   * @param waited in the queue
   */
  record Ended(String pipeline, Instant at, Duration waited) {}

  private record Run(String pipeline, int vcpus, double seconds, Instant submitted, Runnable end) {}

  void submit(String pipeline, int size, double seconds, Runnable end) {
    if (active.merge(pipeline, 1, Integer::sum) > 1) {
      overlaps++;
    }
    queue.add(new Run(pipeline, size, seconds, agenda.now(), end));
    startWhatFits();
  }

  private void startWhatFits() {
    while (!queue.isEmpty() && running < runsAtOnce && used + queue.peek().vcpus() <= vcpus) {
      Run run = queue.remove();
      Duration waited = Duration.between(run.submitted(), agenda.now());
      running++;
      used += run.vcpus();
      atOnce = Math.max(atOnce, running);
      agenda.in(run.seconds(), () -> end(run, waited));
    }
  }

  private void end(Run run, Duration waited) {
    running--;
    used -= run.vcpus();
    active.merge(run.pipeline(), -1, Integer::sum);
    ended.add(new Ended(run.pipeline(), agenda.now(), waited));
    run.end().run();
    startWhatFits();
  }

  /** The job runs that have ended, in that order. */
  List<Ended> ended() {
    return List.copyOf(ended);
  }

  /** The longest wait in the queue, of those also that wait still. */
  Duration longestWait() {
    return Stream.concat(
            ended.stream().map(Ended::waited),
            queue.stream().map(r -> Duration.between(r.submitted(), agenda.now())))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** The most job runs that ran at once. */
  int atOnce() {
    return atOnce;
  }

  /** How often a pipeline had more than one job run. */
  int overlaps() {
    return overlaps;
  }

  @Override
  public boolean stop(String pipeline) {
    return active.getOrDefault(pipeline, 0) == 0;
  }

  @Override
  public Optional<JobRun> find(String id) {
    return Optional.empty();
  }
}

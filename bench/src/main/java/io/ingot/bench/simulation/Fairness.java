package io.ingot.bench.simulation;

import io.ingot.core.definition.Definitions;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.plan.Sizing;
import io.ingot.core.port.LandedObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Busy pipelines that share the vCPUs: every one of them has files waiting whenever it looks; a few
 * have fifty times the bytes of the others.
 *
 * @param fewest job runs of the pipeline that got the fewest within the time
 * @param most of the one that got the most
 * @param longestWait of a job run in the application's queue
 * @param atOnce the most job runs that ran at once
 * @param latency p95 of the small pipelines' files, upload to gold, in seconds
 */
record Fairness(int fewest, int most, Duration longestWait, int atOnce, double latency) {
  static final Duration LENGTH = Duration.ofHours(6);

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final int SECONDS_BETWEEN_FILES = 30;
  private static final long SMALL = 200_000;
  private static final long LARGE = 10_000_000;
  private static final int LARGE_ONE_IN = 5;

  /**
   * Simulates.
   *
   * @param pipelines how many
   * @param runsAtOnce how many job runs the application's scheduler lets in
   */
  static Fairness simulate(int pipelines, Sizing sizing, int runsAtOnce) {
    List<String> names =
        IntStream.range(0, pipelines)
            .mapToObj(i -> String.format(Locale.ROOT, "p%02d", i))
            .toList();
    Definitions definitions = Pipelines.named(names, PipelineLimits.DEFAULT);
    Simulation simulation =
        new Simulation(START, ServiceTimes.DEFAULT, definitions, sizing, runsAtOnce);
    List<Upload> small = new ArrayList<>();
    for (int i = 0; i < pipelines; i++) {
      boolean large = i % LARGE_ONE_IN == 0;
      List<Upload> uploads = uploads(names.get(i), large ? LARGE : SMALL);
      simulation.upload(uploads);
      if (!large) {
        small.addAll(uploads);
      }
    }
    simulation.runUntil(START.plus(LENGTH));
    return of(names, simulation, small);
  }

  private static List<Upload> uploads(String pipeline, long bytes) {
    List<Upload> uploads = new ArrayList<>();
    for (long s = 0; s < LENGTH.toSeconds(); s += SECONDS_BETWEEN_FILES) {
      Instant time = START.plusSeconds(s);
      FileVersion file = new FileVersion("landing", Pipelines.key(pipeline, "f" + s), "1");
      uploads.add(
          new Upload(
              pipeline,
              new LandedObject(file, bytes, "1", time, false),
              "",
              List.of(time.plusSeconds(1))));
    }
    return uploads;
  }

  private static Fairness of(List<String> names, Simulation simulation, List<Upload> small) {
    Map<String, Integer> served = new TreeMap<>();
    names.forEach(n -> served.put(n, 0));
    simulation.application().ended().forEach(e -> served.merge(e.pipeline(), 1, Integer::sum));
    List<Duration> latencies = new ArrayList<>();
    for (Upload upload : small) {
      simulation
          .tables()
          .published(upload.file())
          .map(p -> Duration.between(upload.object().time(), p))
          .ifPresent(latencies::add);
    }
    return new Fairness(
        served.values().stream().min(Comparator.naturalOrder()).orElse(0),
        served.values().stream().max(Comparator.naturalOrder()).orElse(0),
        simulation.application().longestWait(),
        simulation.application().atOnce(),
        new Latencies(latencies).seconds(95));
  }

  /** Service of the pipeline that got the most over that of the one that got the fewest. */
  double ratio() {
    return (double) most / fewest;
  }
}

package io.ingot.bench.simulation;

import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.plan.Sizing;
import io.ingot.local.run.Benchmark;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * 10,000 uploads within 20 simulated minutes: how many job runs they take, how long until gold, and
 * whether every file's rows are in the tables exactly once. The rules, the ledger's included, are
 * the real ones; time is simulated.
 */
public final class BurstBenchmark implements Benchmark {
  static final int UPLOADS = 10_000;
  static final long SEED = 2026;

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final int PUBLISHED_JOB_RUNS_PER_FILE = 3;

  @Override
  public String name() {
    return "burst";
  }

  @Override
  public Map<String, String> run(PrintStream out) {
    out.printf(
        "%d uploads in %d minutes; provisioning %.0f s, %.1f MB/s per executor vCPU, %d vCPUs …%n",
        UPLOADS,
        Burst.LENGTH.toMinutes(),
        Sizing.DEFAULT.cost().provisioningSeconds(),
        Sizing.DEFAULT.cost().bytesPerSecond() / 1e6,
        Sizing.DEFAULT.vcpus());
    return figures(SEED, UPLOADS, PipelineLimits.DEFAULT);
  }

  static Map<String, String> figures(long seed, int count, PipelineLimits limits) {
    List<Upload> uploads = new Burst(seed, START, count).uploads();
    Simulation simulation =
        new Simulation(
            START,
            ServiceTimes.DEFAULT,
            Pipelines.named(List.of(Burst.PIPELINE), limits),
            Sizing.DEFAULT,
            Sizing.DEFAULT.jobRuns());
    simulation.upload(uploads);
    simulation.sweepAt(START.plus(ServiceTimes.DEFAULT.sweep()));
    simulation.run();
    SimulatedTables tables = simulation.tables();
    Latencies latencies =
        new Latencies(
            uploads.stream()
                .flatMap(
                    u ->
                        tables
                            .published(u.file())
                            .map(p -> Duration.between(u.object().time(), p))
                            .stream())
                .toList());
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("uploads", Integer.toString(uploads.size()));
    figures.put(
        "megabytes",
        Long.toString(uploads.stream().mapToLong(u -> u.object().size()).sum() / 1_000_000));
    figures.put("events", count(uploads.stream().mapToInt(u -> u.deliveries().size()).sum()));
    figures.put(
        "events_lost",
        Long.toString(uploads.stream().filter(u -> u.deliveries().isEmpty()).count()));
    figures.put("latency_p50_s", latencies.text(50));
    figures.put("latency_p95_s", latencies.text(95));
    figures.put("executions", count(simulation.workflow().executions()));
    figures.put("batches", count(simulation.ledger().batches(Burst.PIPELINE).size()));
    figures.put("job_runs", count(simulation.application().ended().size()));
    figures.put("conflicts", count(tables.refused() + simulation.application().overlaps()));
    figures.put("duplicates", count(tables.duplicates(uploads)));
    figures.put("lost", count(tables.lost(uploads)));
    figures.put(
        "job_runs_one_execution_per_file", count(PUBLISHED_JOB_RUNS_PER_FILE * uploads.size()));
    return figures;
  }

  private static String count(int number) {
    return Integer.toString(number);
  }
}

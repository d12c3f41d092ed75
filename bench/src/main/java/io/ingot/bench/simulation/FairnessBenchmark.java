package io.ingot.bench.simulation;

import io.ingot.core.plan.Sizing;
import io.ingot.local.run.Benchmark;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Twenty busy pipelines under an account's first quota: how evenly they are served and how long one
 * waits, beside job runs that take the whole quota each, one after another.
 */
public final class FairnessBenchmark implements Benchmark {
  static final int PIPELINES = 20;

  @Override
  public String name() {
    return "fairness";
  }

  @Override
  public Map<String, String> run(PrintStream out) {
    Sizing sizing = Sizing.DEFAULT;
    out.printf(
        "%d busy pipelines, %d vCPUs, %d hours …%n",
        PIPELINES, sizing.vcpus(), Fairness.LENGTH.toHours());
    Fairness shared = Fairness.simulate(PIPELINES, sizing, sizing.jobRuns());
    // Twice the quota, so that half of it, which one job run may take, is the quota.
    Sizing greedy = Sizing.of(2 * sizing.vcpus());
    Fairness alone = Fairness.simulate(PIPELINES, greedy, 1);
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("pipelines", Integer.toString(PIPELINES));
    figures.put("vcpus", Integer.toString(sizing.vcpus()));
    put(figures, "", shared);
    put(figures, "_whole_quota_each", alone);
    return figures;
  }

  private static void put(Map<String, String> figures, String suffix, Fairness fairness) {
    figures.put("job_runs_at_once" + suffix, Integer.toString(fairness.atOnce()));
    figures.put("job_runs_fewest" + suffix, Integer.toString(fairness.fewest()));
    figures.put("job_runs_most" + suffix, Integer.toString(fairness.most()));
    figures.put("service_ratio" + suffix, String.format(Locale.ROOT, "%.2f", fairness.ratio()));
    figures.put("longest_wait_s" + suffix, Long.toString(fairness.longestWait().toSeconds()));
    figures.put(
        "latency_p95_s_small" + suffix, String.format(Locale.ROOT, "%.0f", fairness.latency()));
  }
}

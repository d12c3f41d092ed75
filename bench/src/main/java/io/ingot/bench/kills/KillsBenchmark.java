package io.ingot.bench.kills;

import io.ingot.core.attempt.Shape;
import io.ingot.local.run.Benchmark;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Kills a run at every state, every step of a job and every write, before and after, fused and
 * staged; each time the next run must end with the tables and the ledger of an undisturbed one.
 */
public final class KillsBenchmark implements Benchmark {
  private static final int AT_ONCE = 2;
  private static final int REPORT_EVERY = 10;

  /** System property: try every Nth point only, for who has less time. */
  private static final String EVERY = "ingot.bench.every";

  @Override
  public String name() {
    return "kills";
  }

  @Override
  public Map<String, String> run(PrintStream out) throws Exception {
    long start = System.nanoTime();
    Path root = Path.of(System.getProperty("ingot.root", "."));
    Path folder = Files.createTempDirectory("ingot-kills");
    out.printf("Running undisturbed, to learn the points (in %s) …%n", folder);
    List<KillMatrix> lakes = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      lakes.add(
          KillMatrix.prepare(Files.createDirectories(folder.resolve(Integer.toString(i))), root));
    }
    List<KillMatrix.Outcome> outcomes = kill(lakes, out);
    Map<String, String> figures = new LinkedHashMap<>();
    for (Shape shape : Shape.values()) {
      List<KillMatrix.Outcome> of =
          outcomes.stream().filter(o -> o.point().shape() == shape).toList();
      figures.put("points_" + shape, Integer.toString(of.size()));
      figures.put("fired_" + shape, count(of.stream().filter(KillMatrix.Outcome::fired).count()));
      figures.put(
          "differences_" + shape,
          count(of.stream().filter(o -> o.difference().isPresent()).count()));
    }
    figures.put("never_reached", String.join(" ", lakes.get(0).escaped()));
    figures.put("seconds", count(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)));
    return figures;
  }

  private static List<KillMatrix.Outcome> kill(List<KillMatrix> lakes, PrintStream out)
      throws Exception {
    List<KillPoint> all = lakes.get(0).points();
    int every = Integer.getInteger(EVERY, 1);
    List<KillPoint> points =
        IntStream.range(0, all.size()).filter(i -> i % every == 0).mapToObj(all::get).toList();
    out.printf("Killing at %d points, %d JVMs at once …%n", points.size(), AT_ONCE);
    AtomicInteger next = new AtomicInteger();
    List<Callable<List<KillMatrix.Outcome>>> workers = new ArrayList<>();
    for (KillMatrix lake : lakes) {
      workers.add(
          () -> {
            List<KillMatrix.Outcome> mine = new ArrayList<>();
            for (int i = next.getAndIncrement(); i < points.size(); i = next.getAndIncrement()) {
              KillMatrix.Outcome outcome = lake.kill(points.get(i));
              mine.add(outcome);
              tell(outcome, i + 1, points.size(), out);
            }
            return mine;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<KillMatrix.Outcome> outcomes = new ArrayList<>();
      for (Future<List<KillMatrix.Outcome>> worker : threads.invokeAll(workers)) {
        outcomes.addAll(worker.get());
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void tell(KillMatrix.Outcome outcome, int number, int of, PrintStream out) {
    if (number % REPORT_EVERY == 0) {
      out.printf("%d of %d: %s%n", number, of, outcome.point());
    }
    if (!outcome.fired()) {
      out.printf("  not fired: %s%n", outcome.point());
    }
    outcome
        .difference()
        .ifPresent(d -> out.printf("  DIFFERENCE after %s: %s%n", outcome.point(), d));
  }

  private static String count(long number) {
    return Long.toString(number);
  }
}

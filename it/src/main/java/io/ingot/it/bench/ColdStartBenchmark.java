package io.ingot.it.bench;

import io.ingot.it.Build;
import io.ingot.it.Events;
import io.ingot.it.StandIns;
import io.ingot.it.aws.S3Mock;
import io.ingot.it.lambda.Answer;
import io.ingot.it.lambda.EmptyHandler;
import io.ingot.it.lambda.FunctionProcess;
import io.ingot.it.lambda.FunctionProcess.Launch;
import io.ingot.it.lambda.FunctionProcess.SnapStart;
import io.ingot.local.run.Benchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What Admit costs before it has answered its first event, beside a handler that does nothing. All
 * in processes under the runtime interface client, in turns, after a round that does not count.
 */
public final class ColdStartBenchmark implements Benchmark {
  private static final int ROUNDS = 5;
  private static final int WARM_CALLS = 20;
  private static final String FUNCTION = "AdmitFunction";

  @Override
  public String name() {
    return "coldstart";
  }

  @Override
  public Map<String, String> run(PrintStream out) throws Exception {
    try (StandIns standIns = StandIns.start(UUID.randomUUID().toString())) {
      byte[] sample =
          Files.readAllBytes(
              Build.root().resolve("pipelines/rides/samples/1-rides-2024-05-01.csv"));
      S3Mock.upload(standIns.s3(), StandIns.LANDING, "rides/data/1-rides-2024-05-01.csv", sample);
      Launch admit = standIns.launch(FUNCTION);
      Launch empty =
          Launch.of(EmptyHandler.class.getName(), List.of(ownCode()), admit.environment());
      Times times = new Times();
      for (int round = 0; round <= ROUNDS; round++) {
        out.println(round == 0 ? "Warming up …" : "Round %d of %d …".formatted(round, ROUNDS));
        times = round == 1 ? new Times() : times;
        times.empty.add(cold(empty));
        times.cold.add(cold(admit));
        times.unprimed.add(restored(admit.with(SnapStart.UNHOOKED), new ArrayList<>()));
        times.primed.add(restored(admit.with(SnapStart.HOOKED), times.warm));
      }
      return figures(times, classes(admit));
    }
  }

  /** Milliseconds. */
  private static final class Times {
    private final List<Double> empty = new ArrayList<>();
    private final List<Double> cold = new ArrayList<>();
    private final List<Double> unprimed = new ArrayList<>();
    private final List<Double> primed = new ArrayList<>();
    private final List<Double> warm = new ArrayList<>();
  }

  private static Map<String, String> figures(Times times, long classes) throws IOException {
    double empty = median(times.empty);
    double primed = median(times.primed);
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("jar_mib", number(Files.size(Build.functionsJar()) / (double) (1 << 20)));
    figures.put("classes_loaded", Long.toString(classes));
    figures.put("empty_ms", number(empty));
    figures.put("cold_ms", number(median(times.cold)));
    figures.put("unprimed_ms", number(median(times.unprimed)));
    figures.put("primed_ms", number(primed));
    figures.put("warm_ms", number(median(times.warm)));
    figures.put("cold_ratio", number(median(times.cold) / empty));
    figures.put("primed_ratio", number(primed / empty));
    figures.put("primed_gain", number(median(times.unprimed) / primed));
    return figures;
  }

  /** From the start of the JVM to the first answer. */
  private static double cold(Launch launch) {
    long start = System.nanoTime();
    try (FunctionProcess function = FunctionProcess.start(launch)) {
      answered(function);
      return since(start);
    }
  }

  /** From the restore to the first answer. */
  private static double restored(Launch launch, List<Double> warm) {
    try (FunctionProcess function = FunctionProcess.start(launch)) {
      function.initialised();
      long start = System.nanoTime();
      function.restore();
      answered(function);
      double first = since(start);
      for (int call = 0; call < WARM_CALLS; call++) {
        long again = System.nanoTime();
        answered(function);
        warm.add(since(again));
      }
      return first;
    }
  }

  private static long classes(Launch launch) throws IOException {
    Path log = Files.createTempFile(Build.target(), "classes", ".log");
    Launch logging =
        new Launch(
            launch.handler(),
            launch.classPath(),
            launch.environment(),
            SnapStart.NONE,
            List.of("-Xlog:class+load:file=" + log));
    cold(logging);
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(" source: ")).count();
    } finally {
      Files.delete(log);
    }
  }

  private static void answered(FunctionProcess function) {
    Answer answer = function.invoke(Events.queued("upload-unversioned.json"));
    if (answer.failed()) {
      throw new IllegalStateException("Cannot measure: the function failed: " + answer.payload());
    }
  }

  private static Path ownCode() {
    return Build.target().resolve("classes");
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}

package io.ingot.local.cli;

import io.ingot.core.failure.RefusedException;
import io.ingot.local.run.Benchmark;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ingot bench}. */
@Command(
    name = "bench",
    description = "Measure a claim; the figures come last, one 'key: value' per line.")
final class BenchCommand implements Callable<Integer> {
  @ParentCommand private Ingot ingot;

  @Parameters(index = "0", paramLabel = "NAME", description = "The benchmark.")
  private String name = "";

  @Option(
      names = "--scale",
      paramLabel = "N",
      description = "read, tpcds: scale factor of TPC-DS (default: 1).")
  private Double scale;

  @Override
  public Integer call() throws Exception {
    List<Benchmark> all =
        ServiceLoader.load(Benchmark.class).stream().map(ServiceLoader.Provider::get).toList();
    Benchmark benchmark =
        all.stream()
            .filter(b -> b.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new RefusedException(
                        "Cannot run benchmark %s: there is none of that name (known: %s). Correct the name."
                            .formatted(
                                name,
                                String.join(
                                    ", ", all.stream().map(Benchmark::name).sorted().toList()))));
    (scale == null ? benchmark : benchmark.atScale(scale))
        .run(ingot.out())
        .forEach((key, value) -> ingot.out().printf("%s: %s%n", key, value));
    return Ingot.DONE;
  }
}

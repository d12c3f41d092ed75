package io.ingot.local.cli;

import io.ingot.core.failure.RefusedException;
import io.ingot.core.port.LandedObject;
import io.ingot.local.generate.GeneratedFile;
import io.ingot.local.generate.GeneratedFiles;
import io.ingot.local.generate.Generator;
import io.ingot.local.run.LocalSystem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ingot generate}. */
@Command(
    name = "generate",
    description = "Make files that a pipeline can load; the same options give the same bytes.")
final class GenerateCommand implements Callable<Integer> {
  private static final double MIB = 1 << 20;
  private static final Path OUT = Path.of("generated");

  @ParentCommand private Ingot ingot;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "PIPELINE",
      description = "Whose files: tpcds, rides or orders.")
  private String pipeline = "";

  @Option(
      names = "--scale",
      paramLabel = "N",
      description = "tpcds: its scale factor, such as 0.01; 1 is about 277 MB.")
  private double scale;

  @Option(
      names = "--update",
      description = "tpcds: only the changes of items that follow the first load.")
  private boolean update;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "rides, orders: rows of each file (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000")
  private long rows = 1000;

  @Option(
      names = "--files",
      paramLabel = "N",
      description =
          "How many files (default: 1); tpcds: per table of 1 MiB or more (default: one per 64"
              + " MiB).")
  private Integer files;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "rides, orders: another number gives other rows (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write them, as DIR/<landing key> (default: generated).")
  private Path out;

  @Option(names = "--upload", description = "Upload them too; without --out no copy is kept.")
  private boolean upload;

  @Override
  public Integer call() throws IOException {
    Generator generator = generator();
    refuseForeignOptions(generator);
    if (!upload || out != null) {
      return generate(generator, Optional.ofNullable(out).orElse(OUT));
    }
    Path folder = Files.createTempDirectory("ingot-generate");
    try {
      return generate(generator, folder);
    } finally {
      FileUtil.fullyDelete(folder.toFile());
    }
  }

  private Generator generator() {
    return Generator.of(pipeline)
        .orElseThrow(
            () ->
                new RefusedException(
                    "Cannot generate %s: there is no generator of that name (known: %s). Correct the name."
                        .formatted(
                            pipeline,
                            String.join(
                                ", ",
                                Generator.all().stream()
                                    .map(Generator::pipeline)
                                    .sorted()
                                    .toList()))));
  }

  private void refuseForeignOptions(Generator generator) {
    List<String> common = List.of("--out", "--upload", "--lake", "--pipelines");
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (!common.contains(option.longestName())
          && !generator.options().contains(option.longestName())) {
        throw new RefusedException(
            "Cannot generate %s: %s is not an option of it (its options: %s). Leave it out."
                .formatted(
                    pipeline,
                    option.longestName(),
                    String.join(", ", generator.options().stream().sorted().toList())));
      }
    }
    if (files != null && files < 1) {
      throw new RefusedException(
          "Cannot generate %s: --files is too small (%d). Give 1 or more."
              .formatted(pipeline, files));
    }
  }

  private int generate(Generator generator, Path folder) {
    Generator.Request request =
        new Generator.Request(scale, rows, files == null ? 0 : files, seed, update);
    List<GeneratedFile> made = GeneratedFiles.write(generator, request, folder, this::written);
    if (!upload) {
      next(made, folder);
      return Ingot.DONE;
    }
    try (LocalSystem system = ingot.open()) {
      List<LandedObject> landed =
          made.stream()
              .map(
                  f ->
                      system
                          .landing()
                          .put(f.key(), folder.resolve(f.key()), system.clock().instant()))
              .toList();
      int code = UploadCommand.deliver(ingot, system, landed);
      if (code == Ingot.DONE) {
        ingot.out().println("Load them: ./ingot run");
      }
      return code;
    }
  }

  private synchronized void written(GeneratedFiles.Written source) {
    double seconds = Math.max(1, source.time().toMillis()) / (double) TimeUnit.SECONDS.toMillis(1);
    ingot
        .out()
        .printf(
            Locale.ROOT,
            "  %-24s %3d %-5s %,12d rows %9.1f MiB %7.1f s %,10.0f rows/s %7.1f MiB/s%n",
            source.source(),
            source.files(),
            source.files() == 1 ? "file" : "files",
            source.rows(),
            source.bytes() / MIB,
            seconds,
            source.rows() / seconds,
            source.bytes() / MIB / seconds);
  }

  private void next(List<GeneratedFile> made, Path folder) {
    PrintStream screen = ingot.out();
    screen.println("Upload and load them:");
    for (String source : made.stream().map(GeneratedFile::source).distinct().toList()) {
      List<Path> paths =
          made.stream()
              .filter(f -> f.source().equals(source))
              .map(f -> folder.resolve(f.key()))
              .toList();
      screen.printf(
          "  ./ingot upload %s/%s %s%n",
          pipeline,
          source,
          paths.size() == 1 ? paths.get(0) : paths.get(0).resolveSibling(source(paths)));
    }
    screen.println("  ./ingot run");
  }

  /** Matches the files of one source and no other of their folder. */
  private static String source(List<Path> paths) {
    String name = paths.get(0).getFileName().toString();
    return "*" + name.substring(name.lastIndexOf('.'));
  }
}

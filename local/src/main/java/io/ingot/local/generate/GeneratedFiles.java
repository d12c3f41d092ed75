package io.ingot.local.generate;

import io.ingot.core.failure.IngotException;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.TransientException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes generated files into a folder, several at once, each as a whole or not at all. */
public final class GeneratedFiles {
  private final Path folder;
  private final Consumer<Written> listener;
  private final Map<String, Progress> sources = new LinkedHashMap<>();

  private GeneratedFiles(Path folder, Consumer<Written> listener) {
    this.folder = folder;
    this.listener = listener;
  }

  /**
   * All files of a source are written.
   *
   * @param source the source
   * @param files how many
   * @param rows rows of all of them
   * @param bytes bytes of all of them
   * @param time from the start of the first to the end of the last; others were written meanwhile
   */
  public record Written(String source, int files, long rows, long bytes, Duration time) {}

  /**
   * Writes the files of a request as {@code <folder>/<landing key>}, UTF-8, with as many threads as
   * there are processors. Files of these names are replaced.
   *
   * @param listener told of each source when its last file is written
   * @return the files, in the generator's order
   * @throws RefusedException if the request is refused, or the folder holds files of another
   *     request, whose rows would be mixed with these
   * @throws TransientException if a file cannot be written
   */
  public static List<GeneratedFile> write(
      Generator generator, Generator.Request request, Path folder, Consumer<Written> listener) {
    int threads = generator.inTurn() ? 1 : Runtime.getRuntime().availableProcessors();
    return write(generator.files(request), threads, folder, listener);
  }

  /** The same with a number of threads. */
  public static List<GeneratedFile> write(
      List<GeneratedFile> files, int threads, Path folder, Consumer<Written> listener) {
    new GeneratedFiles(folder, listener).all(files, threads);
    return files;
  }

  private void all(List<GeneratedFile> files, int threads) {
    files.forEach(f -> sources.computeIfAbsent(f.source(), s -> new Progress()).waiting++);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      refuseOthers(files);
      List<Future<?>> all = new ArrayList<>();
      for (GeneratedFile file : files) {
        all.add(
            pool.submit(
                () -> {
                  one(file);
                  return null;
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientException("Cannot generate: interrupted. Generate again.", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IngotException known ? known : failed(e.getCause());
    } catch (IOException e) {
      throw failed(e);
    } finally {
      pool.shutdownNow();
    }
  }

  private TransientException failed(Throwable cause) {
    return new TransientException(
        "Cannot generate into %s: a file could not be written (%s). Check the space and the rights of the folder, then generate again."
            .formatted(folder, cause),
        cause);
  }

  /** A file that differs in its number only comes from a request of more files. */
  private void refuseOthers(List<GeneratedFile> files) throws IOException {
    List<Path> ours = files.stream().map(f -> folder.resolve(f.key())).toList();
    for (Path in : ours.stream().map(Path::getParent).distinct().filter(Files::exists).toList()) {
      List<Pattern> names =
          ours.stream()
              .filter(f -> f.getParent().equals(in))
              .map(f -> f.getFileName().toString().replaceAll("\\d+", "\\\\d+"))
              .distinct()
              .map(Pattern::compile)
              .toList();
      try (Stream<Path> there = Files.list(in)) {
        List<Path> others =
            there
                .filter(f -> !ours.contains(f))
                .filter(f -> names.stream().anyMatch(n -> matches(n, f)))
                .sorted()
                .toList();
        if (!others.isEmpty()) {
          throw new RefusedException(
              "Cannot generate into %s: it holds %d files of another run, which would be mixed with these (such as %s). Delete them, or name another folder with --out."
                  .formatted(in, others.size(), others.get(0).getFileName()));
        }
      }
    }
  }

  private static boolean matches(Pattern name, Path file) {
    return name.matcher(file.getFileName().toString()).matches();
  }

  private void one(GeneratedFile file) throws IOException {
    Progress progress = sources.get(file.source());
    progress.start();
    Path target = folder.resolve(file.key());
    Files.createDirectories(target.getParent());
    Path part = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      long rows;
      try (Writer out = Files.newBufferedWriter(part)) {
        rows = file.content().writeTo(out);
      }
      long bytes = Files.size(part);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      progress.end(file.source(), rows, bytes);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Of one source; several threads write its files. */
  private final class Progress {
    private int waiting;
    private int files;
    private long rows;
    private long bytes;
    private long start;

    synchronized void start() {
      if (start == 0) {
        start = System.nanoTime();
      }
    }

    synchronized void end(String source, long moreRows, long moreBytes) {
      files++;
      rows += moreRows;
      bytes += moreBytes;
      waiting--;
      if (waiting == 0) {
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        listener.accept(new Written(source, files, rows, bytes, time));
      }
    }
  }
}

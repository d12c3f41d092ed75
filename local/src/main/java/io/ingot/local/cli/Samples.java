package io.ingot.local.cli;

import io.ingot.core.failure.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A pipeline's sample files: {@code samples/<number>-<name>}, uploaded as {@code <name>}. */
final class Samples {
  private Samples() {}

  /**
   * A sample.
   *
   * @param number when it is uploaded
   * @param name the name that it is uploaded under
   * @param file where it is
   */
  record Sample(int number, String name, Path file) {}

  /** Whether a pipeline has samples. */
  static boolean exist(Path pipelines, String pipeline) {
    return Files.isDirectory(folder(pipelines, pipeline));
  }

  private static Path folder(Path pipelines, String pipeline) {
    return pipelines.resolve(pipeline).resolve("samples");
  }

  static List<Sample> of(Path pipelines, String pipeline) {
    Path folder = folder(pipelines, pipeline);
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().matches("\\d+-.+"))
          .map(Samples::sample)
          .sorted(Comparator.comparingInt(Sample::number))
          .toList();
    } catch (java.nio.file.NoSuchFileException e) {
      throw new RefusedException(
          "Cannot run the demo: there is no folder %s. Run it with the pipelines of Ingot's own repository."
              .formatted(folder),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the samples in " + folder, e);
    }
  }

  private static Sample sample(Path file) {
    String name = file.getFileName().toString();
    int dash = name.indexOf('-');
    return new Sample(Integer.parseInt(name.substring(0, dash)), name.substring(dash + 1), file);
  }
}

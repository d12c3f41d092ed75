package io.ingot.jobs;

import io.ingot.core.attempt.Stage;
import java.util.List;

/**
 * What a job run is asked to do.
 *
 * @param stages the stages, in order
 * @param attempt URI of the attempt file
 * @param catalog the session's Iceberg catalog
 */
public record JobOptions(List<Stage> stages, String attempt, String catalog) {
  private static final String USAGE =
      "Usage: JobMain <bronze|silver|gold|all|withdraw> <attempt-file-uri> [--catalog lake]";

  public JobOptions {
    stages = List.copyOf(stages);
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException with the usage, if it is none
   */
  public static JobOptions parse(String... args) {
    if (args.length != 2 && !(args.length == 4 && args[2].equals("--catalog"))) {
      throw new IllegalArgumentException(
          "Cannot read the command line: "
              + args.length
              + " arguments ("
              + String.join(" ", args)
              + "). "
              + USAGE);
    }
    return of(args[0], args[1], args.length == 4 ? args[3] : "lake");
  }

  /**
   * The stages that a word stands for.
   *
   * @param stages {@code bronze}, {@code silver}, {@code gold}, {@code withdraw}, or {@code all}
   * @param attempt URI of the attempt file
   * @param catalog the session's Iceberg catalog
   * @throws IllegalArgumentException with the usage, if it stands for none
   */
  public static JobOptions of(String stages, String attempt, String catalog) {
    return new JobOptions(
        stages.equals("all") ? Stage.LOADING : List.of(stage(stages)), attempt, catalog);
  }

  private static Stage stage(String name) {
    for (Stage stage : Stage.values()) {
      if (stage.name().equals(name)) {
        return stage;
      }
    }
    throw new IllegalArgumentException("Invalid stage: " + name + ". " + USAGE);
  }
}

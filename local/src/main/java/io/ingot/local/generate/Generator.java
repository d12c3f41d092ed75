package io.ingot.local.generate;

import io.ingot.core.failure.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Makes files that a pipeline can load. Found by {@link ServiceLoader}.
 *
 * <p>No clock is read and nothing is random: the same request gives the same bytes on every machine
 * and JDK.
 */
public interface Generator {
  /** All that are there. */
  static List<Generator> all() {
    return ServiceLoader.load(Generator.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  /** The one of a pipeline; empty if there is none. */
  static Optional<Generator> of(String pipeline) {
    return all().stream().filter(g -> g.pipeline().equals(pipeline)).findFirst();
  }

  /** The pipeline, which is also what the command line calls it. */
  String pipeline();

  /** The options of the command line that it knows, with their dashes. */
  Set<String> options();

  /**
   * The files of a request, none of them made yet.
   *
   * @throws RefusedException if a number is out of range
   */
  List<GeneratedFile> files(Request request);

  /** Whether each file goes on where the one before ended, so that they are written in turn. */
  default boolean inTurn() {
    return false;
  }

  /**
   * What to make. Each generator looks at its own options only.
   *
   * @param scale of TPC-DS, or 0 if it was not given
   * @param rows rows of each file
   * @param files how many files, or 0 if it was not given
   * @param seed what makes the rows differ from others
   * @param update whether to make the changes that follow the first load instead of that load
   */
  record Request(double scale, long rows, int files, long seed, boolean update) {
    private static final long ROWS = 1_000;

    /** The whole data of a scale, in as many files as the generator finds right. */
    public static Request ofScale(double scale) {
      return ofScale(scale, false);
    }

    /** The data of a scale, or the changes that follow it. */
    public static Request ofScale(double scale, boolean update) {
      return new Request(scale, ROWS, 0, 1, update);
    }

    /** Files of a number of rows. */
    public static Request ofRows(long rows, int files, long seed) {
      return new Request(0, rows, files, seed, false);
    }

    /** Refuses a number of rows or files that is too small. */
    void check(String pipeline) {
      if (rows < 1 || files < 0) {
        throw new RefusedException(
            "Cannot generate %s: a number is too small (rows %d, files %d). Give --rows and --files of at least 1."
                .formatted(pipeline, rows, files));
      }
    }
  }
}

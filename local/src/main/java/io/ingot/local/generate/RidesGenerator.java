package io.ingot.local.generate;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes files of taxi rides, as CSV in UTF-8 with a header and {@code \n} line ends.
 *
 * <p>Nothing is random and no clock is read: the same arguments give the same text on every machine
 * and JDK. Texts hold commas (then quoted), letters beyond ASCII, and no value at all; never quotes
 * or line breaks.
 */
public final class RidesGenerator implements Generator {
  /** The header line, without line end. */
  public static final String HEADER =
      "ride_id,Date,driver_number,speed,distance_travelled,fare_amount,"
          + "route_taken,start_point,end_point";

  private static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);
  private static final int DRIVERS = 200;

  @Override
  public String pipeline() {
    return "rides";
  }

  @Override
  public Set<String> options() {
    return Set.of("--rows", "--files", "--seed");
  }

  /** One file a day from 2024-01-01 on, none of which shares a ride with another. */
  @Override
  public List<GeneratedFile> files(Request request) {
    request.check(pipeline());
    return IntStream.range(0, Math.max(1, request.files()))
        .mapToObj(
            i ->
                file(
                    new Day(
                        request.seed() + i,
                        FIRST_DAY.plusDays(i),
                        i * request.rows() + 1,
                        request.rows(),
                        DRIVERS)))
        .toList();
  }

  private static GeneratedFile file(Day day) {
    return new GeneratedFile(
        "rides",
        "rides/data/rides-" + day.date() + ".csv",
        out -> {
          write(out, day);
          return day.rows();
        });
  }

  /**
   * The sample uploads of the pipeline {@code rides}, in the order in which they are uploaded. What
   * each of them shows is told in {@code pipelines/rides/README.md}.
   */
  public static List<Sample> samples() {
    return RidesSamples.all();
  }

  /**
   * Writes one day's file: the header, then the rides. Memory does not grow with the rows. The
   * writer is neither flushed nor closed.
   *
   * @param out where the text goes
   * @param day what the file holds
   * @throws UncheckedIOException if the writer fails
   */
  public static void write(Writer out, Day day) {
    RandomRides rides = new RandomRides(day.seed(), day.firstRide(), day.drivers());
    try {
      out.write(HEADER + "\n");
      for (long row = 0; row < day.rows(); row++) {
        out.write(rides.next(day.date()).line());
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write the rides of "
              + day.date()
              + ": the writer failed ("
              + e.getMessage()
              + "). Check the space and the rights of the target, then generate again.",
          e);
    }
  }

  /** The same text as {@link #write}, as lines in memory: the header first. */
  public static List<String> lines(Day day) {
    StringWriter text = new StringWriter();
    write(text, day);
    return text.toString().lines().toList();
  }

  /**
   * One file of rides of one day.
   *
   * @param seed what makes this file's rides differ from others'
   * @param date the day of all its rides
   * @param firstRide number of the first ride's id, 1 or more; ids then rise by one a row, so files
   *     with ranges that do not overlap share no ride
   * @param rows rides in the file, 0 or more
   * @param drivers how many drivers there are: {@code D01}, {@code D02}, …; 1 or more
   */
  public record Day(long seed, LocalDate date, long firstRide, long rows, int drivers) {
    public Day {
      if (firstRide < 1 || rows < 0 || drivers < 1) {
        throw new IllegalArgumentException(
            "Cannot generate rides: a number is too small (firstRide "
                + firstRide
                + ", rows "
                + rows
                + ", drivers "
                + drivers
                + "). Give a firstRide and drivers of at least 1, and rows of at least 0.");
      }
    }

    /** A file of that many rides on 2024-05-01, from ride 1, by 12 drivers. */
    public static Day of(long seed, long rows) {
      return new Day(seed, LocalDate.of(2024, 5, 1), 1, rows, 12);
    }
  }
}

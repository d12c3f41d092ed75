package io.ingot.local.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Three uploads, made so that each trap of incremental loading occurs at least once. */
final class RidesSamples {
  private static final LocalDate MONTH_BEFORE = LocalDate.of(2024, 4, 30);
  private static final LocalDate DAY_1 = LocalDate.of(2024, 5, 1);
  private static final LocalDate DAY_2 = LocalDate.of(2024, 5, 2);
  private static final LocalDate FUTURE = LocalDate.of(2031, 1, 1);

  private static final String FILE_1 = "rides-2024-05-01.csv";
  private static final String FILE_2 = "rides-2024-05-02.csv";

  /** Drives in version 1 of the first file only, so the driver's group vanishes with upload 3. */
  private static final String VANISHING_DRIVER = "D12";

  private static final String NEW_DRIVER = "D13";

  /** Drivers D01 to D11 are drawn; the two above are placed by hand. */
  private static final int DRAWN_DRIVERS = 11;

  /**
   * What upload 3 leaves out: two rides that upload 2 corrected and which therefore stay, all rides
   * of the vanishing driver, and five that exist nowhere else.
   */
  private static final Set<String> LEFT_OUT = ids(20, 30, 50, 100, 150, 5, 77, 123, 160, 199);

  private RidesSamples() {}

  static List<Sample> all() {
    List<Ride> first = first();
    return List.of(
        sample(1, FILE_1, first),
        sample(2, FILE_2, second(first)),
        sample(3, FILE_1, correctedFirst(first)));
  }

  private static List<Ride> first() {
    List<Ride> rides = new RandomRides(20240501, 1, DRAWN_DRIVERS).next(200, DAY_1);
    return changed(
        rides,
        Map.of(
            Ride.id(50), r -> r.withDriver(VANISHING_DRIVER),
            Ride.id(100), r -> r.withDriver(VANISHING_DRIVER),
            Ride.id(150), r -> r.withDriver(VANISHING_DRIVER),
            Ride.id(33), r -> r.withDriver(""),
            Ride.id(66), r -> r.withDriver(""),
            Ride.id(40), r -> r.withFare(""),
            Ride.id(80), r -> r.withSpeed("")));
  }

  private static List<Ride> second(List<Ride> first) {
    RandomRides random = new RandomRides(20240502, 201, DRAWN_DRIVERS);
    List<Ride> rides = new ArrayList<>(random.next(170, DAY_2));
    // Rows that a query "date later than the newest one" would lose.
    rides.addAll(20, random.next(10, MONTH_BEFORE));
    rides.addAll(60, random.next(8, DAY_1));
    rides.add(90, random.next(FUTURE));
    // Corrections of rides of upload 1; the last of them breaks a rule, so the ride stays as it
    // was.
    rides.add(100, of(first, 10).withFareRaised(500));
    rides.add(101, otherDriver(of(first, 20)));
    rides.add(102, otherDriver(of(first, 30)).withFareRaised(1250));
    rides.add(110, of(first, 25).withFare("-12.50"));
    // A new driver whose fares are not known yet: sums over no value at all.
    rides.add(120, random.next(DAY_2).withDriver(NEW_DRIVER).withFare(""));
    rides.add(121, random.next(DAY_2).withDriver(NEW_DRIVER).withFare(""));
    rides.add(130, random.next(DAY_2).withSpeed("fast"));
    rides.add(140, random.next(DAY_2).withId(""));
    rides.add(150, random.next(DAY_2).withDriver(""));
    // The same ride twice in one file: the later line counts.
    Ride twice = random.next(DAY_2);
    rides.add(160, twice);
    rides.add(175, otherDriver(twice).withFareRaised(75));
    return rides;
  }

  private static List<Ride> correctedFirst(List<Ride> first) {
    List<Ride> kept = first.stream().filter(r -> !LEFT_OUT.contains(r.id())).toList();
    return changed(
        kept,
        Map.of(
            Ride.id(3), r -> r.withFareRaised(110),
            Ride.id(45), r -> r.withFareRaised(235),
            Ride.id(90), r -> r.withFareRaised(-40),
            Ride.id(180), r -> r.withFareRaised(999),
            Ride.id(7), RidesSamples::otherDriver,
            Ride.id(52), RidesSamples::otherDriver,
            Ride.id(111), RidesSamples::otherDriver,
            Ride.id(33), r -> r.withDriver("D01"),
            Ride.id(40), r -> r.withFare("18.00"),
            // Upload 2 raised this fare too; the later upload wins.
            Ride.id(10), r -> r.withFareRaised(800)));
  }

  private static List<Ride> changed(List<Ride> rides, Map<String, UnaryOperator<Ride>> changes) {
    return rides.stream()
        .map(r -> changes.getOrDefault(r.id(), UnaryOperator.identity()).apply(r))
        .toList();
  }

  private static Ride otherDriver(Ride ride) {
    int number = Integer.parseInt(ride.driver().substring(1));
    return ride.withDriver(Ride.driver(number % DRAWN_DRIVERS + 1));
  }

  private static Ride of(List<Ride> rides, int number) {
    return rides.get(number - 1);
  }

  private static Set<String> ids(Integer... numbers) {
    return Set.of(numbers).stream().map(Ride::id).collect(Collectors.toUnmodifiableSet());
  }

  private static Sample sample(int upload, String fileName, List<Ride> rides) {
    String lines = rides.stream().map(r -> r.line() + "\n").collect(Collectors.joining());
    return new Sample(upload, fileName, RidesGenerator.HEADER + "\n" + lines);
  }
}

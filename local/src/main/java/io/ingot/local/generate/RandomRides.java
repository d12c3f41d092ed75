package io.ingot.local.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** An endless row of rides with rising ids; the same seed always gives the same rides. */
final class RandomRides {
  private static final List<String> PLACES =
      List.of(
          "Airport, Terminal 1",
          "Café Central",
          "Old Town",
          "Harbour",
          "São João Square",
          "Main Station, East",
          "University",
          "Zürichstraße 7",
          "");
  private static final List<String> ROUTES =
      List.of("Ring Road", "Riverside, then Bridge", "Motorway A1", "Boulevard Général", "");

  private final SplitMix random;
  private final int drivers;
  private long next;

  /**
   * @param firstRide number of the first ride's id, 1 or more
   * @param drivers how many drivers there are, 1 or more
   */
  RandomRides(long seed, long firstRide, int drivers) {
    this.random = new SplitMix(seed);
    this.next = firstRide;
    this.drivers = drivers;
  }

  Ride next(LocalDate date) {
    int driver = 1 + random.below(drivers);
    int speed = 1800 + random.below(7000);
    int distance = 60 + random.below(3500);
    int fare = 250 + distance * 9 / 5 + random.below(300);
    return new Ride(
        Ride.id(next++),
        date.toString(),
        Ride.driver(driver),
        Ride.hundredths(speed),
        Ride.hundredths(distance),
        Ride.hundredths(fare),
        one(ROUTES),
        one(PLACES),
        one(PLACES));
  }

  List<Ride> next(int count, LocalDate date) {
    List<Ride> rides = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rides.add(next(date));
    }
    return rides;
  }

  private String one(List<String> choices) {
    return choices.get(random.below(choices.size()));
  }
}

package io.ingot.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What silver and quarantine of the rides must hold when the rule about fares changes from batch to
 * batch: collections only. A batch judges the rides of its files, and those whose key a replaced
 * file had; the others stay as they were judged.
 */
final class RulesTwin {
  private final Map<String, List<Ride>> files = new HashMap<>();
  private final Set<Ride> quarantine = new HashSet<>();
  private int rides;
  private int takenOut;

  /** A ride with a number that no other has; later ones have higher numbers. */
  record Ride(int number, String id, int driver, int fare, String tip) {
    String line() {
      return "%s,2024-01-01,%d,50,%d,%d,n%s"
          .formatted(id, driver, number, fare, tip == null ? "" : "," + tip);
    }
  }

  /** Three to five rides of four keys. */
  List<Ride> rides(Random random, boolean tips) {
    List<Ride> all = new ArrayList<>();
    for (int row = 2 + random.nextInt(3); row >= 0; row--) {
      String tip = tips ? random.nextInt(9) + ".50" : null;
      all.add(
          new Ride(++rides, "R" + random.nextInt(4), random.nextInt(3), random.nextInt(30), tip));
    }
    return all;
  }

  void batch(Map<String, List<Ride>> uploads, int fare) {
    Set<String> keys =
        uploads.keySet().stream()
            .flatMap(name -> files.getOrDefault(name, List.of()).stream())
            .map(Ride::id)
            .collect(Collectors.toSet());
    files.putAll(uploads);
    Set<Ride> fresh = uploads.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    quarantine.retainAll(counting());
    counting().stream()
        .filter(ride -> ride.fare < fare && (fresh.contains(ride) || keys.contains(ride.id)))
        .filter(quarantine::add)
        .filter(ride -> !fresh.contains(ride))
        .forEach(ride -> takenOut++);
  }

  /** How many rides of files of earlier batches a tightened rule has put into quarantine. */
  int takenOut() {
    return takenOut;
  }

  private List<Ride> counting() {
    return files.values().stream().flatMap(List::stream).toList();
  }

  List<String> silver() {
    Map<String, Ride> newest = new TreeMap<>();
    counting().stream()
        .filter(ride -> !quarantine.contains(ride))
        .sorted(Comparator.comparingInt(Ride::number))
        .forEach(ride -> newest.put(ride.id, ride));
    return newest.values().stream()
        .map(r -> "%d.0|%s|%d|%d.00|%s".formatted(r.number, r.id, r.driver, r.fare, r.tip))
        .toList();
  }

  List<String> quarantine() {
    return quarantine.stream().map(ride -> ride.number + ".0|least").toList();
  }
}

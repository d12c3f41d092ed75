package io.ingot.readers;

import java.util.List;

/** Readings that differ from the plain one in one respect. */
final class Readings {
  private Readings() {}

  static Reading formats(String... formats) {
    return new Reading(
        List.of(formats),
        "UTC",
        0,
        Reading.Epoch.none,
        List.of(),
        Reading.Numbers.PLAIN,
        List.of(),
        List.of());
  }

  static Reading zone(String zone) {
    return new Reading(
        List.of(),
        zone,
        0,
        Reading.Epoch.none,
        List.of(),
        Reading.Numbers.PLAIN,
        List.of(),
        List.of());
  }

  static Reading epoch(Reading.Epoch epoch) {
    return new Reading(
        List.of(), "UTC", 0, epoch, List.of(), Reading.Numbers.PLAIN, List.of(), List.of());
  }

  static Reading nulls(String... nulls) {
    return new Reading(
        List.of(),
        "UTC",
        0,
        Reading.Epoch.none,
        List.of(nulls),
        Reading.Numbers.PLAIN,
        List.of(),
        List.of());
  }

  static Reading numbers(Reading.Numbers numbers) {
    return new Reading(
        List.of(), "UTC", 0, Reading.Epoch.none, List.of(), numbers, List.of(), List.of());
  }

  static Reading booleans(List<String> trues, List<String> falses) {
    return new Reading(
        List.of(), "UTC", 0, Reading.Epoch.none, List.of(), Reading.Numbers.PLAIN, trues, falses);
  }
}

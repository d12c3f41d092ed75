package io.ingot.core.model;

import io.ingot.core.definition.Overwrite;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.model.Upload.Trouble;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Scenarios: small ones to go through in full, and random ones. */
final class Scenarios {
  private static final PipelineLimits LIMITS = new PipelineLimits(2, 1_000_000, 3);

  private Scenarios() {}

  static Upload upload(String name, int version, Trouble trouble) {
    return new Upload(name, version, version, trouble);
  }

  /** Two files, whose messages come at the same time, and the faults that may happen. */
  static Scenario two(int faults, Set<Fault> kinds) {
    Upload a = upload("a.csv", 1, Trouble.none);
    Upload b = upload("b.csv", 2, Trouble.none);
    return scenario(List.of(a, b), List.of(List.of(a), List.of(b)), faults, kinds);
  }

  static Scenario scenario(
      List<Upload> uploads, List<List<Upload>> deliveries, int faults, Set<Fault> kinds) {
    return new Scenario(
        Overwrite.replace,
        LIMITS,
        false,
        uploads,
        deliveries,
        faults,
        kinds,
        0,
        50,
        List.of(),
        Optional.empty());
  }

  /** Any scenario: a few files and versions, repeated, lost and reordered messages, faults. */
  static Scenario random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean haunted = random.nextInt(4) == 0;
    List<Upload> uploads = new ArrayList<>();
    int files = 1 + random.nextInt(4);
    for (int i = 0; i < files; i++) {
      String name = random.nextInt(3) == 0 ? "a.csv" : "abcd".charAt(i) + ".csv";
      uploads.add(new Upload(name, i + 1, random.nextInt(4), trouble(random, haunted)));
    }
    List<List<Upload>> deliveries = new ArrayList<>();
    for (Upload upload : uploads) {
      if (random.nextInt(8) != 0) {
        deliver(upload, deliveries, random);
      }
      if (random.nextInt(5) == 0) {
        deliver(upload, deliveries, random);
      }
    }
    Set<Fault> kinds = EnumSet.allOf(Fault.class);
    if (!haunted) {
      kinds.remove(Fault.job_haunts);
    }
    return new Scenario(
        any(List.of(Overwrite.values()), random),
        new PipelineLimits(1 + random.nextInt(3), 1_000_000, 1 + random.nextInt(3)),
        random.nextInt(4) == 0,
        List.copyOf(uploads),
        List.copyOf(deliveries),
        random.nextInt(4),
        kinds,
        random.nextInt(4) == 0 ? 1 : 0,
        random.nextInt(4) == 0 ? 1 : 50,
        orders(random),
        Optional.empty());
  }

  private static Trouble trouble(SplittableRandom random, boolean haunted) {
    if (random.nextInt(4) != 0) {
      return Trouble.none;
    }
    Trouble trouble = any(List.of(Trouble.values()), random);
    // A haunting job run may publish what only it has read: see the model's documentation.
    return haunted && trouble == Trouble.unreadable_at_first ? Trouble.none : trouble;
  }

  private static <T> T any(List<T> things, SplittableRandom random) {
    return things.get(random.nextInt(things.size()));
  }

  private static List<Operator.Order> orders(SplittableRandom random) {
    List<Operator.Order> orders = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      orders.add(any(List.of(Operator.Order.values()), random));
    }
    return orders;
  }

  /** In a message of its own, or together with others; early or late. */
  private static void deliver(
      Upload upload, List<List<Upload>> deliveries, SplittableRandom random) {
    if (!deliveries.isEmpty() && random.nextInt(4) == 0) {
      int with = random.nextInt(deliveries.size());
      List<Upload> both = new ArrayList<>(deliveries.get(with));
      both.add(upload);
      deliveries.set(with, List.copyOf(both));
    } else {
      deliveries.add(random.nextInt(deliveries.size() + 1), List.of(upload));
    }
  }
}

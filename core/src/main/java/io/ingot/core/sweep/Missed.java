package io.ingot.core.sweep;

import io.ingot.core.admit.Admit;
import io.ingot.core.admit.Places;
import io.ingot.core.admit.Refusals;
import io.ingot.core.admit.UploadEvent;
import io.ingot.core.definition.Definitions;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.SweepMark;
import io.ingot.core.plan.Sha256;
import io.ingot.core.port.LandedObject;
import io.ingot.core.port.Landing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * One sweep through the landing prefixes: compares what is listed with the ledger and registers
 * what it does not know. An upload that cannot be looked at does not keep the others from being
 * registered.
 *
 * <p>Versions that were there when the last complete sweep began are known since then and need not
 * be asked for again. Once a day all are asked for, because the time of an upload in parts is that
 * of its beginning; so they are after every change of the definitions, which may have added a
 * prefix.
 */
final class Missed {
  /**
   * How much earlier than the last complete sweep an upload may be and is asked for all the same.
   */
  static final Duration MARGIN = Duration.ofHours(1);

  /** After this time all versions are asked for again. */
  static final Duration ALL_AFTER = Duration.ofDays(1);

  private static final int PAGE = 1000;

  private final Definitions definitions;
  private final Ledger ledger;
  private final Landing landing;
  private final Admit admit;
  private final Failures failures;
  private final Instant now;
  private final BooleanSupplier timeIsLeft;
  private final Refusals refusals = new Refusals();
  private final Places places;
  private Instant from = Instant.MIN;
  private long listed;
  private long registered;
  private long missed;
  private long refused;
  private long ignored;
  private boolean unfinished;

  Missed(
      Definitions definitions,
      Ledger ledger,
      Landing landing,
      Admit admit,
      Failures failures,
      Instant now,
      BooleanSupplier timeIsLeft) {
    this.definitions = definitions;
    this.ledger = ledger;
    this.landing = landing;
    this.admit = admit;
    this.failures = failures;
    this.now = now;
    this.timeIsLeft = timeIsLeft;
    this.places = new Places(ledger);
  }

  SweepReport report(List<String> restarted, Duration oldestWaiting) {
    return new SweepReport(
        listed, registered, missed, refused, ignored, restarted, oldestWaiting, unfinished);
  }

  void register() {
    SweepMark before = ledger.sweepMark();
    String defined = Sha256.hex(Json.bytes(definitions));
    boolean all =
        !before.definitions().equals(defined) || !now.isBefore(before.all().plus(ALL_AFTER));
    from = all ? Instant.MIN : before.complete().minus(MARGIN);
    for (String prefix : prefixes()) {
      failures.in(() -> register(prefix));
    }
    failures.in(() -> admit.settle(refusals));
    if (!unfinished && failures.none()) {
      ledger.putSweepMark(new SweepMark(now, all ? now : before.all(), defined));
    }
  }

  private void register(String prefix) {
    Iterator<LandedObject> objects = landing.list(prefix).iterator();
    List<LandedObject> page = new ArrayList<>();
    while (!unfinished && objects.hasNext() && goOn()) {
      LandedObject object = objects.next();
      // A key's versions stay together, because their order is part of what is swept.
      if (page.size() >= PAGE
          && !page.get(page.size() - 1).file().key().equals(object.file().key())) {
        register(page);
        page.clear();
      }
      page.add(object);
    }
    register(page);
  }

  /** The landing prefixes, without those that lie within another. */
  private List<String> prefixes() {
    List<String> outermost = new ArrayList<>();
    definitions.pipelines().stream()
        .flatMap(p -> p.sources().stream())
        .map(s -> s.landing())
        .sorted()
        .filter(prefix -> outermost.stream().noneMatch(prefix::startsWith))
        .forEach(outermost::add);
    return outermost;
  }

  private void register(List<LandedObject> page) {
    listed += page.size();
    Map<String, List<LandedObject>> byPipeline = new TreeMap<>();
    for (LandedObject object : page) {
      if (definitions.passOver(object.file().key())) {
        ignored++;
      } else {
        byPipeline.computeIfAbsent(pipeline(object), p -> new ArrayList<>()).add(object);
      }
    }
    byPipeline.forEach(
        (pipeline, objects) -> {
          List<FileVersion> asked =
              objects.stream()
                  .filter(o -> !o.time().isBefore(from))
                  .map(LandedObject::file)
                  .toList();
          Set<FileVersion> unknown = asked.isEmpty() ? Set.of() : ledger.unknown(pipeline, asked);
          if (!unknown.isEmpty()) {
            register(pipeline, objects, unknown);
          }
        });
  }

  private String pipeline(LandedObject object) {
    return definitions.route(object.file().key()).map(r -> r.pipeline().name()).orElseThrow();
  }

  private void register(String pipeline, List<LandedObject> objects, Set<FileVersion> unknown) {
    Set<String> keys = new LinkedHashSet<>();
    unknown.forEach(f -> keys.add(f.key()));
    String key = "";
    String place = Places.FIRST;
    for (LandedObject object : objects) {
      FileVersion file = object.file();
      if (!keys.contains(file.key())) {
        continue;
      }
      if (!goOn()) {
        break;
      }
      if (!file.key().equals(key)) {
        key = file.key();
        place = Places.FIRST;
      }
      if (unknown.contains(file)) {
        place = Places.behind(place);
        String behind = place;
        failures.in(() -> register(object, behind));
      }
      // Its event may have been faster since the listing was compared with the ledger.
      place = places.known(pipeline, file, place);
    }
  }

  private void register(LandedObject object, String place) {
    Admit.Outcome outcome =
        admit.admit(new UploadEvent.Created(object.file(), place), now, refusals);
    registered++;
    if (object.time().isBefore(now.minus(Sweep.EVENTS_TAKE_AT_MOST))) {
      missed++;
    }
    refused += outcome.verdict() == Admit.Verdict.refused ? 1 : 0;
  }

  private boolean goOn() {
    unfinished |= !timeIsLeft.getAsBoolean();
    return !unfinished;
  }
}

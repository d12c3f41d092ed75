package io.ingot.readers;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * The clock of a zone. A local time that the clock skipped is none; of one that it showed twice,
 * the first counts. Remembers between which changes of the clock it looked last.
 */
final class LocalZone {
  /** What stands for a local time that never was. */
  static final long SKIPPED = Long.MIN_VALUE;

  private final ZoneRules rules;
  private final boolean fixed;
  private long since = Long.MAX_VALUE;
  private long until = Long.MIN_VALUE;
  private int offset;

  private LocalZone(ZoneRules rules) {
    this.rules = rules;
    this.fixed = rules.isFixedOffset();
    if (fixed) {
      offset = rules.getOffset(Instant.EPOCH).getTotalSeconds();
    }
  }

  /**
   * The clock of a zone.
   *
   * @throws IllegalArgumentException if there is no such zone
   */
  static LocalZone of(String zone) {
    try {
      return new LocalZone(ZoneId.of(zone).getRules());
    } catch (java.time.DateTimeException e) {
      throw new IllegalArgumentException(
          "Invalid zone: %s. Write a region such as Europe/Berlin.".formatted(zone), e);
    }
  }

  /** Seconds since 1970 in UTC, or {@link #SKIPPED}. */
  long utc(long localSecond) {
    if (fixed || (localSecond >= since && localSecond < until)) {
      return localSecond - offset;
    }
    LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    if (offsets.isEmpty()) {
      return SKIPPED;
    }
    if (offsets.size() > 1) {
      return localSecond - offsets.get(0).getTotalSeconds();
    }
    offset = offsets.get(0).getTotalSeconds();
    remember(Instant.ofEpochSecond(localSecond - offset));
    return localSecond - offset;
  }

  private void remember(Instant instant) {
    ZoneOffsetTransition before = rules.previousTransition(instant.plusSeconds(1));
    ZoneOffsetTransition after = rules.nextTransition(instant);
    since = before == null ? Long.MIN_VALUE : later(before);
    until = after == null ? Long.MAX_VALUE : earlier(after);
  }

  private static long later(ZoneOffsetTransition change) {
    return change.toEpochSecond()
        + Math.max(
            change.getOffsetBefore().getTotalSeconds(), change.getOffsetAfter().getTotalSeconds());
  }

  private static long earlier(ZoneOffsetTransition change) {
    return change.toEpochSecond()
        + Math.min(
            change.getOffsetBefore().getTotalSeconds(), change.getOffsetAfter().getTotalSeconds());
  }
}

package io.ingot.local.spark;

import io.ingot.core.attempt.Stamp;
import io.ingot.core.failure.RefusedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.iceberg.HistoryEntry;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/** A former state of the tables. */
public sealed interface AsOf {
  /** How it is written in a catalog's settings. */
  String text();

  /** Of an Iceberg table, the id of the snapshot that readers saw then; empty if there was none. */
  Optional<Long> snapshot(Table table);

  /** Reads what {@link #text} wrote. */
  static AsOf of(String text) {
    return text.startsWith("batch ")
        ? new Batch(Long.parseLong(text.substring("batch ".length())))
        : new Time(Instant.parse(text));
  }

  /**
   * Reads what a person writes: an instant, a local time in UTC, or the beginning of a day.
   *
   * @throws RefusedException if it is none of them
   */
  static AsOf time(String text) {
    String iso = text.strip().replaceFirst(" ", "T");
    try {
      if (!iso.contains("T")) {
        return new Time(LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      return new Time(
          iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
              ? OffsetDateTime.parse(iso).toInstant()
              : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      throw new RefusedException(
          "Cannot read the time \"%s\": it is not like 2026-01-31T10:00:00Z, 2026-01-31 10:00:00 (UTC) or 2026-01-31. Write one of these."
              .formatted(text),
          e);
    }
  }

  /**
   * After a batch was published and before the next one was.
   *
   * @param number of one pipeline
   */
  record Batch(long number) implements AsOf {
    @Override
    public String text() {
      return "batch " + number;
    }

    @Override
    public Optional<Long> snapshot(Table table) {
      Snapshot current = table.currentSnapshot();
      if (current == null) {
        return Optional.empty();
      }
      for (Snapshot snapshot : SnapshotUtil.ancestorsOf(current.snapshotId(), table::snapshot)) {
        if (Stamp.in(snapshot.summary()).filter(s -> s.batch() <= number).isPresent()) {
          return Optional.of(snapshot.snapshotId());
        }
      }
      return Optional.empty();
    }
  }

  /** At an instant, whatever was published or taken back later. */
  record Time(Instant instant) implements AsOf {
    @Override
    public String text() {
      return instant.toString();
    }

    @Override
    public Optional<Long> snapshot(Table table) {
      return table.history().stream()
          .filter(e -> e.timestampMillis() <= instant.toEpochMilli())
          .reduce((earlier, later) -> later)
          .map(HistoryEntry::snapshotId);
    }
  }
}

package io.ingot.local.lake;

import io.ingot.core.json.Json;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.ledger.SweepMark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;

/** The ledger's tables in SQLite, and how their rows become items. */
final class LedgerTables {
  /** Makes the tables where they are missing. */
  static final List<String> CREATE =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS pipelines (
            pipeline TEXT NOT NULL PRIMARY KEY, birth TEXT NOT NULL, arrivals INTEGER NOT NULL,
            revision INTEGER NOT NULL, owner TEXT NOT NULL, fence INTEGER NOT NULL,
            starts INTEGER NOT NULL, open_batch INTEGER NOT NULL, last_batch INTEGER NOT NULL,
            attempt INTEGER NOT NULL, turn TEXT NOT NULL, manifest TEXT NOT NULL,
            manifest_sha256 TEXT NOT NULL, held TEXT NOT NULL, restore INTEGER NOT NULL,
            since INTEGER NOT NULL)""",
          """
          CREATE TABLE IF NOT EXISTS files (
            pipeline TEXT NOT NULL, bucket TEXT NOT NULL, key TEXT NOT NULL, version TEXT NOT NULL,
            source TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL, arrival TEXT NOT NULL,
            sequencer TEXT NOT NULL, state TEXT NOT NULL, batch INTEGER NOT NULL,
            reason TEXT NOT NULL, PRIMARY KEY (pipeline, bucket, key, version))""",
          // Partial, so that what waits is found at once however much has been settled.
          """
          CREATE INDEX IF NOT EXISTS waiting_files ON files (pipeline, arrival, key, version, bucket)
            WHERE state = 'waiting'""",
          """
          CREATE TABLE IF NOT EXISTS batches (
            pipeline TEXT NOT NULL, batch INTEGER NOT NULL, fence INTEGER NOT NULL,
            attempt INTEGER NOT NULL, state TEXT NOT NULL, files INTEGER NOT NULL,
            bytes INTEGER NOT NULL, rows INTEGER NOT NULL, opened TEXT NOT NULL,
            changed TEXT NOT NULL, detail TEXT NOT NULL, manifest TEXT NOT NULL,
            newest TEXT NOT NULL,
            PRIMARY KEY (pipeline, batch))""",
          """
          CREATE TABLE IF NOT EXISTS sweeps (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), mark TEXT NOT NULL)""");

  // Nine digits always: texts of one length sort as the times do, and no digit is lost.
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

  private LedgerTables() {}

  static String text(Instant time) {
    return TIME.format(time);
  }

  static PipelineItem pipeline(ResultSet row) throws SQLException {
    return new PipelineItem(
        row.getString("pipeline"),
        row.getString("birth"),
        row.getLong("arrivals"),
        row.getLong("revision"),
        row.getString("owner"),
        row.getLong("fence"),
        row.getLong("starts"),
        row.getLong("open_batch"),
        row.getLong("last_batch"),
        row.getInt("attempt"),
        row.getString("turn"),
        row.getString("manifest"),
        row.getString("manifest_sha256"),
        row.getString("held"),
        row.getLong("restore"),
        row.getLong("since"));
  }

  static FileItem file(ResultSet row) throws SQLException {
    return new FileItem(
        row.getString("source"),
        new FileVersion(row.getString("bucket"), row.getString("key"), row.getString("version")),
        row.getLong("size"),
        row.getString("etag"),
        Instant.parse(row.getString("arrival")),
        row.getString("sequencer"),
        FileState.valueOf(row.getString("state")),
        row.getLong("batch"),
        row.getString("reason"));
  }

  static SweepMark sweepMark(ResultSet row) throws SQLException {
    return Json.read(row.getString("mark"), SweepMark.class);
  }

  static BatchItem batch(ResultSet row) throws SQLException {
    return new BatchItem(
        row.getLong("batch"),
        row.getLong("fence"),
        row.getInt("attempt"),
        BatchItem.State.valueOf(row.getString("state")),
        row.getInt("files"),
        row.getLong("bytes"),
        row.getLong("rows"),
        Instant.parse(row.getString("opened")),
        Instant.parse(row.getString("changed")),
        row.getString("detail"),
        row.getString("manifest"),
        Json.readMap(row.getString("newest"), Instant.class));
  }
}

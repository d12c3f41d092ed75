package io.ingot.local.lake;

import io.ingot.core.failure.TransientException;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.ledger.SweepMark;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ledger in one SQLite file. Any number of threads and processes may use the file at once:
 * every write is one IMMEDIATE transaction, which waits for its turn for up to a minute; every read
 * is one statement.
 *
 * <p>A file that cannot be read or written throws {@link TransientException}.
 */
public final class SqliteLedger implements Ledger, AutoCloseable {
  private static final String FILE_ORDER = " ORDER BY arrival, key, version, bucket";

  private final Sqlite sqlite;

  private SqliteLedger(Sqlite sqlite) {
    this.sqlite = sqlite;
  }

  /** Opens the ledger in a file, which is made if there is none yet. Its folder must exist. */
  public static SqliteLedger open(Path file) {
    return new SqliteLedger(Sqlite.open(file, LedgerTables.CREATE));
  }

  /** Changes the paths of a lake that was copied or moved, in what the ledger says to people. */
  public void moved(Path from, Path to) {
    sqlite.write(
        "change paths of the ledger",
        run ->
            run.update("UPDATE pipelines SET held = replace(held, ?, ?)", from + "/", to + "/")
                + run.update(
                    "UPDATE batches SET detail = replace(detail, ?, ?)", from + "/", to + "/"));
  }

  /**
   * Gives all that the ledger knows of a pipeline to the same one under another name, if both
   * headers are still as they were read. What the new name had opened is forgotten: its files wait,
   * but for those that the old name knows. The next fence is above those of both.
   *
   * @param from the header of the old name, without an open batch
   * @param to the header of the new name; may be absent
   * @return whether it was done
   */
  public boolean rename(PipelineItem from, PipelineItem to) {
    String old = from.pipeline();
    String name = to.pipeline();
    return sqlite.write(
        "rename pipeline " + old + " to " + name,
        run -> {
          if (!header(run, old).equals(from) || !header(run, name).equals(to)) {
            return false;
          }
          run.update("DELETE FROM pipelines WHERE pipeline = ?", name);
          run.update("DELETE FROM batches WHERE pipeline = ?", name);
          run.update(
              "DELETE FROM files WHERE pipeline = ? AND (bucket, key, version) IN"
                  + " (SELECT bucket, key, version FROM files WHERE pipeline = ?)",
              name,
              old);
          run.update(
              "UPDATE pipelines SET arrivals = arrivals + ?, revision = max(revision, ?) + 1,"
                  + " owner = '', fence = max(fence, ?) + 1, starts = max(starts, ?)"
                  + " WHERE pipeline = ?",
              to.arrivals(),
              to.revision(),
              to.fence(),
              to.starts(),
              old);
          for (String table : List.of("pipelines", "files", "batches")) {
            run.update("UPDATE " + table + " SET pipeline = ? WHERE pipeline = ?", name, old);
          }
          return true;
        });
  }

  @Override
  public PipelineItem pipeline(String pipeline) {
    return sqlite.read("read header of pipeline " + pipeline, run -> header(run, pipeline));
  }

  @Override
  public PipelineItem raiseArrivals(String pipeline, String birth) {
    return sqlite.write(
        "raise arrivals of pipeline " + pipeline,
        run -> {
          int raised =
              run.update(
                  "UPDATE pipelines SET arrivals = arrivals + 1 WHERE pipeline = ?", pipeline);
          if (raised == 0) {
            PipelineItem made = PipelineItem.absent(pipeline);
            run.update(
                "INSERT INTO pipelines (pipeline, birth, arrivals, revision, owner, fence, starts,"
                    + " open_batch, last_batch, attempt, turn, manifest, manifest_sha256, held,"
                    + " restore, since) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                pipeline,
                birth,
                made.revision(),
                made.owner(),
                made.fence(),
                made.starts(),
                made.openBatch(),
                made.lastBatch(),
                made.attempt(),
                made.turn(),
                made.manifest(),
                made.manifestSha256(),
                made.held(),
                made.restore(),
                made.since());
          }
          return header(run, pipeline);
        });
  }

  @Override
  public boolean update(PipelineItem before, PipelineItem after) {
    return sqlite.write(
        "change header of pipeline " + before.pipeline(), run -> change(run, before, after));
  }

  @Override
  public boolean release(PipelineItem before, PipelineItem after) {
    return sqlite.write(
        "release pipeline " + before.pipeline(),
        run ->
            header(run, before.pipeline()).arrivals() == before.arrivals()
                && change(run, before, after));
  }

  @Override
  public Registration register(String pipeline, FileItem file) {
    return sqlite.write(
        "register " + file.file(),
        run -> {
          Optional<FileItem> known = find(run, pipeline, file.file());
          if (known.isEmpty()) {
            put(run, pipeline, file);
            return Registration.added;
          }
          return known.get().state() == FileState.waiting
              ? Registration.waiting
              : Registration.settled;
        });
  }

  @Override
  public List<FileItem> waiting(String pipeline, int limit) {
    return sqlite.read(
        "list waiting files of pipeline " + pipeline,
        run ->
            run.query(
                "SELECT * FROM files WHERE pipeline = ? AND state = 'waiting'"
                    + FILE_ORDER
                    + " LIMIT ?",
                LedgerTables::file,
                pipeline,
                limit));
  }

  @Override
  public long countWaiting(String pipeline) {
    return sqlite
        .read(
            "count waiting files of pipeline " + pipeline,
            run ->
                run.query(
                    "SELECT count(*) FROM files WHERE pipeline = ? AND state = 'waiting'",
                    r -> r.getLong(1),
                    pipeline))
        .get(0);
  }

  @Override
  public Optional<FileItem> file(String pipeline, FileVersion file) {
    return sqlite.read("read " + file, run -> find(run, pipeline, file));
  }

  @Override
  public List<FileItem> versions(String pipeline, String bucket, String key) {
    return sqlite.read(
        "list versions of " + key,
        run ->
            run.query(
                "SELECT * FROM files WHERE pipeline = ? AND bucket = ? AND key = ?"
                    + " AND state <> 'waiting'"
                    + FILE_ORDER,
                LedgerTables::file,
                pipeline,
                bucket,
                key));
  }

  @Override
  public List<FileItem> settledFiles(String pipeline) {
    return sqlite.read(
        "list settled files of pipeline " + pipeline,
        run ->
            run.query(
                "SELECT * FROM files WHERE pipeline = ? AND state <> 'waiting'" + FILE_ORDER,
                LedgerTables::file,
                pipeline));
  }

  @Override
  public void settle(String pipeline, List<FileItem> files) {
    sqlite.write(
        "settle files of pipeline " + pipeline,
        run -> {
          for (FileItem file : files) {
            Optional<FileItem> known = find(run, pipeline, file.file());
            if (known.isEmpty() || known.get().batch() <= file.batch()) {
              put(run, pipeline, file);
            }
          }
          return files.size();
        });
  }

  @Override
  public boolean requeue(String pipeline, FileItem refused, FileItem waiting) {
    return sqlite.write(
        "requeue " + refused.file(),
        run -> {
          Optional<FileItem> known = find(run, pipeline, refused.file());
          if (known.equals(Optional.of(refused))) {
            put(run, pipeline, waiting);
            return true;
          }
          return known.equals(Optional.of(waiting));
        });
  }

  @Override
  public Set<FileVersion> unknown(String pipeline, Collection<FileVersion> versions) {
    return sqlite.read(
        "look for files of pipeline " + pipeline,
        run -> {
          Set<FileVersion> unknown = new LinkedHashSet<>();
          for (FileVersion version : versions) {
            if (find(run, pipeline, version).isEmpty()) {
              unknown.add(version);
            }
          }
          return unknown;
        });
  }

  @Override
  public SweepMark sweepMark() {
    return sqlite
        .read(
            "read how far sweeps have come",
            run -> run.query("SELECT mark FROM sweeps", LedgerTables::sweepMark))
        .stream()
        .findFirst()
        .orElse(SweepMark.NONE);
  }

  @Override
  public void putSweepMark(SweepMark mark) {
    sqlite.write(
        "store how far sweeps have come",
        run ->
            run.update("INSERT OR REPLACE INTO sweeps (id, mark) VALUES (1, ?)", Json.write(mark)));
  }

  @Override
  public void putBatch(String pipeline, BatchItem batch) {
    sqlite.write(
        "store batch " + batch.batch() + " of pipeline " + pipeline,
        run -> {
          List<BatchItem> known = batchesOf(run, pipeline, batch.batch(), batch.batch());
          if (known.isEmpty() || batch.follows(known.get(0))) {
            run.update(
                "INSERT OR REPLACE INTO batches (pipeline, batch, fence, attempt, state, files,"
                    + " bytes, rows, opened, changed, detail, manifest, newest)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                pipeline,
                batch.batch(),
                batch.fence(),
                batch.attempt(),
                batch.state().name(),
                batch.files(),
                batch.bytes(),
                batch.rows(),
                LedgerTables.text(batch.opened()),
                LedgerTables.text(batch.changed()),
                batch.detail(),
                batch.manifest(),
                Json.write(batch.newest()));
          }
          return known.size();
        });
  }

  @Override
  public Optional<BatchItem> batch(String pipeline, long number) {
    return sqlite
        .read(
            "read batch " + number + " of pipeline " + pipeline,
            run -> batchesOf(run, pipeline, number, number))
        .stream()
        .findFirst();
  }

  @Override
  public List<BatchItem> batches(String pipeline) {
    return sqlite.read(
        "list batches of pipeline " + pipeline,
        run -> batchesOf(run, pipeline, Long.MIN_VALUE, Long.MAX_VALUE));
  }

  /** Closes the file for this instance. It cannot be used afterwards; others are not touched. */
  @Override
  public void close() {
    sqlite.close();
  }

  private static PipelineItem header(Sqlite.Statements run, String pipeline) throws SQLException {
    return run
        .query("SELECT * FROM pipelines WHERE pipeline = ?", LedgerTables::pipeline, pipeline)
        .stream()
        .findFirst()
        .orElse(PipelineItem.absent(pipeline));
  }

  private static boolean change(Sqlite.Statements run, PipelineItem before, PipelineItem after)
      throws SQLException {
    return run.update(
            "UPDATE pipelines SET revision = revision + 1, owner = ?, fence = ?, starts = ?,"
                + " open_batch = ?, last_batch = ?, attempt = ?, turn = ?, manifest = ?,"
                + " manifest_sha256 = ?, held = ?, restore = ?, since = ? WHERE pipeline = ? AND revision = ?",
            after.owner(),
            after.fence(),
            after.starts(),
            after.openBatch(),
            after.lastBatch(),
            after.attempt(),
            after.turn(),
            after.manifest(),
            after.manifestSha256(),
            after.held(),
            after.restore(),
            after.since(),
            before.pipeline(),
            before.revision())
        == 1;
  }

  private static Optional<FileItem> find(Sqlite.Statements run, String pipeline, FileVersion file)
      throws SQLException {
    return run
        .query(
            "SELECT * FROM files WHERE pipeline = ? AND bucket = ? AND key = ? AND version = ?",
            LedgerTables::file,
            pipeline,
            file.bucket(),
            file.key(),
            file.version())
        .stream()
        .findFirst();
  }

  private static void put(Sqlite.Statements run, String pipeline, FileItem file)
      throws SQLException {
    run.update(
        "INSERT OR REPLACE INTO files (pipeline, bucket, key, version, source, size, etag, arrival,"
            + " sequencer, state, batch, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        pipeline,
        file.file().bucket(),
        file.file().key(),
        file.file().version(),
        file.source(),
        file.size(),
        file.etag(),
        LedgerTables.text(file.arrival()),
        file.sequencer(),
        file.state().name(),
        file.batch(),
        file.reason());
  }

  private static List<BatchItem> batchesOf(
      Sqlite.Statements run, String pipeline, long first, long last) throws SQLException {
    return run.query(
        "SELECT * FROM batches WHERE pipeline = ? AND batch BETWEEN ? AND ? ORDER BY batch",
        LedgerTables::batch,
        pipeline,
        first,
        last);
  }
}

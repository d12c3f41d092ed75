package io.ingot.local.lake;

import io.ingot.core.failure.TransientException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection to a SQLite file, used by one thread at a time. Others wait their turn: those of
 * this process for the monitor, those of other processes for the file's lock.
 */
final class Sqlite implements AutoCloseable {
  private static final List<String> SETTINGS =
      List.of(
          "PRAGMA busy_timeout = 60000",
          // Text then compares as Java's strings do, which defines the arrival order.
          "PRAGMA encoding = 'UTF-16be'",
          "PRAGMA journal_mode = WAL",
          "PRAGMA synchronous = FULL");

  private final Path file;
  private final Connection connection;

  private Sqlite(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens a file, made if there is none, and runs the statements that bring it up to date. One
   * opens at a time: the change to WAL does not wait for locks, it fails.
   */
  static Sqlite open(Path file, List<String> schema) {
    FolderLock turn = new FolderLock(file.resolveSibling(file.getFileName() + ".open"));
    return DiskStep.of("open ledger " + file, () -> turn.holding(() -> openAlone(file, schema)));
  }

  private static Sqlite openAlone(Path file, List<String> schema) {
    Connection connection;
    try {
      connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
    } catch (SQLException e) {
      throw failure("open ledger", file, e);
    }
    Sqlite opened = new Sqlite(file, connection);
    try {
      for (String setting : SETTINGS) {
        opened.execute(setting);
      }
      opened.write(
          "make tables of ledger",
          run -> {
            for (String statement : schema) {
              run.update(statement);
            }
            return schema.size();
          });
      return opened;
    } catch (SQLException e) {
      opened.close();
      throw failure("open ledger", file, e);
    } catch (TransientException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Runs one statement that only reads.
   *
   * @param what verb and thing, for messages
   */
  synchronized <T> T read(String what, Work<T> work) {
    try {
      return work.in(new Statements(connection));
    } catch (SQLException e) {
      throw failure(what, file, e);
    }
  }

  /**
   * Runs statements in one IMMEDIATE transaction: all of them take effect, or none.
   *
   * @param what verb and thing, for messages
   */
  synchronized <T> T write(String what, Work<T> work) {
    try {
      execute("BEGIN IMMEDIATE");
      try {
        T answer = work.in(new Statements(connection));
        execute("COMMIT");
        return answer;
      } catch (SQLException | RuntimeException e) {
        rollBack(e);
        throw e;
      }
    } catch (SQLException e) {
      throw failure(what, file, e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure("close ledger", file, e);
    }
  }

  private void rollBack(Exception why) {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // Some errors have rolled back already; the first failure is the one to tell.
      why.addSuppressed(e);
    }
  }

  private void execute(String statement) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      prepared.execute();
    }
  }

  private static TransientException failure(String what, Path file, SQLException e) {
    return new TransientException(
        "Cannot "
            + what
            + ": the database file answered "
            + e.getMessage()
            + " ("
            + file
            + "). Try again; if it stays so, see what else holds the file and whether its disk is"
            + " full.",
        e);
  }

  /** What is done with the file in one step. */
  @FunctionalInterface
  interface Work<T> {
    T in(Statements run) throws SQLException;
  }

  /** Makes one value of the row at hand. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Runs prepared statements.
   *
   * @param connection where
   */
  record Statements(Connection connection) {

    <T> List<T> query(String sql, Row<T> row, Object... values) throws SQLException {
      try (PreparedStatement prepared = bound(sql, values);
          ResultSet rows = prepared.executeQuery()) {
        List<T> found = new ArrayList<>();
        while (rows.next()) {
          found.add(row.read(rows));
        }
        return found;
      }
    }

    /** Answers how many rows were changed. */
    int update(String sql, Object... values) throws SQLException {
      try (PreparedStatement prepared = bound(sql, values)) {
        return prepared.executeUpdate();
      }
    }

    private PreparedStatement bound(String sql, Object... values) throws SQLException {
      PreparedStatement prepared = connection.prepareStatement(sql);
      for (int i = 0; i < values.length; i++) {
        prepared.setObject(i + 1, values[i]);
      }
      return prepared;
    }
  }
}

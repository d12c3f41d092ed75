package io.ingot.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.failure.TransientException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.LedgerContract;
import io.ingot.core.ledger.Together;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SQLite ledger keeps the contract, also between two instances on one file. */
class SqliteLedgerTest extends LedgerContract {
  private final List<SqliteLedger> opened = new ArrayList<>();

  @TempDir private Path folder;

  @Override
  protected Ledger create() {
    return open(folder.resolve("ledger.sqlite"));
  }

  @Override
  protected Ledger peer() {
    return open(folder.resolve("ledger.sqlite"));
  }

  @AfterEach
  void closeAll() {
    opened.forEach(SqliteLedger::close);
  }

  @Test
  void open_ofAFileWithItems_showsThem() {
    FileItem file = file("a.csv");
    try (SqliteLedger first = SqliteLedger.open(folder.resolve("kept.sqlite"))) {
      first.raiseArrivals("rides", "birth");
      first.register("rides", file);
    }

    SqliteLedger second = open(folder.resolve("kept.sqlite"));
    assertThat(second.pipeline("rides").birth()).isEqualTo("birth");
    assertThat(second.waiting("rides", 10)).containsExactly(file);
  }

  @Test
  void open_ofANewFileByManyAtOnce_worksForAll() throws Exception {
    for (int round = 0; round < 5; round++) {
      Path file = folder.resolve("new" + round + ".sqlite");
      List<Long> arrivals =
          Together.run(
              8,
              i ->
                  () -> {
                    try (SqliteLedger mine = SqliteLedger.open(file)) {
                      return mine.raiseArrivals("rides", "birth").arrivals();
                    }
                  });

      assertThat(arrivals).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }
  }

  @Test
  void open_ofAFileThatIsNoDatabase_saysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("text.sqlite"), "x".repeat(5_000));

    assertThatThrownBy(() -> SqliteLedger.open(file))
        .isInstanceOf(TransientException.class)
        .hasMessageStartingWith("Cannot open ledger: the database file answered [SQLITE_NOTADB]")
        .hasMessageEndingWith(
            "("
                + file
                + "). Try again; if it stays so, see what else holds the file and whether its disk"
                + " is full.");
  }

  @Test
  void use_afterClose_isTransient() {
    SqliteLedger ledger = SqliteLedger.open(folder.resolve("closed.sqlite"));
    ledger.close();

    assertThatThrownBy(() -> ledger.raiseArrivals("rides", "birth"))
        .isInstanceOf(TransientException.class)
        .hasMessageStartingWith("Cannot raise arrivals of pipeline rides: ");
    assertThatThrownBy(() -> ledger.waiting("rides", 1))
        .isInstanceOf(TransientException.class)
        .hasMessageStartingWith("Cannot list waiting files of pipeline rides: ");
  }

  @Test
  void settle_thatFailsHalfway_changesNothing() {
    SqliteLedger ledger = open(folder.resolve("half.sqlite"));
    FileItem good = file("a.csv");
    // The store refuses an item without an entity tag.
    FileItem bad =
        new FileItem(
            "rides", file("b.csv").file(), 1, null, Instant.EPOCH, "", FileState.loaded, 1, "");
    ledger.register("rides", good);

    assertThatThrownBy(() -> ledger.settle("rides", List.of(good.in(FileState.loaded, 1, ""), bad)))
        .isInstanceOf(TransientException.class);
    assertThat(ledger.waiting("rides", 10)).containsExactly(good);
    assertThat(ledger.register("rides", file("c.csv"))).isEqualTo(Ledger.Registration.added);
  }

  @Test
  void waiting_withKeysOutsideTheBasicPlane_isInJavasOrder() {
    SqliteLedger ledger = open(folder.resolve("order.sqlite"));
    List<FileItem> files = Stream.of("\uFF21", "😀", "é", "z").map(SqliteLedgerTest::file).toList();
    files.forEach(f -> ledger.register("rides", f));

    assertThat(ledger.waiting("rides", 10))
        .containsExactlyElementsOf(files.stream().sorted(FileItem.ARRIVAL).toList());
  }

  private SqliteLedger open(Path file) {
    SqliteLedger ledger = SqliteLedger.open(file);
    opened.add(ledger);
    return ledger;
  }

  private static FileItem file(String key) {
    return new FileItem(
        "rides",
        new FileVersion("landing", key, "v1"),
        1,
        "e",
        Instant.parse("2024-05-01T12:00:00Z"),
        "",
        FileState.waiting,
        0,
        "");
  }
}

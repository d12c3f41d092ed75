package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.apache.iceberg.io.CloseableIterable;

/**
 * A reader beside the writers, without Spark: reads silver and gold whenever their metadata
 * changes, and every few moments besides, and remembers every state that it saw.
 */
final class PublishedReader implements AutoCloseable {
  private static final long MILLIS_BETWEEN_READS = 200;

  private final Path warehouse;
  private final Set<String> silver = new TreeSet<>();
  private final Set<String> gold = new TreeSet<>();
  private final Thread thread = new Thread(this::readAllTheTime, "reader");
  private volatile boolean ended;
  private volatile Throwable failure;
  private int reads;

  PublishedReader(Path warehouse) {
    this.warehouse = warehouse;
    thread.start();
  }

  private void readAllTheTime() {
    try (WatchService watch = warehouse.getFileSystem().newWatchService();
        HadoopCatalog catalog =
            new HadoopCatalog(new Configuration(), warehouse.toUri().toString())) {
      Set<Path> watched = new TreeSet<>();
      while (!ended) {
        see(catalog, "rides_silver_data", silver, "ride_id", "fare_amount");
        see(catalog, "rides_gold_data", gold, "driver_number", "total_fare");
        for (String table : List.of("rides_silver_data", "rides_gold_data")) {
          Path metadata = warehouse.resolve("uber_database").resolve(table).resolve("metadata");
          if (Files.isDirectory(metadata) && watched.add(metadata)) {
            metadata.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
          }
        }
        WatchKey key = watch.poll(MILLIS_BETWEEN_READS, TimeUnit.MILLISECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      failure = e;
    }
  }

  private void see(HadoopCatalog catalog, String name, Set<String> states, String key, String value)
      throws IOException {
    TableIdentifier id = TableIdentifier.of("uber_database", name);
    if (!catalog.tableExists(id)) {
      return;
    }
    Table table = catalog.loadTable(id);
    List<String> rows = new ArrayList<>();
    try (CloseableIterable<Record> records =
        IcebergGenerics.read(table).select(key, value).build()) {
      for (Record row : records) {
        rows.add(text(row.getField(key)) + "," + text(row.getField(value)));
      }
    }
    reads++;
    states.add(sorted(rows));
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  static String sorted(List<String> rows) {
    return rows.stream().sorted(Comparator.naturalOrder()).collect(Collectors.joining("\n"));
  }

  /** Ends the reader; what it saw are the expected states of the uploads, or nothing yet. */
  void mustHaveSeenOnlyPublishedBatches() throws InterruptedException {
    ended = true;
    thread.join();
    assertThat(failure).isNull();
    assertThat(reads).isGreaterThan(10);
    assertThat(states("rides_silver_data", 0, 5)).containsAll(silver);
    assertThat(states("rides_gold_data", 0, 4)).containsAll(gold);
    assertThat(silver).hasSizeGreaterThanOrEqualTo(3);
  }

  private static Set<String> states(String table, int key, int value) {
    Set<String> states = new TreeSet<>(Set.of(""));
    for (int upload = 1; upload <= 3; upload++) {
      states.add(
          sorted(
              CommandLineLake.expected(upload, table)
                  .lines()
                  .skip(1)
                  .map(l -> l.split(",", -1))
                  .map(f -> f[key] + "," + f[value])
                  .toList()));
    }
    return states;
  }

  @Override
  public void close() {
    ended = true;
    thread.interrupt();
  }
}

package io.ingot.local.run;

import io.ingot.core.attempt.Stamp;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.jobs.ForeignChanges;
import io.ingot.local.lake.Lake;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.hadoop.HadoopCatalog;

/** What the tables' own metadata says; no data is read and no Spark is needed. */
public final class Tables implements AutoCloseable {
  private final HadoopCatalog catalog;

  /** The tables in a warehouse folder. */
  public Tables(Path warehouse) {
    this.catalog = new HadoopCatalog(new Configuration(), Lake.uri(warehouse));
  }

  /**
   * A table's state.
   *
   * @param table {@code database.table}
   * @param snapshot id of the current snapshot; 0 if the table is empty
   * @param batch batch of its newest stamp; 0 if it has none
   * @param fence fence of its newest stamp
   * @param rows live rows
   * @param foreign what others than Ingot did to its rows since, such as {@code snapshot 5
   *     (delete)}
   */
  public record Info(
      String table, long snapshot, long batch, long fence, long rows, List<String> foreign) {}

  /** The states of a pipeline's tables that exist, in the order of the data's way. */
  public List<Info> of(PipelineDefinition pipeline) {
    List<TableName> names = new ArrayList<>();
    for (SourceDefinition source : pipeline.sources()) {
      names.add(source.bronze());
      names.add(source.bronze().side("_files"));
      names.add(source.silver().table());
      names.add(source.silver().table().side("_quarantine"));
      names.add(source.silver().table().side("_tombstones"));
      if (source.silver().history()) {
        names.add(source.silver().table().side("_history"));
      }
    }
    pipeline.marts().stream().map(MartDefinition::table).forEach(names::add);
    return names.stream().flatMap(n -> info(n).stream()).toList();
  }

  /** A table's state, if it exists. */
  public Optional<Info> info(TableName name) {
    TableIdentifier id = TableIdentifier.of(name.database(), name.table());
    if (!catalog.tableExists(id)) {
      return Optional.empty();
    }
    Table table = catalog.loadTable(id);
    Snapshot current = table.currentSnapshot();
    if (current == null) {
      return Optional.of(new Info(name.toString(), 0, 0, 0, 0, List.of()));
    }
    Stamp stamp = newestStamp(table, current);
    Map<String, String> summary = current.summary();
    long rows =
        number(summary, "total-records")
            - number(summary, "total-position-deletes")
            - number(summary, "total-equality-deletes");
    return Optional.of(
        new Info(
            name.toString(),
            current.snapshotId(),
            stamp.batch(),
            stamp.fence(),
            rows,
            ForeignChanges.of(table).stream()
                .map(s -> "snapshot %d (%s)".formatted(s.snapshotId(), s.operation()))
                .toList()));
  }

  private static Stamp newestStamp(Table table, Snapshot current) {
    Snapshot snapshot = current;
    while (snapshot != null) {
      Optional<Stamp> stamp = Stamp.in(snapshot.summary());
      if (stamp.isPresent()) {
        return stamp.orElseThrow();
      }
      snapshot = snapshot.parentId() == null ? null : table.snapshot(snapshot.parentId());
    }
    return new Stamp(0, 0, "");
  }

  private static long number(Map<String, String> summary, String name) {
    return Long.parseLong(summary.getOrDefault(name, "0"));
  }

  @Override
  public void close() throws java.io.IOException {
    catalog.close();
  }
}

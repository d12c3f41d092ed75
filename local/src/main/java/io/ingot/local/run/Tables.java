package io.ingot.local.run;

import io.ingot.core.attempt.Stamp;
import io.ingot.core.definition.Definitions;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.core.plan.Command;
import io.ingot.core.plan.HowToRun;
import io.ingot.jobs.table.ForeignChanges;
import io.ingot.jobs.table.MartState;
import io.ingot.jobs.table.TableOwner;
import io.ingot.local.lake.Lake;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.apache.iceberg.util.SnapshotUtil;

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
   * @param pipeline the pipeline that it belongs to; empty if nobody has written it
   * @param foreign what others than Ingot did to its rows since, such as {@code snapshot 5
   *     (delete)}
   */
  public record Info(
      String table,
      long snapshot,
      long batch,
      long fence,
      long rows,
      String pipeline,
      List<String> foreign) {}

  /** The states of a pipeline's tables that exist, in the order of the data's way. */
  public List<Info> of(PipelineDefinition pipeline) {
    return pipeline.tables().stream().flatMap(n -> info(n).stream()).toList();
  }

  /** The tables that no definition names: what those leave that were removed. */
  public List<Info> strays(Definitions definitions) {
    List<TableName> defined =
        definitions.pipelines().stream().flatMap(p -> p.tables().stream()).toList();
    return catalog.listNamespaces().stream()
        .flatMap(database -> catalog.listTables(database).stream())
        .map(id -> new TableName(id.namespace().toString(), id.name()))
        .filter(name -> !defined.contains(name))
        .flatMap(name -> info(name).stream())
        .sorted(Comparator.comparing(Info::table))
        .toList();
  }

  /** Takes a table away, with its files. */
  public void drop(Info table) {
    catalog.dropTable(TableIdentifier.parse(table.table()), true);
  }

  /** Gives a pipeline those of its tables that belong to another one; answers how many. */
  public int give(String from, PipelineDefinition to) {
    List<Table> given =
        to.tables().stream()
            .map(n -> TableIdentifier.of(n.database(), n.table()))
            .filter(catalog::tableExists)
            .map(catalog::loadTable)
            .filter(t -> TableOwner.of(t).equals(Optional.of(from)))
            .toList();
    given.forEach(t -> TableOwner.give(t, to.name()));
    return given.size();
  }

  /** What a mart of a pipeline waits for; those that do not wait are left out. */
  public record Waiting(String pipeline, String mart, String table, boolean isNew) {
    @Override
    public String toString() {
      return "mart %s %s: it waits for the next batch of what it reads. To compute it now, run: %s"
          .formatted(
              mart,
              isNew ? "is not computed yet" : "is computed by its former definition",
              HowToRun.LAPTOP.line(pipeline, Command.rebuild(mart, "")));
    }
  }

  /** The marts that today's definitions have not computed yet. */
  public List<Waiting> waiting(PipelineDefinition pipeline) {
    List<Waiting> waiting = new ArrayList<>();
    for (MartDefinition mart : pipeline.marts()) {
      TableIdentifier id = TableIdentifier.of(mart.table().database(), mart.table().table());
      MartState state =
          catalog.tableExists(id) ? MartState.of(mart, catalog.loadTable(id)) : MartState.absent;
      if (state != MartState.computed) {
        waiting.add(
            new Waiting(
                pipeline.name(), mart.name(), mart.table().toString(), state == MartState.absent));
      }
    }
    return waiting;
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
      return Optional.of(new Info(name.toString(), 0, 0, 0, 0, "", List.of()));
    }
    Stamp stamp = newestStamp(table, current);
    return Optional.of(
        new Info(
            name.toString(),
            current.snapshotId(),
            stamp.batch(),
            stamp.fence(),
            rows(current),
            TableOwner.of(table).orElse(""),
            ForeignChanges.of(table).stream()
                .map(s -> "snapshot %d (%s)".formatted(s.snapshotId(), s.operation()))
                .toList()));
  }

  /**
   * How many rows a table had after a batch.
   *
   * @return 0 if that was before its first snapshot, or the state has expired
   */
  public long rowsAfter(long batch, Info info) {
    Table table = catalog.loadTable(TableIdentifier.parse(info.table()));
    for (Snapshot snapshot :
        SnapshotUtil.ancestorsOf(table.currentSnapshot().snapshotId(), table::snapshot)) {
      if (Stamp.in(snapshot.summary()).filter(s -> s.batch() <= batch).isPresent()) {
        return rows(snapshot);
      }
    }
    return 0;
  }

  private static long rows(Snapshot snapshot) {
    Map<String, String> summary = snapshot.summary();
    return number(summary, "total-records")
        - number(summary, "total-position-deletes")
        - number(summary, "total-equality-deletes");
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

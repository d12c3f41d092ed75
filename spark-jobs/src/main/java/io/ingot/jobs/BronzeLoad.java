package io.ingot.jobs;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.readers.Column;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Loads a batch's files of one source into the attempt's branch of its bronze table. */
final class BronzeLoad {
  /** A plan grows with the headers in it. */
  private static final int HEADERS_PER_COMMIT = 16;

  private final StageRun run;
  private final SourceDefinition source;
  private final StampedTable bronze;
  private final ReadMeter meter;
  private final Admitted admitted;
  private final Undeclared undeclared;
  private final Map<String, FileItem> byUri = new LinkedHashMap<>();
  private final Map<FileItem, FileHead> files = new LinkedHashMap<>();
  private final Map<String, FileResult> results = new LinkedHashMap<>();
  private boolean appended;
  private long rows;
  private long corrupt;

  BronzeLoad(StageRun run, SourceDefinition source, StampedTable bronze, ReadMeter meter) {
    this.run = run;
    this.source = source;
    this.bronze = bronze;
    this.meter = meter;
    this.undeclared = new Undeclared(source, bronze);
    this.admitted = new Admitted(run, source, undeclared);
  }

  TableResult result() {
    return new TableResult(bronze.name().toString(), rows, 0, 0, corrupt, 0);
  }

  /**
   * Writes all readable files on the attempt's branch, in a commit for every few headers; answers
   * what became of each file.
   */
  List<FileResult> write() {
    probe();
    Map<List<Object>, List<FileHead>> byHeader = new LinkedHashMap<>();
    for (FileHead head : files.values()) {
      byHeader
          .computeIfAbsent(List.of(head.header(), head.schema()), k -> new ArrayList<>())
          .add(head);
    }
    List<List<FileHead>> groups = List.copyOf(byHeader.values());
    for (int i = 0; i < groups.size(); i += HEADERS_PER_COMMIT) {
      append(groups.subList(i, Math.min(i + HEADERS_PER_COMMIT, groups.size())));
    }
    if (!appended) {
      bronze.touch(Map.of());
    }
    dropOverwritten();
    count();
    return List.copyOf(results.values());
  }

  private void probe() {
    for (FileItem file : run.attempt().files(source.name())) {
      String uri = run.attempt().readable().get(file.file().toString());
      if (file.state() == FileState.refused) {
        refuse(file, file.reason());
      } else if (uri != null) {
        byUri.put(uri, file);
      } else if (file.state() != FileState.superseded) {
        refuse(file, "the attempt file does not say where to read it");
      }
    }
    Map<String, FileHead> heads = heads(List.copyOf(byUri.keySet()));
    byUri.forEach(
        (uri, file) -> {
          FileHead head = admitted.checked(file, heads.get(uri));
          if (head.readable()) {
            files.put(file, head);
          } else {
            refuse(file, head.problem());
          }
        });
  }

  private Map<String, FileHead> heads(List<String> uris) {
    return FileProbe.heads(run.spark(), uris, source.format());
  }

  /**
   * Appends files of some headers; files on which Spark fails are refused, and the rest appended.
   */
  private void append(List<List<FileHead>> groups) {
    try {
      appended |=
          meter.count(
              run.spark().sparkContext(),
              () -> {
                List<Dataset<Row>> parts = new ArrayList<>();
                groups.forEach(g -> rows(g, true).ifPresent(parts::add));
                parts.stream()
                    .reduce((a, b) -> a.unionByName(b, true))
                    .ifPresent(all -> bronze.append(all, Map.of()));
                return !parts.isEmpty();
              });
    } catch (RuntimeException e) {
      List<FileHead> all = groups.stream().flatMap(List::stream).toList();
      Map<FileHead, String> culprits = new Culprits(this::drain, this::reachable).among(all, e);
      culprits.forEach((head, why) -> refuse(file(head), why));
      List<List<FileHead>> left =
          groups.stream()
              .map(g -> g.stream().filter(f -> !culprits.containsKey(f)).toList())
              .filter(g -> !g.isEmpty())
              .toList();
      if (!left.isEmpty()) {
        append(left);
      }
    }
  }

  private void drain(List<FileHead> heads) {
    Map<List<Object>, List<FileHead>> groups = new LinkedHashMap<>();
    heads.forEach(
        h ->
            groups.computeIfAbsent(List.of(h.header(), h.schema()), k -> new ArrayList<>()).add(h));
    groups
        .values()
        .forEach(
            g -> rows(g, false).ifPresent(r -> r.write().format("noop").mode("overwrite").save()));
  }

  private boolean reachable(FileHead head) {
    FileHead now = heads(List.of(head.uri())).get(head.uri());
    return now.readable() && head.same(now);
  }

  /** The rows of files with one header, as bronze has them. */
  private Optional<Dataset<Row>> rows(List<FileHead> heads, boolean refuse) {
    RawRows raw = RawRows.of(run.spark(), source, heads);
    Map<String, String> refused = refuse ? undeclared.refused(raw) : Map.of();
    if (!refused.isEmpty()) {
      List<FileHead> left = new ArrayList<>();
      for (FileHead head : heads) {
        head.paths().stream()
            .filter(refused::containsKey)
            .findFirst()
            .ifPresentOrElse(p -> refuse(file(head), refused.get(p)), () -> left.add(head));
      }
      return left.isEmpty() ? Optional.empty() : rows(left, false);
    }
    RawRows named = undeclared.named(raw);
    List<Column> added = undeclared.added(named.unknown().keySet());
    return Optional.of(stamped(BronzeColumns.cast(source, named, added), heads));
  }

  /** Metadata columns, from the file version that the row's path belongs to. */
  private Dataset<Row> stamped(Dataset<Row> cast, List<FileHead> heads) {
    return cast.join(broadcast(versions(heads)), "_path", "left")
        .drop("_path")
        .withColumn(BronzeColumns.BATCH, lit(run.batch()))
        .withColumn(
            BronzeColumns.INGESTED_AT, lit(Timestamp.from(run.attempt().manifest().claimed())));
  }

  private Dataset<Row> versions(List<FileHead> heads) {
    List<Row> versions = new ArrayList<>();
    for (FileHead head : heads) {
      FileItem file = file(head);
      for (String path : head.paths()) {
        versions.add(
            RowFactory.create(
                path, file.file().version(), file.file().uri(), Timestamp.from(file.arrival())));
      }
    }
    return run.spark()
        .createDataFrame(
            versions,
            new StructType()
                .add("_path", DataTypes.StringType)
                .add(BronzeColumns.FILE_VERSION, DataTypes.StringType)
                .add(BronzeColumns.SOURCE_FILE, DataTypes.StringType)
                .add(BronzeColumns.ARRIVAL, DataTypes.TimestampType));
  }

  private FileItem file(FileHead head) {
    return byUri.get(head.uri());
  }

  /** What was read must be what was admitted: Spark's own metadata comes from the listing. */
  private void dropOverwritten() {
    List<String> uris = files.values().stream().map(FileHead::uri).toList();
    Map<String, FileHead> now = FileProbe.stats(run.spark(), uris, source.format());
    for (FileItem file : List.copyOf(files.keySet())) {
      FileHead head = files.get(file);
      if (!head.same(now.get(head.uri()))) {
        String why = admitted.overwritten(file, head.uri(), "while it was read");
        String version =
            "_batch = "
                + run.batch()
                + " AND _source_file = "
                + Sql.text(file.file().uri())
                + " AND _file_version = "
                + Sql.text(file.file().version());
        bronze.write(
            Map.of(),
            () -> run.spark().sql("DELETE FROM " + bronze.branch() + " WHERE " + version));
        refuse(file, why);
      }
    }
  }

  private void count() {
    Map<String, Row> counts = new LinkedHashMap<>();
    run.spark()
        .table(bronze.branch())
        .where(col(BronzeColumns.BATCH).equalTo(run.batch()))
        .groupBy(BronzeColumns.SOURCE_FILE, BronzeColumns.FILE_VERSION)
        .agg(expr("count(*) AS n"), expr("count(_corrupt) AS c"))
        .collectAsList()
        .forEach(r -> counts.put(r.getString(0) + "?versionId=" + r.getString(1), r));
    for (FileItem file : files.keySet()) {
      Row count = counts.get(file.file().toString());
      long inFile = count == null ? 0 : count.getLong(2);
      rows += inFile;
      corrupt += count == null ? 0 : count.getLong(3);
      results.put(file.file().toString(), new FileResult(file.file().toString(), inFile, ""));
    }
  }

  private void refuse(FileItem file, String why) {
    files.remove(file);
    results.put(file.file().toString(), new FileResult(file.file().toString(), 0, why));
  }
}

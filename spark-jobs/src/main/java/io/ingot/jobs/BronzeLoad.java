package io.ingot.jobs;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.definition.Column;
import io.ingot.core.definition.Format;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.UnknownColumns;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Loads a batch's files of one source into the attempt's branch of its bronze table. */
final class BronzeLoad {
  private static final String OVERWRITTEN = "overwritten while it was read";

  /** Spark spells local URIs with one slash or three. */
  private static final String PLAIN_PATH = "regexp_replace(%s, '^file:/+', 'file:/')";

  private final StageRun run;
  private final SourceDefinition source;
  private final StampedTable bronze;
  private final ReadMeter meter;
  private final Map<String, FileResult> results = new LinkedHashMap<>();
  private long rows;
  private long corrupt;

  BronzeLoad(StageRun run, SourceDefinition source, StampedTable bronze, ReadMeter meter) {
    this.run = run;
    this.source = source;
    this.bronze = bronze;
    this.meter = meter;
  }

  TableResult result() {
    return new TableResult(bronze.name().toString(), rows, 0, 0, corrupt, 0);
  }

  /** Writes all readable files in one commit; answers what became of each. */
  List<FileResult> write() {
    Map<FileItem, FileHead> readable = readable();
    if (readable.isEmpty()) {
      bronze.touch(Map.of());
    } else {
      List<Dataset<Row>> groups = groups(readable);
      Dataset<Row> all = groups.stream().reduce((a, b) -> a.unionByName(b, true)).orElseThrow();
      meter.count(
          run.spark().sparkContext(),
          () -> {
            bronze.append(all, Map.of());
            return true;
          });
      dropOverwritten(readable);
      count(readable);
    }
    return List.copyOf(results.values());
  }

  private Map<FileItem, FileHead> readable() {
    Map<String, FileItem> byUri = new LinkedHashMap<>();
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
    Map<String, FileHead> heads =
        FileProbe.heads(run.spark(), List.copyOf(byUri.keySet()), source.format());
    Map<FileItem, FileHead> readable = new LinkedHashMap<>();
    byUri.forEach(
        (uri, file) -> {
          FileHead head = checked(file, heads.get(uri));
          if (head.readable()) {
            readable.put(file, head);
          } else {
            refuse(file, head.problem());
          }
        });
    return readable;
  }

  private FileHead checked(FileItem file, FileHead head) {
    if (!head.readable()) {
      return head;
    }
    if (head.length() != file.size()) {
      return head.refused(
          OVERWRITTEN + " (" + head.length() + " bytes, admitted with " + file.size() + ")");
    }
    if (head.header().isEmpty()) {
      return head;
    }
    List<String> names = head.header().stream().map(n -> n.toLowerCase(Locale.ROOT)).toList();
    List<String> missing =
        source.columns().stream()
            .filter(Column::required)
            .map(Column::name)
            .filter(n -> !names.contains(n.toLowerCase(Locale.ROOT)))
            .toList();
    if (!missing.isEmpty()) {
      return head.refused("its header lacks required columns " + missing);
    }
    List<String> unknown = head.header().stream().filter(n -> !declared(n)).toList();
    if (source.unknownColumns() == UnknownColumns.fail && !unknown.isEmpty()) {
      return head.refused("its header has undeclared columns " + unknown);
    }
    return head;
  }

  private boolean declared(String name) {
    return source.columns().stream().anyMatch(c -> c.name().equalsIgnoreCase(name));
  }

  private List<Dataset<Row>> groups(Map<FileItem, FileHead> readable) {
    Map<List<String>, List<FileHead>> byHeader = new LinkedHashMap<>();
    readable
        .values()
        .forEach(h -> byHeader.computeIfAbsent(h.header(), k -> new ArrayList<>()).add(h));
    Dataset<Row> versions = broadcast(versions(readable));
    List<String> declared = source.columns().stream().map(Column::name).toList();
    List<Dataset<Row>> groups = new ArrayList<>();
    for (List<FileHead> files : byHeader.values()) {
      RawRows raw =
          source.format().type() == Format.Type.csv
              ? RawRows.csv(run.spark(), source.format(), declared, files)
              : RawRows.json(run.spark(), declared, files);
      List<String> added = added(raw.unknown().keySet());
      groups.add(stamped(BronzeColumns.cast(source, raw, added), versions));
    }
    return groups;
  }

  /** Metadata columns, from the file version that the row's path belongs to. */
  private Dataset<Row> stamped(Dataset<Row> rows, Dataset<Row> versions) {
    return rows.withColumn("_path", expr(PLAIN_PATH.formatted("_path")))
        .join(versions, "_path", "left")
        .drop("_path")
        .withColumn(BronzeColumns.BATCH, lit(run.batch()))
        .withColumn(
            BronzeColumns.INGESTED_AT, lit(Timestamp.from(run.attempt().manifest().claimed())));
  }

  private Dataset<Row> versions(Map<FileItem, FileHead> readable) {
    Set<Row> forms = new LinkedHashSet<>();
    readable.forEach(
        (file, head) -> {
          String decoded =
              new org.apache.hadoop.fs.Path(java.net.URI.create(head.path())).toString();
          for (String path : List.of(head.path(), decoded)) {
            forms.add(
                RowFactory.create(
                    path.replaceFirst("^file:/+", "file:/"),
                    file.file().version(),
                    file.file().uri(),
                    Timestamp.from(file.arrival())));
          }
        });
    return run.spark()
        .createDataFrame(
            List.copyOf(forms),
            new StructType()
                .add("_path", DataTypes.StringType)
                .add(BronzeColumns.FILE_VERSION, DataTypes.StringType)
                .add(BronzeColumns.SOURCE_FILE, DataTypes.StringType)
                .add(BronzeColumns.ARRIVAL, DataTypes.TimestampType));
  }

  /** Undeclared columns that bronze takes in; it gets those that it does not have yet. */
  private List<String> added(Set<String> unknown) {
    if (source.unknownColumns() != UnknownColumns.add) {
      return List.of();
    }
    List<String> added = unknown.stream().filter(BronzeColumns::free).toList();
    UpdateSchema update = bronze.iceberg().updateSchema();
    List<String> missing =
        added.stream()
            .filter(n -> bronze.iceberg().schema().caseInsensitiveFindField(n) == null)
            .toList();
    if (!missing.isEmpty()) {
      missing.forEach(n -> update.addColumn(n, Types.StringType.get()));
      update.commit();
      bronze.iceberg().refresh();
    }
    return added;
  }

  /** What is read must be what was admitted: Spark's own metadata comes from the listing. */
  private void dropOverwritten(Map<FileItem, FileHead> readable) {
    List<String> uris = readable.values().stream().map(FileHead::uri).toList();
    Map<String, FileHead> now = FileProbe.stats(run.spark(), uris, source.format());
    for (FileItem file : List.copyOf(readable.keySet())) {
      FileHead head = readable.get(file);
      if (!head.same(now.get(head.uri()))) {
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
        readable.remove(file);
        refuse(file, OVERWRITTEN);
      }
    }
  }

  private void count(Map<FileItem, FileHead> readable) {
    Map<String, Row> counts = new LinkedHashMap<>();
    run.spark()
        .table(bronze.branch())
        .where(col(BronzeColumns.BATCH).equalTo(run.batch()))
        .groupBy(BronzeColumns.SOURCE_FILE, BronzeColumns.FILE_VERSION)
        .agg(expr("count(*) AS n"), expr("count(_corrupt) AS c"))
        .collectAsList()
        .forEach(r -> counts.put(r.getString(0) + "?versionId=" + r.getString(1), r));
    for (FileItem file : readable.keySet()) {
      Row count = counts.get(file.file().toString());
      long inFile = count == null ? 0 : count.getLong(2);
      rows += inFile;
      corrupt += count == null ? 0 : count.getLong(3);
      results.put(file.file().toString(), new FileResult(file.file().toString(), inFile, ""));
    }
  }

  private void refuse(FileItem file, String why) {
    results.put(file.file().toString(), new FileResult(file.file().toString(), 0, why));
  }
}

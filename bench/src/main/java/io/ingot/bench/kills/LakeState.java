package io.ingot.bench.kills;

import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.local.lake.Lake;
import io.ingot.local.run.LocalSystem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;

/**
 * What a lake holds in the end: every row of every table, and what the ledger says; without what
 * may differ after a kill: fences, attempts, names of executions, and the hour.
 *
 * @param parts sorted lines by table, and the ledger's under its own name
 */
record LakeState(Map<String, List<String>> parts) {
  private static final String WHEN_LOADED = "_ingested_at";

  static LakeState of(LocalSystem system) throws IOException {
    Map<String, List<String>> parts = new TreeMap<>();
    try (HadoopCatalog catalog =
        new HadoopCatalog(new Configuration(), Lake.uri(system.lake().warehouse()))) {
      for (Namespace database : catalog.listNamespaces()) {
        for (TableIdentifier table : catalog.listTables(database)) {
          parts.put(table.toString(), rows(catalog.loadTable(table)));
        }
      }
    }
    parts.put("ledger", ledger(system));
    return new LakeState(parts);
  }

  private static List<String> rows(Table table) throws IOException {
    List<String> columns =
        table.schema().columns().stream()
            .map(Types.NestedField::name)
            .filter(n -> !n.equals(WHEN_LOADED))
            .toList();
    List<String> rows = new ArrayList<>();
    try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
      for (Record row : records) {
        rows.add(String.join(" | ", columns.stream().map(c -> c + "=" + row.getField(c)).toList()));
      }
    }
    return rows.stream().sorted().toList();
  }

  private static List<String> ledger(LocalSystem system) {
    Ledger ledger = system.ledger();
    List<String> lines = new ArrayList<>();
    for (PipelineDefinition pipeline : system.definitions().pipelines()) {
      String name = pipeline.name();
      PipelineItem header = ledger.pipeline(name);
      lines.add(
          "%s: lease '%s', open batch %d, last batch %d, held '%s'"
              .formatted(
                  name, header.owner(), header.openBatch(), header.lastBatch(), header.held()));
      ledger.waiting(name, Integer.MAX_VALUE).forEach(f -> lines.add(f.toString()));
      ledger.settledFiles(name).forEach(f -> lines.add(f.toString()));
      ledger.batches(name).forEach(b -> lines.add(batch(b)));
    }
    return lines;
  }

  private static String batch(BatchItem b) {
    return "batch %d: %s, %d files, %d bytes, %d rows, newest %s, detail '%s'"
        .formatted(b.batch(), b.state(), b.files(), b.bytes(), b.rows(), b.newest(), b.detail());
  }

  /** The first thing in which another state differs from this one. */
  Optional<String> difference(LakeState other) {
    Map<String, List<String>> all = new TreeMap<>(parts);
    other.parts.forEach(all::putIfAbsent);
    for (String part : all.keySet()) {
      List<String> here = parts.getOrDefault(part, List.of("(is not there)"));
      List<String> there = other.parts.getOrDefault(part, List.of("(is not there)"));
      if (!here.equals(there)) {
        return Optional.of(
            "%s:%n    undisturbed:%n      %s%n    killed:%n      %s"
                .formatted(part, only(here, there), only(there, here)));
      }
    }
    return Optional.empty();
  }

  private static String only(List<String> these, List<String> those) {
    List<String> rest = new ArrayList<>(these);
    those.forEach(rest::remove);
    return rest.isEmpty() ? "(nothing more)" : String.join("\n      ", rest);
  }
}

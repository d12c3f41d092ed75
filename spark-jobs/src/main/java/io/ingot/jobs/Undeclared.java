package io.ingot.jobs;

import static org.apache.spark.sql.functions.expr;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.UnknownColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.types.DataType;

/**
 * Columns that files have and the definition does not: what {@code unknown_columns} says of them.
 */
final class Undeclared {
  /** What a table of columns can bear; further ones stay in {@code _rescued}. */
  private static final int MOST_COLUMNS = 1_000;

  private static final int NAMED = 10;

  private final SourceDefinition source;
  private final StampedTable bronze;

  Undeclared(SourceDefinition source, StampedTable bronze) {
    this.source = source;
    this.bronze = bronze;
  }

  /** The undeclared names of a header; the second of two equal names is one of them. */
  List<String> in(List<String> header) {
    return RawRows.unique(header).stream()
        .filter(n -> source.columns().stream().noneMatch(c -> c.in(List.of(n))))
        .toList();
  }

  /**
   * Keys of JSON objects become fields of the rows where they must have a column each. Costs one
   * reading of the files.
   */
  RawRows named(RawRows raw) {
    if (source.format().type() != Format.Type.json
        || source.unknownColumns() != UnknownColumns.add) {
      return raw;
    }
    List<String> keys =
        raw.rows().agg(expr(keys(raw, MOST_COLUMNS))).collectAsList().get(0).getList(0);
    Map<String, RawRows.Field> fields = new LinkedHashMap<>();
    keys.stream()
        .filter(BronzeColumns::free)
        .filter(k -> source.columns().stream().noneMatch(c -> c.in(List.of(k))))
        .filter(k -> fields.keySet().stream().noneMatch(k::equalsIgnoreCase))
        .forEach(k -> fields.put(k, RawRows.Field.ofText(JsonRows.value(k))));
    List<String> known = new ArrayList<>(JsonRows.names(source));
    known.addAll(fields.keySet());
    return raw.with(fields, JsonRows.others(known));
  }

  /** Why files of JSON objects are refused, by path, if undeclared keys refuse them. */
  Map<String, String> refused(RawRows raw) {
    Map<String, String> refused = new LinkedHashMap<>();
    if (source.format().type() == Format.Type.json
        && source.unknownColumns() == UnknownColumns.fail) {
      raw.rows()
          .groupBy("_path")
          .agg(expr(keys(raw, NAMED)).as("keys"))
          .where("size(keys) > 0")
          .collectAsList()
          .forEach(
              r -> refused.put(r.getString(0), "its objects have undeclared keys " + r.getList(1)));
    }
    return refused;
  }

  /** SQL of the first undeclared keys. By way of the sets of keys, of which files have few. */
  private static String keys(RawRows raw, int most) {
    return "slice(array_sort(array_distinct(flatten(collect_set(map_keys(%s))))), 1, %d)"
        .formatted(raw.others(), most);
  }

  /**
   * Undeclared columns that bronze takes in, with the types that it gives them; it gets those that
   * it does not have yet, as text.
   */
  List<Column> added(Set<String> unknown) {
    if (source.unknownColumns() != UnknownColumns.add) {
      return List.of();
    }
    List<String> names = unknown.stream().filter(BronzeColumns::free).toList();
    Set<String> have = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    bronze.iceberg().schema().columns().forEach(c -> have.add(c.name()));
    UpdateSchema update = bronze.iceberg().updateSchema();
    List<String> missing =
        names.stream()
            .filter(n -> !have.contains(n))
            .limit(Math.max(0, MOST_COLUMNS - have.size()))
            .toList();
    if (!missing.isEmpty()) {
      missing.forEach(n -> update.addColumn(n, Types.StringType.get()));
      update.commit();
      bronze.iceberg().refresh();
    }
    Map<String, DataType> types = new LinkedHashMap<>();
    for (var field : SparkSchemaUtil.convert(bronze.iceberg().schema()).fields()) {
      types.put(field.name().toLowerCase(Locale.ROOT), field.dataType());
    }
    return names.stream()
        .filter(n -> types.containsKey(n.toLowerCase(Locale.ROOT)))
        .map(n -> new Column(n, type(types.get(n.toLowerCase(Locale.ROOT))), false))
        .toList();
  }

  private static String type(DataType type) {
    String sql = type.sql().toLowerCase(Locale.ROOT);
    return sql.equals("bigint") ? "long" : sql;
  }
}

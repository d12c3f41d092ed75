package io.ingot.jobs.silver;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.jobs.table.Evolution;
import io.ingot.jobs.table.StampedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The key of a silver table. Its rows are one per key, and nothing else in the table says by which.
 *
 * @param columns its columns, as the definition names them
 * @param former names that the columns may have in the table still
 */
public record SilverKey(List<String> columns, Map<String, List<String>> former) {
  /** The key that a source declares. */
  public static SilverKey of(SourceDefinition source) {
    return new SilverKey(source.silver().key(), Evolution.silver(source).former());
  }

  /** Field ids of its columns, which a rename does not change; only of those that there are. */
  String ids(Schema schema) {
    List<Integer> ids = new ArrayList<>();
    for (String column : columns) {
      Stream.concat(Stream.of(column), former.getOrDefault(column, List.of()).stream())
          .map(schema::caseInsensitiveFindField)
          .filter(f -> f != null)
          .findFirst()
          .map(NestedField::fieldId)
          .ifPresent(ids::add);
    }
    return ids.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
  }

  /**
   * Makes sure that a table's rows are one per key of the definition.
   *
   * @param otherwise the command that computes them by the definition's key
   * @throws RefusedException if it has rows by another key
   */
  public void check(StampedTable silver, String otherwise) {
    String by = silver.summary().get(StampedTable.KEY);
    Schema schema = silver.iceberg().schema();
    if (by == null || by.equals(ids(schema)) || !silver.hasRows()) {
      return;
    }
    String names =
        by.isEmpty()
            ? "no key"
            : Stream.of(by.split(",", -1))
                .map(id -> schema.findColumnName(Integer.parseInt(id)))
                .collect(Collectors.joining(", "));
    throw new RefusedException(
        "Cannot load silver table %s: its rows are by another key (%s; the definition says %s). Keep that key, or have all rows computed again: %s."
            .formatted(
                silver.name(),
                names,
                columns.isEmpty() ? "none" : String.join(", ", columns),
                otherwise));
  }
}

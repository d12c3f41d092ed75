package io.ingot.jobs.files;

import io.ingot.readers.Column;
import io.ingot.readers.ReadSpec;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Where the values of a record go in a row of a table.
 *
 * @param columns the table's columns; those that nobody fills are NULL
 * @param spec what is read
 * @param batch the batch of all rows
 * @param ingestedAt the ingestion time of all rows, microseconds since 1970
 */
public record RowLayout(StructType columns, ReadSpec spec, long batch, long ingestedAt)
    implements Serializable {

  /**
   * Checks that the table holds what is read.
   *
   * @throws IllegalArgumentException if it lacks a column or has another type
   */
  public RowLayout {
    Map<String, Integer> places = places(columns);
    // There are many columns, and few types.
    Map<String, DataType> types = new HashMap<>();
    for (Column column : spec.columns()) {
      DataType type = columns.fields()[ordinal(places, column.name())].dataType();
      if (!type.equals(types.computeIfAbsent(column.sqlType(), DataType::fromDDL))) {
        throw new IllegalArgumentException(
            "Cannot read column %s as %s: its table has it as %s."
                .formatted(column.name(), column.type(), type.sql()));
      }
    }
  }

  /** The table's ordinals by those of {@link ReadSpec}. */
  int[] ordinals() {
    Map<String, Integer> places = places(columns);
    int[] ordinals = new int[spec.columns().size() + 4];
    for (int i = 0; i < spec.columns().size(); i++) {
      ordinals[i] = ordinal(places, spec.columns().get(i).name());
    }
    ordinals[spec.position()] = ordinal(places, FileColumns.POSITION);
    ordinals[spec.rescued()] = ordinal(places, FileColumns.RESCUED);
    ordinals[spec.corrupt()] = ordinal(places, FileColumns.CORRUPT);
    ordinals[spec.corruptReason()] = ordinal(places, FileColumns.CORRUPT_REASON);
    return ordinals;
  }

  /** The ordinal of one of the table's columns, whatever the case of its name. */
  int ordinal(String column) {
    return ordinal(places(columns), column);
  }

  private static Map<String, Integer> places(StructType columns) {
    Map<String, Integer> places = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : columns.fieldNames()) {
      places.put(name, places.size());
    }
    return places;
  }

  private static int ordinal(Map<String, Integer> places, String column) {
    Integer place = places.get(column);
    if (place == null) {
      throw new IllegalArgumentException(
          "Cannot read column %s: its table does not have it.".formatted(column));
    }
    return place;
  }
}

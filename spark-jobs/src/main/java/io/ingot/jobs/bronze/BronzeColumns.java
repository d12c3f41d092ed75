package io.ingot.jobs.bronze;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.jobs.files.FileColumns;
import io.ingot.jobs.table.TableLayout;
import io.ingot.readers.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of a bronze table. */
public final class BronzeColumns {
  public static final String BATCH = FileColumns.BATCH;
  public static final String FILE_VERSION = FileColumns.FILE_VERSION;
  public static final String SOURCE_FILE = FileColumns.SOURCE_FILE;
  public static final String ARRIVAL = FileColumns.ARRIVAL;
  public static final String POSITION = FileColumns.POSITION;
  static final String INGESTED_AT = FileColumns.INGESTED_AT;
  public static final String RESCUED = FileColumns.RESCUED;
  public static final String CORRUPT = FileColumns.CORRUPT;
  static final String CORRUPT_REASON = FileColumns.CORRUPT_REASON;

  private static final Set<String> RESERVED =
      Set.of(
          BATCH,
          FILE_VERSION,
          SOURCE_FILE,
          ARRIVAL,
          POSITION,
          INGESTED_AT,
          RESCUED,
          CORRUPT,
          CORRUPT_REASON);

  private BronzeColumns() {}

  /** The table: metadata first, because Iceberg keeps statistics of the first columns only. */
  public static TableLayout layout(SourceDefinition source) {
    List<StructField> fields = new ArrayList<>();
    fields.add(new StructField(BATCH, DataTypes.LongType, false, Metadata.empty()));
    fields.add(new StructField(FILE_VERSION, DataTypes.StringType, false, Metadata.empty()));
    fields.add(new StructField(SOURCE_FILE, DataTypes.StringType, false, Metadata.empty()));
    fields.add(new StructField(ARRIVAL, DataTypes.TimestampType, false, Metadata.empty()));
    fields.add(new StructField(POSITION, DataTypes.LongType, false, Metadata.empty()));
    fields.add(new StructField(INGESTED_AT, DataTypes.TimestampType, false, Metadata.empty()));
    // There are many columns, and few types.
    Map<String, DataType> types = new HashMap<>();
    for (Column column : source.columns()) {
      DataType type = types.computeIfAbsent(column.sqlType(), DataType::fromDDL);
      fields.add(new StructField(column.name(), type, true, Metadata.empty()));
    }
    for (String name : List.of(RESCUED, CORRUPT, CORRUPT_REASON)) {
      fields.add(new StructField(name, DataTypes.StringType, true, Metadata.empty()));
    }
    return new TableLayout(
        new StructType(fields.toArray(StructField[]::new)), List.of(), TableLayout.COPY_ON_WRITE);
  }

  /** Whether it is one of Ingot's own columns. */
  static boolean reserved(String name) {
    return RESERVED.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether an undeclared column can become a column of bronze under its own name. */
  static boolean free(String name) {
    return !reserved(name) && name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,99}");
  }
}

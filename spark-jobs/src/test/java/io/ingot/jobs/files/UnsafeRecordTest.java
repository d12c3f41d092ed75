package io.ingot.jobs.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.UnknownColumns;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class UnsafeRecordTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("b", "boolean", false),
          new Column("i", "int", false),
          new Column("l", "long", false),
          new Column("f", "float", false),
          new Column("d", "double", false),
          new Column("small", "decimal(7,2)", false),
          new Column("large", "decimal(38,3)", false),
          new Column("day", "date", false),
          new Column("at", "timestamp", false),
          new Column("s", "string", false),
          new Column(
              "n",
              "struct<a: int, b: array<string>, c: map<string, decimal(20,1)>, d: array<struct<e: date>>>",
              false));

  private static final StructType TABLE = table();
  private static final BatchFile FILE =
      new BatchFile(0, "file:/x", "t/x", "s3://landing/t/x", "v12", 5, 100, "");

  private final UnsafeRecord record =
      new UnsafeRecord(
          new RowLayout(
              TABLE,
              new ReadSpec(
                  Format.of(Format.Type.csv), COLUMNS, UnknownColumns.rescue, "t/", 1 << 20),
              7,
              9));

  @Test
  void record_isWhatSparkItselfWrites() {
    record.begin(FILE);
    record.clear();
    assertThat(record.row().toSeq(TABLE)).isEqualTo(spark(new Object[16]).toSeq(TABLE));

    record.clear();
    record.setBoolean(0, true);
    record.setInt(1, -3);
    record.setLong(2, Long.MIN_VALUE);
    record.setFloat(3, 0.5f);
    record.setDouble(4, -0.1);
    record.setDecimal(5, -12345, 7, 2);
    record.setDecimal(6, new BigDecimal("-12345678901234567890123456789012345.678"), 38, 3);
    record.setInt(7, 19_000);
    record.setLong(8, 1_700_000_000_000_000L);
    text(9, "größe");
    record.setNested(
        10,
        Arrays.asList(
            null,
            Arrays.asList("é", null),
            Map.of("k", new BigDecimal("1234567890123456789.5")),
            List.of(List.of(19_000))));
    record.setLong(11, 42);
    text(12, "{}");
    UTF8String size = UTF8String.fromString("größe");
    Object[] values = {
      true,
      -3,
      Long.MIN_VALUE,
      0.5f,
      -0.1,
      Decimal.apply(new BigDecimal("-123.45"), 7, 2),
      Decimal.apply(new BigDecimal("-12345678901234567890123456789012345.678"), 38, 3),
      19_000,
      1_700_000_000_000_000L,
      size,
      nested(),
      42L,
      UTF8String.fromString("{}"),
      null,
      null,
      null
    };
    assertThat(record.row()).isEqualTo(spark(values));

    record.clear();
    assertThat(record.row().toSeq(TABLE))
        .as("nothing is left of it")
        .isEqualTo(spark(new Object[16]).toSeq(TABLE));
  }

  @Test
  void text_ofAnyLength_isKept() {
    record.begin(FILE);
    for (int length = 0; length < 3000; length = length * 5 / 4 + 1) {
      String text = "x".repeat(length);
      record.clear();
      text(9, text);
      text(12, "behind");
      UnsafeRow row = record.row();
      assertThat(row.getUTF8String(TABLE.fieldIndex("s")).toString()).isEqualTo(text);
      assertThat(row.getUTF8String(TABLE.fieldIndex("_rescued")).toString()).isEqualTo("behind");
      assertThat(row.getUTF8String(TABLE.fieldIndex("_source_file")).toString())
          .isEqualTo(FILE.sourceFile());
      assertThat(row.getSizeInBytes() % 8).isZero();
    }
  }

  @Test
  void recordsOfTheNextFile_haveItsNameAndTime() {
    record.begin(FILE);
    record.clear();
    text(9, "x".repeat(1000));
    BatchFile next = new BatchFile(1, "file:/y", "t/y", "s3://landing/t/longer", "v2", 6, 100, "");
    record.begin(next);
    record.clear();

    UnsafeRow row = record.row();
    assertThat(row.getUTF8String(TABLE.fieldIndex("_source_file")).toString())
        .isEqualTo(next.sourceFile());
    assertThat(row.getLong(TABLE.fieldIndex("_arrival"))).isEqualTo(6);
    assertThat(row.isNullAt(TABLE.fieldIndex("s"))).isTrue();
  }

  private void text(int ordinal, String text) {
    byte[] utf8 = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    record.setText(ordinal, utf8, 1, utf8.length - 1);
  }

  private static InternalRow nested() {
    Object[] texts = {UTF8String.fromString("é"), null};
    Object[] keys = {UTF8String.fromString("k")};
    Object[] numbers = {Decimal.apply(new BigDecimal("1234567890123456789.5"), 20, 1)};
    Object[] days = {new GenericInternalRow(new Object[] {19_000})};
    return new GenericInternalRow(
        new Object[] {
          null,
          new GenericArrayData(texts),
          new ArrayBasedMapData(new GenericArrayData(keys), new GenericArrayData(numbers)),
          new GenericArrayData(days)
        });
  }

  /** The row as Spark writes it: the file's values, then those of the record. */
  private static UnsafeRow spark(Object[] values) {
    Object[] all = new Object[TABLE.size()];
    all[TABLE.fieldIndex("_batch")] = 7L;
    all[TABLE.fieldIndex("_file_version")] = UTF8String.fromString(FILE.version());
    all[TABLE.fieldIndex("_source_file")] = UTF8String.fromString(FILE.sourceFile());
    all[TABLE.fieldIndex("_arrival")] = 5L;
    all[TABLE.fieldIndex("_ingested_at")] = 9L;
    String[] metadata = {"_position", "_rescued", "_corrupt", "_corrupt_reason"};
    for (int i = 0; i < COLUMNS.size(); i++) {
      all[TABLE.fieldIndex(COLUMNS.get(i).name())] = values[i];
    }
    for (int i = 0; i < metadata.length; i++) {
      all[TABLE.fieldIndex(metadata[i])] = values[COLUMNS.size() + i];
    }
    return UnsafeProjection.create(TABLE)
        .apply(InternalRow.fromSeq(scala.Predef.wrapRefArray(all).toSeq()))
        .copy();
  }

  private static StructType table() {
    StructType table =
        new StructType()
            .add("_batch", DataTypes.LongType)
            .add("_file_version", DataTypes.StringType)
            .add("_source_file", DataTypes.StringType)
            .add("_arrival", DataTypes.TimestampType)
            .add("_position", DataTypes.LongType)
            .add("_ingested_at", DataTypes.TimestampType);
    for (Column column : COLUMNS) {
      table = table.add(column.name(), column.sqlType());
    }
    return table
        .add("_rescued", DataTypes.StringType)
        .add("gone", DataTypes.StringType)
        .add("_corrupt", DataTypes.StringType)
        .add("_corrupt_reason", DataTypes.StringType);
  }
}

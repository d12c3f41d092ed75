package io.ingot.readers.parquet;

import io.ingot.readers.TypedRows;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Rows of every type in Parquet files. */
public final class TypedParquet {
  private TypedParquet() {}

  /** A file in parquet-java's usual form. */
  public static byte[] write(List<List<Object>> rows) {
    return write(rows, "int64", b -> {});
  }

  /**
   * A file.
   *
   * @param decimal physical type of decimals
   */
  static byte[] write(List<List<Object>> rows, String decimal, ParquetFiles.Options options) {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { required int32 id; optional binary note (STRING); optional "
                + decimal
                + " amount (DECIMAL(12,3)); optional int32 day (DATE); optional int64 at (TIMESTAMP(MICROS,true)); optional boolean flag; optional double ratio; optional int64 total; }");
    return ParquetFiles.write(schema, options, rows.stream().map(r -> group(schema, r)).toList());
  }

  private static Group group(MessageType schema, List<Object> row) {
    Group group = new SimpleGroup(schema);
    for (int i = 0; i < row.size(); i++) {
      if (row.get(i) != null) {
        add(group, i, row.get(i));
      }
    }
    return group;
  }

  private static void add(Group group, int column, Object value) {
    switch (column) {
      case TypedRows.NOTE -> group.add(column, (String) value);
      case TypedRows.AMOUNT -> addDecimal(group, column, (BigDecimal) value);
      case TypedRows.AT, TypedRows.TOTAL -> group.add(column, (long) value);
      case TypedRows.FLAG -> group.add(column, (boolean) value);
      case TypedRows.RATIO -> group.add(column, (double) value);
      default -> group.add(column, (int) value);
    }
  }

  private static void addDecimal(Group group, int column, BigDecimal value) {
    byte[] bytes = value.unscaledValue().toByteArray();
    switch (group.getType().getType(column).asPrimitiveType().getPrimitiveTypeName()) {
      case INT64 -> group.add(column, value.unscaledValue().longValueExact());
      case BINARY -> group.add(column, Binary.fromConstantByteArray(bytes));
      default -> {
        byte[] fixed = new byte[group.getType().getType(column).asPrimitiveType().getTypeLength()];
        Arrays.fill(fixed, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(bytes, 0, fixed, fixed.length - bytes.length, bytes.length);
        group.add(column, Binary.fromConstantByteArray(fixed));
      }
    }
  }
}

package io.ingot.jobs.files;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Nested values of one column, as Spark stores them. */
final class NestedValues {
  private final DataType type;
  private final UnsafeProjection projection;
  private byte[] bytes = {};
  private int from;
  private int to;

  NestedValues(DataType type) {
    this.type = type;
    this.projection = UnsafeProjection.create(new DataType[] {type});
  }

  /** Stores a value, in the form of {@link io.ingot.readers.Row#setNested}. */
  void store(Object value) {
    UnsafeRow row = projection.apply(new GenericInternalRow(new Object[] {spark(value, type)}));
    long place = row.getLong(0);
    bytes = (byte[]) row.getBaseObject();
    from =
        (int) (row.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET) + (int) (place >>> Integer.SIZE);
    to = from + (int) place;
  }

  /** The bytes in which the value is stored, from {@link #from} to {@link #to}. */
  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  private static Object spark(Object value, DataType type) {
    if (value instanceof String text) {
      return UTF8String.fromString(text);
    } else if (value instanceof BigDecimal number) {
      DecimalType decimal = (DecimalType) type;
      return Decimal.apply(number, decimal.precision(), decimal.scale());
    } else if (value instanceof Map<?, ?> entries) {
      MapType map = (MapType) type;
      return new ArrayBasedMapData(
          array(List.copyOf(entries.keySet()), map.keyType()),
          array(new ArrayList<>(entries.values()), map.valueType()));
    } else if (value instanceof List<?> values) {
      return type instanceof StructType struct
          ? members(values, struct)
          : array(values, ((ArrayType) type).elementType());
    }
    return value;
  }

  private static InternalRow members(List<?> values, StructType struct) {
    Object[] members = new Object[values.size()];
    StructField[] fields = struct.fields();
    for (int i = 0; i < members.length; i++) {
      members[i] = spark(values.get(i), fields[i].dataType());
    }
    return new GenericInternalRow(members);
  }

  private static GenericArrayData array(List<?> values, DataType type) {
    Object[] items = new Object[values.size()];
    for (int i = 0; i < items.length; i++) {
      items[i] = spark(values.get(i), type);
    }
    return new GenericArrayData(items);
  }
}

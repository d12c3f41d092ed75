package io.ingot.readers.orc;

import io.ingot.readers.columnar.Cell;
import io.ingot.readers.columnar.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.Decimal64ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.MapColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.StructColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.UnionColumnVector;
import org.apache.orc.TypeDescription;

/** What the values of a type are. */
final class OrcValues {
  private static final int MILLIS = 1_000;

  private OrcValues() {}

  static OrcValue of(TypeDescription type) {
    return switch (type.getCategory()) {
      case BOOLEAN -> (v, i, cell) -> cell.takeBoolean(((LongColumnVector) v).vector[i] != 0);
      case BYTE, SHORT, INT, LONG ->
          (v, i, cell) -> cell.takeLong(((LongColumnVector) v).vector[i]);
      case FLOAT -> (v, i, cell) -> cell.takeFloat((float) ((DoubleColumnVector) v).vector[i]);
      case DOUBLE -> (v, i, cell) -> cell.takeDouble(((DoubleColumnVector) v).vector[i]);
      case DATE -> (v, i, cell) -> cell.takeDate(((LongColumnVector) v).vector[i]);
      case STRING, VARCHAR, CHAR -> OrcValues::text;
      case BINARY -> OrcValues::bytes;
      case DECIMAL -> OrcValues::decimal;
      case TIMESTAMP -> (v, i, cell) -> timestamp(v, i, cell, false);
      case TIMESTAMP_INSTANT -> (v, i, cell) -> timestamp(v, i, cell, true);
      case STRUCT -> struct(type);
      case LIST -> list(of(type.getChildren().get(0)));
      case MAP -> map(of(type.getChildren().get(0)), of(type.getChildren().get(1)));
      case UNION -> union(members(type));
    };
  }

  static OrcValue[] members(TypeDescription type) {
    List<TypeDescription> children = type.getChildren();
    OrcValue[] members = new OrcValue[children.size()];
    for (int i = 0; i < members.length; i++) {
      members[i] = of(children.get(i));
    }
    return members;
  }

  private static void text(ColumnVector vector, int i, Cell cell) {
    BytesColumnVector v = (BytesColumnVector) vector;
    cell.takeText(v.vector[i], v.start[i], v.start[i] + v.length[i]);
  }

  private static void bytes(ColumnVector vector, int i, Cell cell) {
    BytesColumnVector v = (BytesColumnVector) vector;
    cell.takeBytes(v.vector[i], v.start[i], v.start[i] + v.length[i]);
  }

  private static void decimal(ColumnVector vector, int i, Cell cell) {
    if (vector instanceof Decimal64ColumnVector v) {
      cell.takeDecimal(v.vector[i], v.scale);
    } else {
      cell.takeDecimal(((DecimalColumnVector) vector).vector[i].getHiveDecimal().bigDecimalValue());
    }
  }

  private static void timestamp(ColumnVector vector, int i, Cell cell, boolean utc) {
    TimestampColumnVector v = (TimestampColumnVector) vector;
    cell.takeTimestamp(Math.floorDiv(v.time[i], MILLIS), v.nanos[i], utc);
  }

  private static OrcValue struct(TypeDescription type) {
    OrcValue[] members = members(type);
    byte[][] names =
        type.getFieldNames().stream()
            .map(n -> n.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    return (vector, i, cell) -> {
      StructColumnVector v = (StructColumnVector) vector;
      Json json = cell.open();
      json.beginObject();
      for (int m = 0; m < members.length; m++) {
        json.name(names[m]);
        OrcValue.read(members[m], v.fields[m], i, json);
      }
      json.endObject();
      cell.close();
    };
  }

  private static OrcValue list(OrcValue element) {
    return (vector, i, cell) -> {
      ListColumnVector v = (ListColumnVector) vector;
      Json json = cell.open();
      json.beginArray();
      for (long e = v.offsets[i]; e < v.offsets[i] + v.lengths[i]; e++) {
        OrcValue.read(element, v.child, (int) e, json);
      }
      json.endArray();
      cell.close();
    };
  }

  private static OrcValue map(OrcValue key, OrcValue value) {
    return (vector, i, cell) -> {
      MapColumnVector v = (MapColumnVector) vector;
      Json json = cell.open();
      json.beginObject();
      for (long e = v.offsets[i]; e < v.offsets[i] + v.lengths[i]; e++) {
        OrcValue.read(key, v.keys, (int) e, json.key());
        OrcValue.read(value, v.values, (int) e, json);
      }
      json.endObject();
      cell.close();
    };
  }

  private static OrcValue union(OrcValue[] members) {
    return (vector, i, cell) -> {
      UnionColumnVector v = (UnionColumnVector) vector;
      OrcValue.read(members[v.tags[i]], v.fields[v.tags[i]], i, cell);
    };
  }
}

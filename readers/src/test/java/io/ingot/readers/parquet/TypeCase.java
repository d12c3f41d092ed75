package io.ingot.readers.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MILLIS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.NANOS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.bsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.enumType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.jsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.uuidType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT96;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntervalLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * A physical type with a logical one, and some of its values.
 *
 * @param length of its bytes; 0 where that differs
 * @param logical null if there is none
 * @param values as parquet-java takes them
 * @param texts what a string column must have of each
 * @param duckDb SQL of the same text; empty where DuckDB does not read the type, or prints it in
 *     another form
 */
record TypeCase(
    PrimitiveTypeName physical,
    int length,
    LogicalTypeAnnotation logical,
    List<Object> values,
    List<String> texts,
    String duckDb) {
  private static final String AS_TEXT = "v::VARCHAR";
  private static final String UTC = "strftime(v AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')";
  private static final String LOCAL = "strftime(v, '%Y-%m-%dT%H:%M:%S.%f')";
  private static final String BASE64 = "to_base64(v)";
  private static final String OTHERWISE = "";

  static List<TypeCase> all() {
    List<TypeCase> all = new ArrayList<>();
    all.addAll(numbers());
    all.addAll(decimals());
    all.addAll(times());
    all.addAll(bytes());
    return all;
  }

  private static List<TypeCase> numbers() {
    return List.of(
        of(BOOLEAN, 0, null, AS_TEXT, true, "true", false, "false"),
        of(INT32, 0, null, AS_TEXT, Integer.MIN_VALUE, "-2147483648", 7, "7"),
        of(INT32, 0, intType(8, true), AS_TEXT, -128, "-128", 127, "127"),
        of(INT32, 0, intType(16, true), AS_TEXT, -32768, "-32768", 0, "0"),
        of(INT32, 0, intType(32, true), AS_TEXT, Integer.MAX_VALUE, "2147483647", 0, "0"),
        of(INT32, 0, intType(8, false), AS_TEXT, 255, "255", 0, "0"),
        of(INT32, 0, intType(16, false), AS_TEXT, 65535, "65535", 0, "0"),
        of(INT32, 0, intType(32, false), AS_TEXT, -1, "4294967295", 1, "1"),
        of(INT64, 0, null, AS_TEXT, Long.MIN_VALUE, "-9223372036854775808", 7L, "7"),
        of(INT64, 0, intType(64, true), AS_TEXT, Long.MAX_VALUE, "9223372036854775807", 7L, "7"),
        of(INT64, 0, intType(64, false), AS_TEXT, -1L, "18446744073709551615", 7L, "7"),
        of(FLOAT, 0, null, AS_TEXT, 1.5f, "1.5", -0.25f, "-0.25"),
        of(FLOAT, 0, null, OTHERWISE, 1e30f, "1.0E30", Float.NaN, "NaN"),
        of(DOUBLE, 0, null, AS_TEXT, 1.5, "1.5", 0.1, "0.1"),
        of(DOUBLE, 0, null, OTHERWISE, -1e300, "-1.0E300", -1 / 0.0, "-Infinity"));
  }

  private static List<TypeCase> decimals() {
    String large = "1234567890123456789012345678.9012345678";
    Binary fixed = Binary.fromConstantByteArray(padded(large.replace(".", ""), 16));
    Binary minus = Binary.fromConstantByteArray(padded("-5", 16));
    Binary varying =
        Binary.fromConstantByteArray(new BigInteger("-123456789012345678901").toByteArray());
    Binary one = Binary.fromConstantByteArray(new byte[] {1});
    Binary five = Binary.fromConstantByteArray(new byte[] {-1, -1, -1, -1, -5});
    return List.of(
        of(INT32, 0, decimalType(2, 9), AS_TEXT, -123_456_789, "-1234567.89", 5, "0.05"),
        of(
            INT64,
            0,
            decimalType(4, 18),
            AS_TEXT,
            123_456_789_012_345_678L,
            "12345678901234.5678",
            -1L,
            "-0.0001"),
        of(
            FIXED_LEN_BYTE_ARRAY,
            16,
            decimalType(10, 38),
            AS_TEXT,
            fixed,
            large,
            minus,
            "-0.0000000005"),
        of(FIXED_LEN_BYTE_ARRAY, 5, decimalType(0, 10), AS_TEXT, five, "-5"),
        of(
            BINARY,
            0,
            decimalType(2, 21),
            AS_TEXT,
            varying,
            "-1234567890123456789.01",
            one,
            "0.01"));
  }

  private static List<TypeCase> times() {
    long second = 1_709_200_800;
    return List.of(
        of(INT32, 0, dateType(), AS_TEXT, 19_782, "2024-02-29", -1, "1969-12-31"),
        of(
            INT32,
            0,
            timeType(false, MILLIS),
            OTHERWISE,
            3_661_000,
            "01:01:01",
            86_399_999,
            "23:59:59.999000"),
        of(
            INT64,
            0,
            timeType(true, MICROS),
            OTHERWISE,
            1_000_001L,
            "00:00:01.000001",
            0L,
            "00:00:00"),
        of(
            INT64,
            0,
            timeType(false, NANOS),
            OTHERWISE,
            1_000_000_001L,
            "00:00:01.000000001",
            0L,
            "00:00:00"),
        of(
            INT64,
            0,
            timestampType(true, MILLIS),
            UTC,
            second * 1000 + 5,
            "2024-02-29T10:00:00.005000Z"),
        of(
            INT64,
            0,
            timestampType(true, MICROS),
            UTC,
            second * 1_000_000 + 5,
            "2024-02-29T10:00:00.000005Z"),
        of(INT64, 0, timestampType(false, MILLIS), LOCAL, -1L, "1969-12-31T23:59:59.999000"),
        of(
            INT64,
            0,
            timestampType(false, MICROS),
            LOCAL,
            second * 1_000_000 + 5,
            "2024-02-29T10:00:00.000005"),
        of(
            INT64,
            0,
            timestampType(true, NANOS),
            OTHERWISE,
            second * 1_000_000_000 + 5,
            "2024-02-29T10:00:00.000000005Z"),
        of(INT64, 0, timestampType(false, NANOS), OTHERWISE, -1L, "1969-12-31T23:59:59.999999999"),
        of(
            INT96,
            0,
            null,
            LOCAL + " || 'Z'",
            int96(19_782, 36_000_000_005_000L),
            "2024-02-29T10:00:00.000005Z"));
  }

  private static List<TypeCase> bytes() {
    Binary text = Binary.fromString("né \"€\"");
    Binary raw = Binary.fromConstantByteArray(new byte[] {0, -1, 'a'});
    Binary uuid = Binary.fromConstantByteArray(padded("1", 16));
    ByteBuffer span = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    Binary interval = Binary.fromConstantByteArray(span.putInt(14).putInt(3).putInt(-1).array());
    return List.of(
        of(BINARY, 0, stringType(), AS_TEXT, text, "né \"€\"", Binary.fromString(""), ""),
        of(BINARY, 0, enumType(), AS_TEXT, Binary.fromString("RED"), "RED"),
        of(BINARY, 0, jsonType(), AS_TEXT, Binary.fromString("{\"a\": 1.50}"), "{\"a\": 1.50}"),
        of(BINARY, 0, bsonType(), OTHERWISE, raw, "AP9h"),
        of(BINARY, 0, null, BASE64, raw, "AP9h", Binary.fromString("text"), "dGV4dA=="),
        of(FIXED_LEN_BYTE_ARRAY, 3, null, BASE64, raw, "AP9h"),
        of(
            FIXED_LEN_BYTE_ARRAY,
            16,
            uuidType(),
            AS_TEXT,
            uuid,
            "00000000-0000-0000-0000-000000000001"),
        of(
            FIXED_LEN_BYTE_ARRAY,
            12,
            IntervalLogicalTypeAnnotation.getInstance(),
            OTHERWISE,
            interval,
            "P14M3DT4294967.295S"));
  }

  private static TypeCase of(
      PrimitiveTypeName physical,
      int length,
      LogicalTypeAnnotation logical,
      String duckDb,
      Object... valuesAndTexts) {
    List<Object> values = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < valuesAndTexts.length; i += 2) {
      values.add(valuesAndTexts[i]);
      texts.add((String) valuesAndTexts[i + 1]);
    }
    return new TypeCase(physical, length, logical, values, texts, duckDb);
  }

  /** A file's schema with the column. */
  MessageType schema(Repetition repetition) {
    Types.PrimitiveBuilder<PrimitiveType> column = Types.primitive(physical, repetition);
    if (length > 0) {
      column.length(length);
    }
    if (logical != null) {
      column.as(logical);
    }
    return new MessageType("m", column.named("v"));
  }

  /** Adds a value to a record. */
  void add(Group group, Object value) {
    if (value instanceof Boolean b) {
      group.append("v", b);
    } else if (value instanceof Integer i) {
      group.append("v", i);
    } else if (value instanceof Long l) {
      group.append("v", l);
    } else if (value instanceof Float f) {
      group.append("v", f);
    } else if (value instanceof Double d) {
      group.append("v", d);
    } else if (value instanceof Binary b) {
      group.append("v", b);
    }
  }

  /** Records with a column of the type: its values again and again, every fifth one NULL. */
  List<Group> rows(MessageType schema, int count) {
    List<Group> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Group row = new SimpleGroup(schema);
      if (!isNull(schema, i)) {
        add(row, values.get(i % values.size()));
      }
      rows.add(row);
    }
    return rows;
  }

  /** What a string column must have of those records. */
  List<Object> expected(MessageType schema, int count) {
    List<Object> expected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      expected.add(isNull(schema, i) ? null : texts.get(i % texts.size()));
    }
    return expected;
  }

  private static boolean isNull(MessageType schema, int row) {
    return row % 5 == 4 && schema.getType(0).isRepetition(Repetition.OPTIONAL);
  }

  private static byte[] padded(String number, int length) {
    byte[] bytes = new BigInteger(number).toByteArray();
    byte[] padded = new byte[length];
    Arrays.fill(padded, bytes[0] < 0 ? (byte) -1 : 0);
    System.arraycopy(bytes, 0, padded, length - bytes.length, bytes.length);
    return padded;
  }

  private static Binary int96(int day, long nanos) {
    return Binary.fromConstantByteArray(
        ByteBuffer.allocate(12)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(nanos)
            .putInt(2_440_588 + day)
            .array());
  }

  @Override
  public String toString() {
    return physical + " " + logical + " " + texts;
  }
}

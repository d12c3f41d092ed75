package io.ingot.readers.avro;

import io.ingot.readers.UnreadableFileException;
import io.ingot.readers.columnar.Cell;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Which reader reads which schema. A logical type that is not known leaves the value as it is. */
final class AvroValues {
  private static final long MILLIS = 1_000;
  private static final long MICROS = 1_000_000;
  private static final long NANOS = 1_000_000_000;

  private static final int LONGEST_DECIMAL = 1_000;

  /** Records by full name: a record may contain itself. */
  private final Map<String, RecordValue> records = new HashMap<>();

  AvroValue of(Schema schema) throws UnreadableFileException {
    String logical = schema.getProp("logicalType");
    String meaning = logical == null ? "" : logical;
    return switch (schema.getType()) {
      case NULL -> (in, cell) -> cell.takeNull();
      case BOOLEAN -> (in, cell) -> cell.takeBoolean(in.bytes[in.take(1)] != 0);
      case INT -> ofInt(meaning);
      case LONG -> ofLong(meaning);
      case FLOAT -> (in, cell) -> cell.takeFloat(Float.intBitsToFloat((int) in.fixed(4)));
      case DOUBLE -> (in, cell) -> cell.takeDouble(Double.longBitsToDouble(in.fixed(8)));
      case STRING -> AvroValues::text;
      case BYTES -> meaning.equals("decimal") ? ofDecimal(schema) : AvroValues::bytes;
      case FIXED -> ofFixed(schema, meaning);
      case ENUM -> ofEnum(schema.getEnumSymbols());
      case ARRAY -> new ArrayValue(of(schema.getElementType()));
      case MAP -> new MapValue(of(schema.getValueType()));
      case UNION -> ofUnion(schema.getTypes());
      case RECORD -> ofRecord(schema);
    };
  }

  private static AvroValue ofInt(String logical) {
    return switch (logical) {
      case "date" -> (in, cell) -> cell.takeDate(in.number());
      case "time-millis" -> time(MILLIS);
      default -> (in, cell) -> cell.takeLong(in.number());
    };
  }

  private static AvroValue ofLong(String logical) {
    return switch (logical) {
      case "time-micros" -> time(MICROS);
      case "timestamp-millis" -> timestamp(MILLIS, true);
      case "timestamp-micros" -> timestamp(MICROS, true);
      case "timestamp-nanos" -> timestamp(NANOS, true);
      case "local-timestamp-millis" -> timestamp(MILLIS, false);
      case "local-timestamp-micros" -> timestamp(MICROS, false);
      case "local-timestamp-nanos" -> timestamp(NANOS, false);
      default -> (in, cell) -> cell.takeLong(in.number());
    };
  }

  private static AvroValue time(long perSecond) {
    int nanos = (int) (NANOS / perSecond);
    return (in, cell) -> {
      long value = in.number();
      long second = Math.floorDiv(value, perSecond);
      cell.takeTime(second, (int) (value - second * perSecond) * nanos);
    };
  }

  private static AvroValue timestamp(long perSecond, boolean utc) {
    int nanos = (int) (NANOS / perSecond);
    return (in, cell) -> {
      long value = in.number();
      long second = Math.floorDiv(value, perSecond);
      cell.takeTimestamp(second, (int) (value - second * perSecond) * nanos, utc);
    };
  }

  private static void text(AvroBytes in, Cell cell) throws UnreadableFileException {
    long length = in.number();
    int from = in.take(length);
    cell.takeText(in.bytes, from, from + (int) length);
  }

  private static void bytes(AvroBytes in, Cell cell) throws UnreadableFileException {
    long length = in.number();
    int from = in.take(length);
    cell.takeBytes(in.bytes, from, from + (int) length);
  }

  private static AvroValue ofDecimal(Schema schema) throws UnreadableFileException {
    int scale = scale(schema);
    return (in, cell) -> {
      long length = in.number();
      int from = in.take(length);
      cell.takeDecimal(in.bytes, from, from + (int) length, scale);
    };
  }

  private static AvroValue ofFixed(Schema schema, String logical) throws UnreadableFileException {
    int size = schema.getFixedSize();
    if (logical.equals("decimal")) {
      int scale = scale(schema);
      return (in, cell) -> {
        int from = in.take(size);
        cell.takeDecimal(in.bytes, from, from + size, scale);
      };
    }
    if (logical.equals("duration") && size == 12) {
      return (in, cell) -> cell.takeInterval(unsigned(in), unsigned(in), unsigned(in));
    }
    if (logical.equals("uuid") && size == 16) {
      return (in, cell) -> cell.takeUuid(in.bytes, in.take(size));
    }
    return (in, cell) -> {
      int from = in.take(size);
      cell.takeBytes(in.bytes, from, from + size);
    };
  }

  private static long unsigned(AvroBytes in) throws UnreadableFileException {
    return in.fixed(Integer.BYTES);
  }

  private static int scale(Schema schema) throws UnreadableFileException {
    Object scale = schema.getObjectProp("scale");
    int digits = scale instanceof Number number ? number.intValue() : 0;
    if (digits < 0 || digits > LONGEST_DECIMAL) {
      throw new UnreadableFileException("it has a decimal of scale " + digits);
    }
    return digits;
  }

  private static AvroValue ofEnum(List<String> symbols) {
    byte[][] texts =
        symbols.stream().map(s -> s.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    return (in, cell) -> {
      byte[] text = texts[in.place(texts.length, "symbol")];
      cell.takeText(text, 0, text.length);
    };
  }

  private AvroValue ofUnion(List<Schema> types) throws UnreadableFileException {
    AvroValue[] branches = new AvroValue[types.size()];
    for (int i = 0; i < branches.length; i++) {
      branches[i] = of(types.get(i));
    }
    return (in, cell) -> branches[in.place(branches.length, "branch")].read(in, cell);
  }

  private AvroValue ofRecord(Schema schema) throws UnreadableFileException {
    RecordValue known = records.get(schema.getFullName());
    if (known != null) {
      return known;
    }
    RecordValue record = new RecordValue(schema.getFields());
    records.put(schema.getFullName(), record);
    AvroValue[] members = new AvroValue[schema.getFields().size()];
    for (int i = 0; i < members.length; i++) {
      members[i] = of(schema.getFields().get(i).schema());
    }
    record.members(members);
    return record;
  }
}

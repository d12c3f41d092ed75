package io.ingot.readers.parquet;

import io.ingot.readers.columnar.Cell;

/** Says what a stored value means. */
interface Leaf {

  /** Hands a value of a batch to a cell. */
  void give(Batch batch, int i, Cell cell);

  /** The meaning of a column's values: by its logical type, or else by its physical one. */
  static Leaf of(SchemaNode column) {
    Logical logical = column.logical();
    return switch (column.physical()) {
      case BOOLEAN -> (batch, i, cell) -> cell.takeBoolean(batch.numbers[i] != 0);
      case INT32 -> int32(logical);
      case INT64 -> int64(logical);
      case INT96 -> Leaf::int96;
      case FLOAT ->
          (batch, i, cell) -> cell.takeFloat(Float.intBitsToFloat((int) batch.numbers[i]));
      case DOUBLE -> (batch, i, cell) -> cell.takeDouble(Double.longBitsToDouble(batch.numbers[i]));
      case BYTE_ARRAY -> byteArray(logical);
      case FIXED_LEN_BYTE_ARRAY -> fixed(column);
    };
  }

  private static Leaf int32(Logical logical) {
    return switch (logical.kind()) {
      case decimal -> decimal(logical.scale());
      case date -> (batch, i, cell) -> cell.takeDate(batch.numbers[i]);
      case time -> time(logical.perSecond());
      case integer -> logical.signed() ? Leaf::number : Leaf::unsigned32;
      default -> Leaf::number;
    };
  }

  private static Leaf int64(Logical logical) {
    return switch (logical.kind()) {
      case decimal -> decimal(logical.scale());
      case time -> time(logical.perSecond());
      case timestamp -> timestamp(logical.perSecond(), logical.utc());
      case integer ->
          logical.signed() ? Leaf::number : (batch, i, cell) -> cell.takeUnsigned(batch.numbers[i]);
      default -> Leaf::number;
    };
  }

  private static Leaf byteArray(Logical logical) {
    return switch (logical.kind()) {
      case text -> (batch, i, cell) -> cell.takeText(batch.bytes, batch.from[i], batch.to[i]);
      case decimal -> bigDecimal(logical.scale());
      default -> Leaf::bytes;
    };
  }

  private static Leaf fixed(SchemaNode column) {
    Logical logical = column.logical();
    int length = column.length();
    return switch (logical.kind()) {
      case decimal -> bigDecimal(logical.scale());
      case uuid -> length == 16 ? Leaf::uuid : Leaf::bytes;
      case interval -> length == 12 ? FixedBytes::interval : Leaf::bytes;
      case float16 -> length == 2 ? FixedBytes::float16 : Leaf::bytes;
      default -> Leaf::bytes;
    };
  }

  private static void number(Batch batch, int i, Cell cell) {
    cell.takeLong(batch.numbers[i]);
  }

  private static void unsigned32(Batch batch, int i, Cell cell) {
    cell.takeLong(Integer.toUnsignedLong((int) batch.numbers[i]));
  }

  private static void bytes(Batch batch, int i, Cell cell) {
    cell.takeBytes(batch.bytes, batch.from[i], batch.to[i]);
  }

  private static Leaf decimal(int scale) {
    return (batch, i, cell) -> cell.takeDecimal(batch.numbers[i], scale);
  }

  private static Leaf bigDecimal(int scale) {
    return (batch, i, cell) -> cell.takeDecimal(batch.bytes, batch.from[i], batch.to[i], scale);
  }

  private static void uuid(Batch batch, int i, Cell cell) {
    cell.takeUuid(batch.bytes, batch.from[i]);
  }

  private static Leaf time(int perSecond) {
    int nanos = 1_000_000_000 / perSecond;
    return (batch, i, cell) -> {
      long second = Math.floorDiv(batch.numbers[i], perSecond);
      cell.takeTime(second, (int) (batch.numbers[i] - second * perSecond) * nanos);
    };
  }

  private static Leaf timestamp(int perSecond, boolean utc) {
    if (perSecond == 1_000_000) {
      return (batch, i, cell) -> cell.takeMicros(batch.numbers[i], utc);
    }
    int nanos = 1_000_000_000 / perSecond;
    return (batch, i, cell) -> {
      long second = Math.floorDiv(batch.numbers[i], perSecond);
      cell.takeTimestamp(second, (int) (batch.numbers[i] - second * perSecond) * nanos, utc);
    };
  }

  private static void int96(Batch batch, int i, Cell cell) {
    FixedBytes.int96(batch.bytes, batch.from[i], cell);
  }
}

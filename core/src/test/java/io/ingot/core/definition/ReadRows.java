package io.ingot.core.definition;

import io.ingot.readers.ColumnType;
import io.ingot.readers.FileBytes;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.RecordReader;
import io.ingot.readers.RecordReaders;
import io.ingot.readers.Row;
import io.ingot.readers.UnreadableFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads a file by a source's definition, as people write rows down. */
final class ReadRows {
  static final Instant UPLOADED = Instant.parse("2024-05-06T07:08:09Z");

  private ReadRows() {}

  /** The rows, values with commas between them; or why the file is refused. */
  static String of(SourceDefinition source, String below, byte[] bytes) {
    ReadSpec spec = source.readSpec();
    List<String> rows = new ArrayList<>();
    Values row = new Values(spec);
    try (RecordReader reader =
        RecordReaders.open(spec, new Upload(source.landing() + below, bytes), 0, bytes.length)) {
      while (reader.next(row)) {
        rows.add(row.toString());
      }
    } catch (UnreadableFileException e) {
      return "refused: " + e.getMessage();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return String.join("\n", rows);
  }

  private static final class Upload implements FileBytes {
    private final String key;
    private final byte[] bytes;

    Upload(String key, byte[] bytes) {
      this.key = key;
      this.bytes = bytes;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public Instant modified() {
      return UPLOADED;
    }

    @Override
    public InputStream open(long from) {
      return new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
    }
  }

  /** A row as text. */
  private static final class Values implements Row {
    private final ReadSpec spec;
    private final String[] values;

    Values(ReadSpec spec) {
      this.spec = spec;
      this.values = new String[spec.corruptReason() + 1];
    }

    @Override
    public String toString() {
      if (values[spec.corrupt()] != null) {
        return "corrupt: " + values[spec.corruptReason()];
      }
      String all =
          IntStream.range(0, spec.columns().size())
              .mapToObj(i -> values[i] == null ? "NULL" : values[i])
              .collect(Collectors.joining(", "));
      String rescued = values[spec.rescued()];
      return rescued == null ? all : all + " and rescued: " + rescued;
    }

    private static String shown(Object value, ColumnType type) {
      if (value == null) {
        return "NULL";
      } else if (type instanceof ColumnType.Struct struct) {
        List<?> members = (List<?>) value;
        return IntStream.range(0, members.size())
            .mapToObj(
                i -> {
                  ColumnType.Member member = struct.members().get(i);
                  return member.name() + ": " + shown(members.get(i), member.type());
                })
            .collect(Collectors.joining(", ", "{", "}"));
      } else if (type instanceof ColumnType.Array array) {
        return ((List<?>) value)
            .stream()
                .map(item -> shown(item, array.items()))
                .collect(Collectors.joining(", ", "[", "]"));
      } else if (type instanceof ColumnType.Entries entries) {
        return ((Map<?, ?>) value)
            .entrySet().stream()
                .map(e -> e.getKey() + ": " + shown(e.getValue(), entries.values()))
                .collect(Collectors.joining(", ", "{", "}"));
      }
      return type.sql().equals("date")
          ? LocalDate.ofEpochDay((int) value).toString()
          : value.toString();
    }

    private String type(int ordinal) {
      return ordinal < spec.columns().size() ? spec.columns().get(ordinal).type() : "";
    }

    @Override
    public void clear() {
      Arrays.fill(values, null);
    }

    @Override
    public void setBoolean(int ordinal, boolean value) {
      values[ordinal] = Boolean.toString(value);
    }

    @Override
    public void setInt(int ordinal, int value) {
      values[ordinal] =
          type(ordinal).equals("date")
              ? LocalDate.ofEpochDay(value).toString()
              : Integer.toString(value);
    }

    @Override
    public void setLong(int ordinal, long value) {
      values[ordinal] =
          type(ordinal).equals("timestamp")
              ? Instant.EPOCH.plus(value, ChronoUnit.MICROS).toString()
              : Long.toString(value);
    }

    @Override
    public void setFloat(int ordinal, float value) {
      values[ordinal] = Float.toString(value);
    }

    @Override
    public void setDouble(int ordinal, double value) {
      values[ordinal] = Double.toString(value);
    }

    @Override
    public void setDecimal(int ordinal, long unscaled, int precision, int scale) {
      values[ordinal] = BigDecimal.valueOf(unscaled, scale).toPlainString();
    }

    @Override
    public void setDecimal(int ordinal, BigDecimal value, int precision, int scale) {
      values[ordinal] = value.toPlainString();
    }

    @Override
    public void setText(int ordinal, byte[] utf8, int from, int to) {
      values[ordinal] = new String(utf8, from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public void setNested(int ordinal, Object value) {
      values[ordinal] = shown(value, ColumnType.of(type(ordinal)));
    }
  }
}

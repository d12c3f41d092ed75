package io.ingot.bench.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.common.type.HiveDecimal;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Writes records with the formats' own libraries: typed, or, where one has a text that its type
 * does not hold, all as text.
 */
final class FuzzColumnar {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M/d/yyyy");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final long MICROS = 1_000_000;
  private static final int BLOCK = 100;
  private static final List<CodecFactory> CODECS =
      List.of(
          CodecFactory.nullCodec(),
          CodecFactory.deflateCodec(1),
          CodecFactory.snappyCodec(),
          CodecFactory.zstandardCodec(1, true),
          CodecFactory.bzip2Codec(),
          CodecFactory.xzCodec(0));

  private final List<String> names = new ArrayList<>(FuzzSource.COLUMNS);
  private final List<List<String>> records;
  private final boolean isTyped;
  private final Random random;

  private FuzzColumnar(List<List<String>> records, boolean more, Random random) {
    this.records = records;
    this.random = random;
    this.isTyped =
        records.stream().flatMap(r -> r.stream().limit(4)).noneMatch(FuzzColumnar::isToken);
    if (more) {
      names.add("more");
    }
  }

  private static boolean isToken(String text) {
    return text.startsWith("T");
  }

  /**
   * A file.
   *
   * @param more whether the records have a field that nobody declared
   */
  static byte[] write(FuzzSource source, List<List<String>> records, boolean more, Random random)
      throws IOException {
    FuzzColumnar file = new FuzzColumnar(records, more, random);
    return switch (source) {
      case parquet -> file.parquet();
      case avro -> file.avro();
      case orc -> file.orc();
      default -> throw new IllegalArgumentException(source + " is text");
    };
  }

  private <T> T one(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  /** What a column is in the schema: its typed form, or text. */
  private String schema(List<String> typed, String text, String between) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String form = isTyped && i < typed.size() ? typed.get(i) : text;
      fields.add(form.formatted(names.get(i)));
    }
    return String.join(between, fields);
  }

  private long number(int column, String text) {
    return switch (column) {
      case 0 -> Long.parseLong(text);
      case 1 -> new BigDecimal(text).unscaledValue().longValueExact();
      case 2 -> LocalDate.parse(text, DAY).toEpochDay();
      default -> LocalDateTime.parse(text, TIME).toEpochSecond(ZoneOffset.UTC) * MICROS;
    };
  }

  private boolean isNumber(int column) {
    return isTyped && column < 4;
  }

  private byte[] parquet() throws IOException {
    List<String> typed =
        List.of(
            "optional int64 %s;",
            "optional int64 %s (DECIMAL(12,2));",
            "optional int32 %s (DATE);",
            "optional int64 %s (TIMESTAMP(MICROS,true));");
    MessageType type =
        MessageTypeParser.parseMessageType(
            "message m { " + schema(typed, "optional binary %s (STRING);", " ") + " }");
    return written(
        path -> {
          try (ParquetWriter<Group> writer =
              ExampleParquetWriter.builder(HadoopOutputFile.fromPath(path, new Configuration()))
                  .withType(type)
                  .withPageWriteChecksumEnabled(true)
                  .withDictionaryEncoding(random.nextBoolean())
                  .withWriterVersion(one(List.of(WriterVersion.values())))
                  .withCompressionCodec(
                      one(
                          List.of(
                              CompressionCodecName.UNCOMPRESSED,
                              CompressionCodecName.SNAPPY,
                              CompressionCodecName.GZIP,
                              CompressionCodecName.ZSTD)))
                  .build()) {
            for (List<String> record : records) {
              writer.write(group(type, record));
            }
          }
        });
  }

  private Group group(MessageType type, List<String> record) {
    Group group = new SimpleGroup(type);
    for (int i = 0; i < record.size(); i++) {
      String text = record.get(i);
      if (!isNumber(i)) {
        group.add(i, text);
      } else if (i == 2) {
        group.add(i, (int) number(i, text));
      } else {
        group.add(i, number(i, text));
      }
    }
    return group;
  }

  private byte[] avro() throws IOException {
    List<String> typed =
        List.of(
            "{\"name\":\"%s\",\"type\":\"long\"}",
            "{\"name\":\"%s\",\"type\":{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":12,\"scale\":2}}",
            "{\"name\":\"%s\",\"type\":{\"type\":\"int\",\"logicalType\":\"date\"}}",
            "{\"name\":\"%s\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}]}");
    String text = "{\"name\":\"%s\",\"type\":\"string\"}";
    Schema schema =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":["
                    + schema(typed, text, ",")
                    + "]}");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DataFileWriter<GenericData.Record> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericData.Record>(schema))) {
      writer.setCodec(one(CODECS)).setSyncInterval(BLOCK).create(schema, out);
      for (List<String> record : records) {
        GenericData.Record row = new GenericData.Record(schema);
        for (int i = 0; i < record.size(); i++) {
          row.put(i, avro(i, record.get(i)));
        }
        writer.append(row);
      }
    }
    return out.toByteArray();
  }

  private Object avro(int column, String text) {
    if (!isNumber(column)) {
      return text;
    }
    return switch (column) {
      case 1 -> ByteBuffer.wrap(new BigDecimal(text).unscaledValue().toByteArray());
      case 2 -> (int) number(column, text);
      default -> number(column, text);
    };
  }

  private byte[] orc() throws IOException {
    List<String> typed = List.of("%s:bigint", "%s:decimal(12,2)", "%s:date", "%s:timestamp");
    TypeDescription schema =
        TypeDescription.fromString("struct<" + schema(typed, "%s:string", ",") + ">");
    return written(
        path -> {
          try (Writer writer =
              OrcFile.createWriter(
                  path,
                  OrcFile.writerOptions(new Configuration())
                      .setSchema(schema)
                      .useUTCTimestamp(true)
                      .compress(
                          one(
                              List.of(
                                  CompressionKind.NONE,
                                  CompressionKind.ZLIB,
                                  CompressionKind.SNAPPY,
                                  CompressionKind.ZSTD))))) {
            VectorizedRowBatch batch = schema.createRowBatch();
            for (List<String> record : records) {
              for (int i = 0; i < record.size(); i++) {
                set(batch.cols[i], batch.size, i, record.get(i));
              }
              batch.size++;
            }
            writer.addRowBatch(batch);
          }
        });
  }

  private void set(ColumnVector column, int row, int place, String text) {
    if (!isNumber(place)) {
      ((BytesColumnVector) column).setVal(row, text.getBytes(UTF_8));
    } else if (place == 1) {
      ((DecimalColumnVector) column).set(row, HiveDecimal.create(text));
    } else if (place == 3) {
      ((TimestampColumnVector) column).time[row] = number(place, text) / 1_000;
      ((TimestampColumnVector) column).nanos[row] = 0;
    } else {
      ((LongColumnVector) column).vector[row] = number(place, text);
    }
  }

  /** Writes a file by its path. */
  private interface Writing {
    void write(org.apache.hadoop.fs.Path path) throws IOException;
  }

  private static byte[] written(Writing writing) throws IOException {
    Path folder = Files.createTempDirectory("fuzz");
    try {
      Path file = folder.resolve("file");
      writing.write(new org.apache.hadoop.fs.Path(file.toUri()));
      return Files.readAllBytes(file);
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path each : files.toList()) {
          Files.delete(each);
        }
      }
      Files.delete(folder);
    }
  }
}

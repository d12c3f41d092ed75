package io.ingot.local.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Parquet files whose schema is written as text, as {@code parquet-tools schema} shows it. */
final class ParquetText {
  private ParquetText() {}

  /**
   * A file.
   *
   * @param fields the fields of its schema
   * @param rows number of rows
   * @param fill fills a row, given with its number from 0
   */
  static byte[] file(String fields, int rows, BiConsumer<Group, Integer> fill) {
    MessageType schema = MessageTypeParser.parseMessageType("message m {" + fields + "}");
    try {
      Path file = Files.createTempDirectory("parquet").resolve("a.parquet");
      try (ParquetWriter<Group> writer =
          ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
              .withType(schema)
              .withConf(new Configuration(false))
              .build()) {
        for (int i = 0; i < rows; i++) {
          Group row = new SimpleGroup(schema);
          fill.accept(row, i);
          writer.write(row);
        }
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

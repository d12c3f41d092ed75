package io.ingot.local.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ingot.local.generate.OrdersGenerator;
import io.ingot.local.generate.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The committed files of the pipeline {@code orders}: its samples as generated, and its expected
 * tables as the oracle works them out.
 */
final class OrdersFiles {
  private OrdersFiles() {}

  /** Path under {@code pipelines/orders} to content. */
  static Map<String, byte[]> all() {
    Map<String, byte[]> files = new TreeMap<>();
    OrdersOracle oracle = new OrdersOracle();
    for (Sample sample : OrdersGenerator.samples()) {
      files.put("samples/" + sample.sampleName(), sample.content());
      oracle.upload(sample.fileName(), Instant.ofEpochSecond(sample.upload()), sample.content());
      oracle
          .tables()
          .forEach(
              (table, text) ->
                  files.put(
                      "expected/" + sample.upload() + "/" + table + ".csv", text.getBytes(UTF_8)));
    }
    return files;
  }

  static Path folder() {
    return Path.of(System.getProperty("ingot.root"), "pipelines", "orders");
  }

  /** Writes them all anew. Files that are no longer made stay, and a test names them. */
  static void write() throws IOException {
    for (Map.Entry<String, byte[]> file : all().entrySet()) {
      Path target = folder().resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
  }
}

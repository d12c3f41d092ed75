package io.ingot.tpcds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ingot.local.asl.SystemPacer;
import io.ingot.local.cli.Ingot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A lake of its own, used through the command line, beside what another engine makes of its files.
 */
final class WebSalesLake {
  static final Path PIPELINES = Path.of(System.getProperty("ingot.root")).resolve("pipelines");

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readerFor(JsonNode.class);

  private final Path lake;

  WebSalesLake(Path lake) {
    this.lake = lake;
  }

  /** How many rows there are. */
  long count(String from) throws IOException {
    return rows("SELECT count(*) AS n FROM " + from).get(0).get("n").transform(Long::parseLong);
  }

  /** Compares every mart with DuckDB's; answers how many items there are. */
  int sameAsAnotherEngine() throws IOException, SQLException {
    try (WebSalesOracle oracle = new WebSalesOracle(landing())) {
      for (String mart : WebSalesOracle.marts()) {
        assertThat(rows("SELECT * FROM tpcds." + mart))
            .as(mart)
            .containsExactlyInAnyOrderElementsOf(oracle.mart(mart));
      }
      return Math.toIntExact(oracle.count("item"));
    }
  }

  /** The folder with a folder of uploaded files per table. */
  Path landing() {
    return lake.resolve("landing/tpcds");
  }

  private List<Map<String, String>> rows(String sql) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : ingot(List.of("query", "--json", sql)).lines().toList()) {
      Map<String, String> row = new TreeMap<>();
      JsonNode values = JSON.readTree(line);
      values
          .fields()
          .forEachRemaining(
              f -> {
                if (!f.getKey().startsWith("_")) {
                  row.put(f.getKey(), text(f.getValue()));
                }
              });
      rows.add(row);
    }
    return rows;
  }

  private static String text(JsonNode value) {
    return WebSalesOracle.text(
        value.isNull() ? null : value.isNumber() ? value.decimalValue() : value.asText());
  }

  /** Runs a command that must end well; answers what it prints. */
  String ingot(List<String> command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> line =
        new ArrayList<>(List.of("--lake", lake.toString(), "--pipelines", PIPELINES.toString()));
    line.addAll(command);
    int code;
    try (PrintStream screen = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      code = Ingot.run(screen, screen, new SystemPacer(), line.toArray(String[]::new));
    }
    String printed = out.toString(StandardCharsets.UTF_8);
    assertThat(code).as("%s%n%s", command, printed).isZero();
    return printed;
  }
}

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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab of {@code pipelines/tpcds/README.md}, command by command, at its scale of 0.01. */
class WebSalesLabIT {
  private static final Path ROOT = Path.of(System.getProperty("ingot.root"));
  private static final Path LAB = ROOT.resolve("pipelines/tpcds/README.md");

  /** A word of a command line: quoted, or without spaces. */
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readerFor(JsonNode.class);

  private static final int ITEMS = 2_000;
  private static final int NEW_ITEMS = 26;

  @TempDir private Path temp;

  /** A command of the lab and what the lab says that it prints. */
  private record Step(List<String> command, List<String> printed) {}

  @Test
  void lab_everyCommand_printsWhatItSays_andTheMartsAreThoseOfAnotherEngine()
      throws IOException, SQLException {
    List<Integer> items = new ArrayList<>();
    for (Step step : steps()) {
      String screen = plain(ingot(step.command()));
      assertThat(step.printed()).as("%s%n%s", step.command(), screen).allMatch(screen::contains);
      if (step.command().get(0).equals("run")) {
        items.add(sameAsAnotherEngine());
      }
    }
    assertThat(items)
        .as("items after each run")
        .containsExactly(ITEMS, ITEMS + NEW_ITEMS, ITEMS + NEW_ITEMS, ITEMS + NEW_ITEMS);
    everySourceIsLoaded();
  }

  /** Every table has the rows of its file. */
  private void everySourceIsLoaded() throws IOException {
    try (var sources = Files.list(ROOT.resolve("pipelines/tpcds/sources"))) {
      List<String> names =
          sources.map(s -> s.getFileName().toString().replace(".yaml", "")).sorted().toList();
      assertThat(names).hasSize(16);
      for (String name : names) {
        long lines = lines(name);
        assertThat(count("tpcds.bronze_" + name + " WHERE _source_file NOT LIKE '%update%'"))
            .as(name)
            .isEqualTo(lines);
        assertThat(count("tpcds.silver_" + name))
            .as(name)
            .isEqualTo(lines + (name.equals("item") ? NEW_ITEMS : 0));
      }
    }
  }

  /** Of a table's files, but for the update. */
  private long lines(String table) throws IOException {
    try (var files = Files.list(landing().resolve(table))) {
      return files
          .filter(f -> !f.toString().contains("update"))
          .mapToLong(WebSalesLabIT::linesOf)
          .sum();
    }
  }

  private static long linesOf(Path file) {
    try (var text = Files.lines(file)) {
      return text.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long count(String from) throws IOException {
    return rows("SELECT count(*) AS n FROM " + from).get(0).get("n").transform(Long::parseLong);
  }

  /** Compares every mart with DuckDB's; answers how many items there are. */
  private int sameAsAnotherEngine() throws IOException, SQLException {
    try (WebSalesOracle oracle = new WebSalesOracle(landing())) {
      for (String mart : WebSalesOracle.marts()) {
        assertThat(rows("SELECT * FROM tpcds." + mart))
            .as(mart)
            .containsExactlyInAnyOrderElementsOf(oracle.mart(mart));
      }
      return Math.toIntExact(oracle.count("item"));
    }
  }

  private Path landing() {
    return temp.resolve("lake/landing/tpcds");
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

  /** The lines that begin with {@code ./ingot}, and the lines below them that say what comes. */
  private static List<Step> steps() throws IOException {
    List<Step> steps = new ArrayList<>();
    boolean block = false;
    for (String line : Files.readAllLines(LAB)) {
      if (line.startsWith("```")) {
        block = !block;
      } else if (block && line.startsWith("./ingot ")) {
        steps.add(new Step(words(line.substring("./ingot ".length())), new ArrayList<>()));
      } else if (block) {
        steps.get(steps.size() - 1).printed().add(plain(line));
      }
    }
    assertThat(steps).as("the lab's commands").hasSizeGreaterThan(15);
    return steps;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words;
  }

  /** One space where there are several. */
  private static String plain(String text) {
    return text.strip().replaceAll("[ \\t]+", " ");
  }

  private String ingot(List<String> command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> line =
        new ArrayList<>(
            List.of(
                "--lake",
                temp.resolve("lake").toString(),
                "--pipelines",
                ROOT.resolve("pipelines").toString()));
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

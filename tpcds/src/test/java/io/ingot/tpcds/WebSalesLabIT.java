package io.ingot.tpcds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab of {@code pipelines/tpcds/README.md}, command by command, at its scale of 0.01. */
class WebSalesLabIT {
  private static final Path LAB = WebSalesLake.PIPELINES.resolve("tpcds/README.md");

  /** A word of a command line: quoted, or without spaces. */
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private static final int ITEMS = 2_000;
  private static final int NEW_ITEMS = 26;

  @TempDir private Path temp;
  private WebSalesLake lake;

  /** A command of the lab and what the lab says that it prints. */
  private record Step(List<String> command, List<String> printed) {}

  @Test
  void lab_everyCommand_printsWhatItSays_andTheMartsAreThoseOfAnotherEngine()
      throws IOException, SQLException {
    lake = new WebSalesLake(temp.resolve("lake"));
    List<Integer> items = new ArrayList<>();
    for (Step step : steps()) {
      String screen = plain(lake.ingot(step.command()));
      assertThat(step.printed()).as("%s%n%s", step.command(), screen).allMatch(screen::contains);
      if (step.command().get(0).equals("run")) {
        items.add(lake.sameAsAnotherEngine());
      }
    }
    assertThat(items)
        .as("items after each run")
        .containsExactly(ITEMS, ITEMS + NEW_ITEMS, ITEMS + NEW_ITEMS, ITEMS + NEW_ITEMS);
    everySourceIsLoaded();
  }

  /** Every table has the rows of its file. */
  private void everySourceIsLoaded() throws IOException {
    try (var sources = Files.list(WebSalesLake.PIPELINES.resolve("tpcds/sources"))) {
      List<String> names =
          sources.map(s -> s.getFileName().toString().replace(".yaml", "")).sorted().toList();
      assertThat(names).hasSize(16);
      for (String name : names) {
        long lines = lines(name);
        assertThat(lake.count("tpcds.bronze_" + name + " WHERE _source_file NOT LIKE '%update%'"))
            .as(name)
            .isEqualTo(lines);
        assertThat(lake.count("tpcds.silver_" + name))
            .as(name)
            .isEqualTo(lines + (name.equals("item") ? NEW_ITEMS : 0));
      }
    }
  }

  /** Of a table's files, but for the update. */
  private long lines(String table) throws IOException {
    try (var files = Files.list(lake.landing().resolve(table))) {
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
}

package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {
  @TempDir private Path temp;
  private CommandLineLake lake;
  private Path template;

  @BeforeEach
  void copyTheRepository() throws IOException {
    lake = new CommandLineLake(temp.resolve("lake"), temp.resolve("pipelines"));
    template =
        Files.copy(CommandLineLake.ROOT.resolve("template.yaml"), temp.resolve("template.yaml"));
    Path from = CommandLineLake.ROOT.resolve("pipelines");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.(yaml|sql)")).toList()) {
        Path to = temp.resolve("pipelines").resolve(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  private CommandLineLake.Ran check(String... more) {
    return lake.run(Stream.concat(Stream.of("check"), Arrays.stream(more)).toArray(String[]::new));
  }

  @Test
  void check_repository_hasNoProblems() {
    CommandLineLake.Ran ran = check();

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).startsWith("no problems (pipelines: ");
  }

  @Test
  void check_problems_areShownAllAtOnceWithFileAndLine() throws IOException {
    Path yaml = temp.resolve("pipelines/rides/sources/rides.yaml");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replace("overwrite: replace", "overwrit: replace")
            .replace("key: [ride_id]", "key: [ride]"));

    CommandLineLake.Ran ran = check();

    assertThat(ran.code()).isEqualTo(Ingot.WRONG);
    assertThat(ran.err())
        .contains("rides/sources/rides.yaml:16: unknown key \"overwrit\"")
        .contains("Did you mean \"overwrite\"?")
        .contains("rides/sources/rides.yaml:23: ")
        .endsWith("problems: 2\n");
  }

  @Test
  void check_queriesThatDoNotFitTheColumns_areShownWithWhatIsLikelyMeant() throws IOException {
    Path sql = temp.resolve("pipelines/rides/marts/rides_gold_data.sql");
    Files.writeString(sql, Files.readString(sql).replace("avg(fare_amount)", "avg(fare_amout)"));
    Path orders = temp.resolve("pipelines/orders/sources/orders.yaml");
    Files.writeString(orders, Files.readString(orders).replace("date_add(", "date_ad("));

    CommandLineLake.Ran ran = check();

    assertThat(ran.code()).isEqualTo(Ingot.WRONG);
    assertThat(ran.err())
        .contains("rides/marts/rides_gold_data.sql: ")
        .contains("`fare_amout` cannot be resolved. Did you mean one of the following?")
        .contains("fare_amount")
        .containsPattern("\\(line \\d+, pos \\d+\\)\\.\n")
        .contains("orders/sources/orders.yaml: ")
        .contains("unknown function \"date_ad\". Did you mean \"date_add\"?")
        .endsWith("problems: 2\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "struct(driver_number) AS driver_number, 1 AS n FROM rides GROUP BY 1| its key column"
            + " driver_number is of type struct<driver_number: string>, and rows are not told apart"
            + " by nested values. ",
        "map('k', driver_number) AS driver_number, 1 AS n FROM rides GROUP BY 1"
            + "| is not an orderable data type",
        "array(driver_number) AS driver_number, 1 AS n FROM rides GROUP BY 1"
            + "| its key column driver_number is of type array<string>, ",
        "max(max_speed) AS driver_number, count(*) AS n FROM rides GROUP BY driver_number| refresh:"
            + " incremental is not possible: it does not group by its key column driver_number",
        "driver_number, count(*) AS n, explode(array(1, 2)) AS e FROM rides GROUP BY driver_number|"
            + " refresh: incremental is not possible: its rows are not one for each group. Use"
            + " refresh: full.",
        "driver_number, NULL AS n FROM rides GROUP BY driver_number"
            + "| column n is of type void, which no table can have. Cast it",
        "driver_numbr AS driver_number, count(*) AS n FROM rides GROUP BY driver_numbr|"
            + " `driver_numbr` cannot be resolved. Did you mean one of the following?"
            + " [`driver_number`"
      })
  void check_martThatCannotBeKept_isRefused(String select, String problem) throws IOException {
    Files.writeString(
        temp.resolve("pipelines/rides/marts/rides_gold_data.sql"), "SELECT " + select + "\n");

    CommandLineLake.Ran ran = check();

    assertThat(ran.code()).isEqualTo(Ingot.WRONG);
    assertThat(ran.err()).contains(problem).endsWith("problems: 1\n");
  }

  @Test
  void check_newPipeline_needsTheTemplateInLineAndFixesIt() throws IOException {
    Path shop = temp.resolve("pipelines/shop");
    Files.createDirectories(shop.resolve("sources"));
    Files.writeString(shop.resolve("pipeline.yaml"), "pipeline: shop\ndatabase: shop_db\n");
    Files.writeString(
        shop.resolve("sources/orders.yaml"),
        "source: orders\nformat: {type: csv}\ncolumns:\n  - {name: id, type: long}\n");

    CommandLineLake.Ran ran = check();
    assertThat(ran.code()).isEqualTo(Ingot.WRONG);
    assertThat(ran.err())
        .isEqualTo(
            template
                + ": its databases, rights and named queries are not those of the pipelines. Run:"
                + " ./ingot check --fix\n");

    assertThat(check("--fix").code()).isZero();
    assertThat(Files.readString(template)).contains("Name: shop_db").contains("shop/orders/*");
    assertThat(check().code()).isZero();
  }

  @Test
  void check_morePipelinesThanARoleCanHaveRightsTo_isRefused() throws IOException {
    for (int i = 0; i < 250; i++) {
      String name = "a_pipeline_with_a_long_name_%03d".formatted(i);
      Path pipeline = temp.resolve("pipelines").resolve(name);
      Files.createDirectories(pipeline.resolve("sources"));
      Files.writeString(
          pipeline.resolve("pipeline.yaml"), "pipeline: %1$s\ndatabase: %1$s\n".formatted(name));
      Files.writeString(
          pipeline.resolve("sources/orders.yaml"),
          "source: orders\nformat: {type: csv}\ncolumns:\n  - {name: id, type: long}\n");
    }

    CommandLineLake.Ran ran = check("--fix");

    assertThat(ran.code()).isEqualTo(Ingot.WRONG);
    assertThat(ran.err()).startsWith("Cannot grant JobRole what the pipelines need: it takes ");
  }
}

package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.definition.DefinitionReader;
import io.ingot.core.definition.Definitions;
import io.ingot.jobs.syntax.SparkSqlSyntax;
import io.ingot.local.generate.GeneratedFile;
import io.ingot.local.generate.Generator;
import io.ingot.local.generate.OrdersGenerator;
import io.ingot.local.generate.RidesGenerator;
import io.ingot.local.run.DirectoryDefinitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateTest {
  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"rides", "orders"})
  void files_generatedTwice_areTheSame_andAnotherSeedIsNot(String pipeline) throws IOException {
    generate("a", pipeline, "--rows", "300", "--files", "3");
    generate("b", pipeline, "--rows", "300", "--files", "3", "--seed", "1");
    generate("c", pipeline, "--rows", "300", "--files", "3", "--seed", "2");

    assertThat(texts("a")).hasSize(3).isEqualTo(texts("b")).isNotEqualTo(texts("c"));
    assertThat(texts("a").values()).allMatch(t -> t.lines().count() == 301);
  }

  @Test
  void files_ofRides_shareNoRide() throws IOException {
    generate("a", "rides", "--rows", "300", "--files", "3");

    assertThat(
            texts("a").values().stream()
                .flatMap(t -> t.lines().skip(1))
                .map(l -> l.substring(0, l.indexOf(','))))
        .hasSize(900)
        .doesNotHaveDuplicates();
  }

  @Test
  void files_ofOrders_changeLinesOfEarlierFiles() throws IOException {
    generate("a", "orders", "--rows", "300", "--files", "3");

    List<String> operations =
        texts("a").values().stream()
            .flatMap(t -> t.lines().skip(1))
            .map(l -> l.substring(0, 1))
            .toList();
    assertThat(operations).contains("I", "U", "D");
  }

  @Test
  void keys_areOfTheSource() {
    Definitions definitions =
        DefinitionReader.read(
                new DirectoryDefinitions(CommandLineLake.ROOT.resolve("pipelines")).read(),
                new SparkSqlSyntax())
            .orThrow();
    for (Generator generator : List.of(new RidesGenerator(), new OrdersGenerator())) {
      for (GeneratedFile file : generator.files(Generator.Request.ofRows(1, 2, 1))) {
        assertThat(definitions.route(file.key()))
            .hasValueSatisfying(
                r -> {
                  assertThat(r.pipeline().name()).isEqualTo(generator.pipeline());
                  assertThat(r.source().name()).isEqualTo(file.source());
                });
      }
    }
  }

  @Test
  void folder_withFilesOfARunOfMore_isRefusedAndLeftAlone() throws IOException {
    generate("a", "rides", "--rows", "5", "--files", "3");
    Map<String, String> before = texts("a");

    CommandLineLake.Ran ran = run("a", "rides", "--rows", "6", "--files", "2");

    assertThat(ran.code()).isEqualTo(Ingot.WRONG);
    assertThat(ran.err())
        .isEqualTo(
            "Cannot generate into %s: it holds 1 files of another run, which would be mixed with these (such as rides-2024-01-03.csv). Delete them, or name another folder with --out.%n"
                .formatted(temp.resolve("a/rides/data")));
    assertThat(texts("a")).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "trips;there is no generator of that name (known: orders, rides). Correct the name.",
        "rides --scale 1;--scale is not an option of it (its options: --files, --rows, --seed)."
            + " Leave it out.",
        "orders --update;--update is not an option of it (its options: --files, --rows, --seed)."
            + " Leave it out.",
        "rides --files 0;--files is too small (0). Give 1 or more.",
        "rides --rows 0;a number is too small (rows 0, files 0). Give --rows and --files of at"
            + " least 1.",
      })
  void wrongWords_areRefused(String line, String why) {
    CommandLineLake.Ran ran = run("a", line.split(" "));

    assertThat(ran.code()).isEqualTo(Ingot.WRONG);
    assertThat(ran.err())
        .isEqualTo("Cannot generate %s: %s%n".formatted(line.split(" ", -1)[0], why));
    assertThat(temp.resolve("a")).doesNotExist();
  }

  private void generate(String folder, String... words) {
    CommandLineLake.Ran ran = run(folder, words);
    assertThat(ran.code()).as(ran.err()).isZero();
  }

  private CommandLineLake.Ran run(String folder, String... words) {
    String[] line =
        Stream.concat(
                Stream.of("generate", "--out", temp.resolve(folder).toString()), Stream.of(words))
            .toArray(String[]::new);
    return new CommandLineLake(temp.resolve("lake")).run(line);
  }

  private Map<String, String> texts(String folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(temp.resolve(folder))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(temp.resolve(folder).relativize(file).toString(), Files.readString(file));
      }
    }
    return texts;
  }
}

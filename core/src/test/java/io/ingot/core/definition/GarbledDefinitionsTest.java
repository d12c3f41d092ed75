package io.ingot.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a line says, the reader answers with problems of files that exist, and never throws. */
class GarbledDefinitionsTest {
  private static final List<String> FILES =
      List.of(
          "rides/pipeline.yaml",
          "rides/sources/rides.yaml",
          "rides/marts/rides_gold_data.yaml",
          "rides/marts/rides_gold_data.sql");

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[", "[[x]]", "{}", "{? [a] : b}", "~", "&a [*a]", "5", "'", "\u0001"})
  void line_withAnotherValue_givesProblemsInKnownFiles(String value) throws IOException {
    Path root = Path.of(System.getProperty("ingot.root"), "pipelines");
    SortedMap<String, String> good = new TreeMap<>();
    for (String file : FILES) {
      good.put(file, Files.readString(root.resolve(file)));
    }
    for (String file : FILES) {
      List<String> lines = good.get(file).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        List<String> garbled = new ArrayList<>(lines);
        garbled.set(i, lines.get(i).replaceFirst(":.*", ": ") + value);
        SortedMap<String, String> files = new TreeMap<>(good);
        files.put(file, String.join("\n", garbled));

        assertThat(DefinitionReader.read(files, new WordSqlSyntax()).problems())
            .allSatisfy(
                problem -> {
                  assertThat(FILES).contains(problem.file());
                  assertThat(problem.line()).isBetween(1, lines.size() + 1);
                  assertThat(problem.fix()).matches("(?s).*[.?]");
                });
      }
    }
  }
}

package io.ingot.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.admit.FileCheck;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Does what the examples of {@code docs/configuration.md} do. */
class ConfigurationExamplesTest {
  private static final String IDS =
      "columns: [{name: id, type: long}, {name: name, type: string}]\n";

  /** Keys that need no example: what they mean is said by a word. */
  private static final List<String> PLAIN =
      List.of("name", "type", "required", "was", "max_rescued", "starts_with", "count");

  private static final Pattern ROW =
      Pattern.compile("^\\| `([^`]+)` \\| `([^`]*)`[^|`]* \\| `([^`]*)` \\|$", Pattern.MULTILINE);

  @ParameterizedTest
  @MethodSource("csv")
  void exampleOfDelimitedText_isReadAsDocumented(Example example) {
    SourceDefinition source = OneSource.of(inCsv(example)).definition();
    Charset encoding = Charset.forName(source.format().csv().encoding());

    assertThat(ReadRows.of(source, "a.csv", example.in().getBytes(encoding)))
        .isEqualTo(example.out());
  }

  @ParameterizedTest
  @MethodSource("json")
  void exampleOfJson_isReadAsDocumented(Example example) {
    SourceDefinition source = OneSource.of(inJson(example)).definition();

    assertThat(ReadRows.of(source, "a.json", example.in().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(example.out());
  }

  @ParameterizedTest
  @MethodSource("values")
  void exampleOfAValue_isReadAsDocumented(Example example) {
    SourceDefinition source = OneSource.of(inText(example)).definition();
    String rescued = "NULL and rescued: {\"c\":\"" + example.in() + "\"}";

    assertThat(
            ReadRows.of(source, "a.csv", ("c\n" + example.in()).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(example.out().equals("rescued") ? rescued : example.out());
  }

  @ParameterizedTest
  @MethodSource("origins")
  void exampleOfAColumnFromElsewhere_isReadAsDocumented(Example example) {
    SourceDefinition source = OneSource.of(fromElsewhere(example)).definition();
    boolean isRecord = example.in().startsWith("{");
    String below = isRecord ? "a.json" : example.in();
    String record = isRecord ? example.in() : "{}";

    assertThat(ReadRows.of(source, below, record.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(example.out());
  }

  @ParameterizedTest
  @MethodSource("names")
  void exampleOfAName_isTreatedAsDocumented(Example example) {
    SourceDefinition source = OneSource.of(named(example)).definition();
    String key = source.landing() + example.in();
    String what =
        source.passesOver(key)
            ? "ignored"
            : FileCheck.name(key, source).isPresent() ? "refused" : "read";

    assertThat(what).isEqualTo(example.out());
  }

  @ParameterizedTest
  @MethodSource("nested")
  void exampleOfANestedType_isReadAsDocumented(Example example) {
    SourceDefinition source = OneSource.of(nested(example)).definition();

    assertThat(ReadRows.of(source, "a.json", example.in().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(example.out());
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void exampleOfLayouts_isReadAsDocumented(Example example) {
    SourceDefinition source = OneSource.of(withLayouts(example)).definition();
    String[] file = example.in().split(": ", 2);

    assertThat(ReadRows.of(source, file[0], file[1].getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(example.out());
  }

  @Test
  void everyOption_hasAnExample() throws IOException {
    String all =
        Stream.of(csv(), json(), values(), origins(), layouts(), names())
            .flatMap(List::stream)
            .map(Example::what)
            .reduce("", (a, b) -> a + "\n" + b);

    assertThat(
            FileKind.SOURCE.keys().stream()
                .filter(
                    k -> k.path().matches("(format|columns\\[])\\..*|files|ignore|suffix|layouts"))
                .map(FileKind.Key::name)
                .filter(k -> !PLAIN.contains(k))
                .filter(k -> !all.contains(k + ":")))
        .as("options without an example")
        .isEmpty();
  }

  /**
   * An example.
   *
   * @param what what is declared
   * @param in what there is
   * @param out what comes of it
   */
  private record Example(String what, String in, String out) {}

  /** The definitions of all examples, without their first line. */
  static List<String> definitions() throws IOException {
    return Stream.of(
            csv().stream().map(ConfigurationExamplesTest::inCsv),
            json().stream().map(ConfigurationExamplesTest::inJson),
            values().stream().map(ConfigurationExamplesTest::inText),
            origins().stream().map(ConfigurationExamplesTest::fromElsewhere),
            names().stream().map(ConfigurationExamplesTest::named),
            nested().stream().map(ConfigurationExamplesTest::nested),
            layouts().stream().map(ConfigurationExamplesTest::withLayouts))
        .flatMap(Function.identity())
        .toList();
  }

  private static String inCsv(Example example) {
    return "format: {type: csv, " + example.what() + "}\n" + IDS;
  }

  private static String inJson(Example example) {
    return "format: {type: json, " + example.what() + "}\n" + IDS;
  }

  private static String inText(Example example) {
    return "format: {type: csv, quote: \"\", delimiter: \"\\t\"}\ncolumns:\n  - "
        + example.what().replaceFirst("\\{", "{name: c, ")
        + "\n";
  }

  private static String fromElsewhere(Example example) {
    return "format: {type: json}\ncolumns:\n  - " + example.what() + "\n";
  }

  private static String named(Example example) {
    String yaml = example.what().replaceFirst("^\\{", "").replaceFirst("}$", "");
    return yaml.replaceAll(", (files|ignore|suffix):", "\n$1:") + "\n" + IDS;
  }

  private static String nested(Example example) {
    return "format: {type: json}\ncolumns:\n  - "
        + example.what().replaceFirst("\\{", "{name: c, ")
        + "\n";
  }

  private static String withLayouts(Example example) {
    return "format: {type: csv, header: false}\n"
        + IDS.replace("[", "[{name: Op, type: string}, ")
        + example.what()
        + "\n";
  }

  static List<Example> csv() throws IOException {
    return examples("`format: {type: csv, …}`");
  }

  static List<Example> json() throws IOException {
    return examples("`format: {type: json, …}`");
  }

  static List<Example> values() throws IOException {
    return examples("a column | a text");
  }

  static List<Example> origins() throws IOException {
    return examples("a column | in a JSON file, or its key below `landing`");
  }

  static List<Example> nested() throws IOException {
    return examples("a nested column | a JSON record");
  }

  static List<Example> layouts() throws IOException {
    return examples("`format: {type: csv, header: false}` and");
  }

  static List<Example> names() throws IOException {
    return examples("a source | an upload below `landing`");
  }

  /** The rows of the table whose first line begins so. */
  private static List<Example> examples(String title) throws IOException {
    String text =
        Files.readString(Path.of(System.getProperty("ingot.root"), "docs", "configuration.md"));
    String table = text.substring(text.indexOf("| " + title)).split("\n\n", 2)[0];
    List<Example> examples =
        ROW.matcher(table.replace("\\|", "¦"))
            .results()
            .map(row -> new Example(cell(row, 1), cell(row, 2), cell(row, 3)))
            .toList();
    assertThat(examples).as(title).hasSize((int) table.lines().count() - 2);
    return examples;
  }

  private static String cell(MatchResult row, int column) {
    return row.group(column).replace("¦", "|").replace("⏎", "\n").replace("→", "\t");
  }
}

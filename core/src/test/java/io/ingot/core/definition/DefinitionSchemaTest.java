package io.ingot.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ingot.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Holds the schemas in {@code docs/schema} against what they come from, and against the readers.
 */
class DefinitionSchemaTest {
  private static final Path ROOT = Path.of(System.getProperty("ingot.root"));
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PIPELINE = "pipeline: p\ndatabase: d\n";
  private static final SchemaRegistry DRAFT =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void committedSchema_isTheGeneratedOne(FileKind kind) throws IOException {
    String schema = Json.pretty(DefinitionSchema.of(kind)) + "\n";
    if (Boolean.getBoolean("ingot.rewrite")) {
      Files.createDirectories(file(kind).getParent());
      Files.writeString(file(kind), schema);
    }

    assertThat(file(kind))
        .as(
            "%s: to write it anew run ./mvnw -q -pl core -am test -Dtest=DefinitionSchemaTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dingot.rewrite=true",
            file(kind))
        .hasContent(schema);
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void schema_isOne(FileKind kind) throws IOException {
    String draft = SpecificationVersion.DRAFT_2020_12.getDialectId();

    assertThat(DRAFT.getSchema(SchemaLocation.of(draft)).validate(DefinitionSchema.of(kind)))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void choices_areDocumented(FileKind kind) throws IOException {
    for (ConfigurationReference.Row row : ConfigurationReference.rows(kind)) {
      List<String> documented =
          Pattern.compile("`(\\w+)`").matcher(row.type()).results().map(r -> r.group(1)).toList();

      assertThat(DefinitionSchema.CHOICES.getOrDefault(row.path(), List.of()))
          .as(row.path())
          .isEqualTo(documented);
    }
  }

  @Test
  void definitions_ofTheRepositoryAndTheReference_fit() throws IOException {
    List<Definition> definitions = new ArrayList<>(ofTheRepository("pipelines"));
    definitions.addAll(ofTheRepository("local/src/test/resources/pipelines"));
    definitions.addAll(ofTheReference());

    for (Definition definition : definitions) {
      assertThat(schema(definition.kind()).validate(definition.content()))
          .as(definition.path())
          .isEmpty();
    }
  }

  /** Each value of each definition is replaced by values of all types. */
  @Test
  void whatTheReadersTake_fits() throws IOException {
    List<JsonNode> values =
        Stream.of(
                "5",
                "'5'",
                "true",
                "'true'",
                "null",
                "1%",
                "5GB",
                "90 days",
                "a",
                "''",
                "[a]",
                "[1, true, null]",
                "{}",
                "{a: b}")
            .map(DefinitionSchemaTest::parsed)
            .toList();
    List<Definition> definitions = new ArrayList<>(ofTheReference());
    for (String pipeline : List.of("rides", "orders")) {
      definitions.addAll(Definition.all(files(ROOT.resolve("pipelines").resolve(pipeline))));
    }
    int taken = 0;
    for (Definition definition : definitions) {
      Schema schema = schema(definition.kind());
      for (JsonNode changed : changed(definition.content(), values)) {
        if (definition.isTakenAs(changed)) {
          taken++;
          assertThat(schema.validate(changed)).as("%s", changed).isEmpty();
        }
      }
    }
    assertThat(taken).isGreaterThan(1_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rides/pipeline.yaml | database: | databse: | additionalProperties",
        "rides/pipeline.yaml | database: uber_database | | required",
        "rides/pipeline.yaml | files_per_batch: 5000 | files_per_batch: many | pattern",
        "rides/pipeline.yaml | 10GB | 10 GiB | pattern",
        "rides/pipeline.yaml | limits: \\{.*} | limits: 5 | type",
        "rides/sources/rides.yaml | overwrite: replace | overwrite: replaced | enum",
        "rides/sources/rides.yaml | type: csv | type: tsv | enum",
        "rides/sources/rides.yaml | type: csv, | | required",
        "rides/sources/rides.yaml | header: true | header: maybe | pattern",
        "rides/sources/rides.yaml | name: ride_id | nme: ride_id | additionalProperties",
        "rides/sources/rides.yaml | key: .ride_id. | key: ride_id | type",
        "rides/sources/rides.yaml | rename: \\{.*} | rename: [speed] | type",
        "rides/sources/rides.yaml | \"max_speed .*\" | {max_broken: 1%} | required",
        "rides/marts/rides_gold_data.yaml | refresh: incremental | refresh: always | enum",
        "rides/marts/rides_gold_data.yaml | reads: .rides. | reads: rides | type"
      })
  void mistake_doesNotFit(String path, String good, String bad, String keyword) throws IOException {
    String text = Files.readString(ROOT.resolve("pipelines").resolve(path));
    String mistaken = text.replaceFirst(good, bad == null ? "" : bad);
    Definition definition = new Definition(new TreeMap<>(Map.of(path, mistaken)), path);

    assertThat(mistaken).isNotEqualTo(text);
    assertThat(schema(definition.kind()).validate(definition.content()))
        .extracting(com.networknt.schema.Error::getKeyword)
        .contains(keyword);
  }

  private static Path file(FileKind kind) {
    return ROOT.resolve("docs/schema")
        .resolve(kind.name().toLowerCase(Locale.ROOT) + ".schema.json");
  }

  private static Schema schema(FileKind kind) throws IOException {
    return DRAFT.getSchema(Files.readString(file(kind)));
  }

  private static List<Definition> ofTheRepository(String folder) throws IOException {
    List<Definition> result = new ArrayList<>();
    try (Stream<Path> pipelines = Files.list(ROOT.resolve(folder))) {
      for (Path pipeline : pipelines.toList()) {
        result.addAll(Definition.all(files(pipeline)));
      }
    }
    return result;
  }

  private static List<Definition> ofTheReference() throws IOException {
    String path = "p/sources/s.yaml";
    return ConfigurationExamplesTest.definitions().stream()
        .map(lines -> Map.of("p/pipeline.yaml", PIPELINE, path, "source: s\n" + lines))
        .map(files -> new Definition(new TreeMap<>(files), path))
        .toList();
  }

  private static SortedMap<String, String> files(Path pipeline) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(pipeline)) {
      for (Path path : paths.filter(p -> p.toString().matches(".*\\.(yaml|sql)")).toList()) {
        String name = pipeline.getParent().relativize(path).toString().replace('\\', '/');
        files.put(name, Files.readString(path));
      }
    }
    return files;
  }

  /** The content with one of its values replaced, in each way; of a list, its last. */
  private static List<JsonNode> changed(JsonNode content, List<JsonNode> values) {
    List<JsonNode> result = new ArrayList<>();
    if (content instanceof ObjectNode map) {
      map.fields()
          .forEachRemaining(
              e ->
                  changed(e.getValue(), values)
                      .forEach(v -> result.add(map.deepCopy().set(e.getKey(), v))));
    }
    if (content instanceof ArrayNode list && !list.isEmpty()) {
      int last = list.size() - 1;
      for (JsonNode value : changed(list.get(last), values)) {
        ArrayNode copy = list.deepCopy();
        copy.set(last, value);
        result.add(copy);
      }
    }
    result.addAll(values);
    return result;
  }

  /** As an editor reads it. */
  private static JsonNode parsed(String yaml) {
    return MAPPER.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
  }

  /**
   * A definition.
   *
   * @param files those of its pipeline
   * @param path its own
   */
  private record Definition(SortedMap<String, String> files, String path) {
    static List<Definition> all(SortedMap<String, String> files) {
      return files.keySet().stream()
          .filter(path -> path.endsWith(".yaml"))
          .map(path -> new Definition(files, path))
          .toList();
    }

    FileKind kind() {
      return path.contains("/sources/")
          ? FileKind.SOURCE
          : path.contains("/marts/") ? FileKind.MART : FileKind.PIPELINE;
    }

    JsonNode content() {
      return parsed(files.get(path));
    }

    /** Whether nothing is wrong with it if it has another content. */
    boolean isTakenAs(JsonNode other) {
      SortedMap<String, String> changed = new TreeMap<>(files);
      changed.put(path, other.toString());
      return DefinitionReader.read(changed, new WordSqlSyntax()).problems().isEmpty();
    }
  }
}

package io.ingot.functions;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The deployed files as trees. */
final class Repository {
  private static final Path ROOT = Path.of(System.getProperty("ingot.root"));

  private Repository() {}

  static String text(String path) {
    try {
      return Files.readString(ROOT.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String path) {
    return Json.read(text(path), JsonNode.class);
  }

  /** The template; short forms are written out, so {@code !Ref X} is {@code {"Ref": "X"}}. */
  static JsonNode template() {
    return template(text("template.yaml"));
  }

  /** The same of another text. */
  static JsonNode template(String yaml) {
    return Json.tree(new Yaml(new LongForms()).<Map<String, Object>>load(yaml));
  }

  /** The template's resources of a type, by logical id. */
  static SortedMap<String, JsonNode> resources(String type) {
    return resources(template(), type);
  }

  /** A template's resources of a type, by logical id. */
  static SortedMap<String, JsonNode> resources(JsonNode template, String type) {
    SortedMap<String, JsonNode> resources = new TreeMap<>();
    template
        .path("Resources")
        .fields()
        .forEachRemaining(
            r -> {
              if (r.getValue().path("Type").asText().equals(type)) {
                resources.put(r.getKey(), r.getValue().path("Properties"));
              }
            });
    return resources;
  }

  static List<Path> sources(String folder) {
    try (var files = Files.walk(ROOT.resolve(folder))) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class LongForms extends SafeConstructor {
    LongForms() {
      super(new LoaderOptions());
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              String name = node.getTag().getValue().substring(1);
              return Map.of(name.equals("Ref") ? name : "Fn::" + name, value(node));
            }
          });
    }

    private Object value(Node node) {
      if (node instanceof ScalarNode scalar) {
        return scalar.getValue();
      }
      if (node instanceof SequenceNode sequence) {
        return constructSequence(sequence);
      }
      return constructMapping((MappingNode) node);
    }
  }
}

package io.ingot.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** What is read of {@code template.yaml}: who runs with which variables, what is uploaded. */
public final class Template {
  private Template() {}

  /**
   * A function.
   *
   * @param handler full class name
   * @param variables environment variables by name; a value that CloudFormation makes is empty, as
   *     {@code sam local} has it
   */
  public record Function(String handler, SortedMap<String, String> variables) {}

  /** Properties whose files and folders a deploy uploads. */
  private static final List<String> UPLOADED = List.of("CodeUri", "ContentUri", "DefinitionUri");

  /**
   * What a deploy uploads: files and folders by the property that names them, such as {@code
   * SparkJobLayer.ContentUri}, relative to the root of the checkout.
   */
  public static SortedMap<String, String> uploads() {
    SortedMap<String, String> uploads = new TreeMap<>();
    for (Map.Entry<String, JsonNode> resource : read().path("Resources").properties()) {
      for (String property : UPLOADED) {
        JsonNode path = resource.getValue().path("Properties").path(property);
        if (path.isTextual()) {
          uploads.put(resource.getKey() + "." + property, path.asText());
        }
      }
    }
    return uploads;
  }

  /** The functions by their names in the template. */
  public static SortedMap<String, Function> functions() {
    JsonNode template = read();
    JsonNode global = template.at("/Globals/Function/Environment/Variables");
    SortedMap<String, Function> functions = new TreeMap<>();
    for (Map.Entry<String, JsonNode> resource : template.path("Resources").properties()) {
      JsonNode properties = resource.getValue().path("Properties");
      if (resource.getValue().path("Type").asText().equals("AWS::Serverless::Function")) {
        SortedMap<String, String> variables = new TreeMap<>();
        for (JsonNode declared : new JsonNode[] {global, properties.at("/Environment/Variables")}) {
          declared.properties().forEach(v -> variables.put(v.getKey(), v.getValue().asText()));
        }
        functions.put(
            resource.getKey(), new Function(properties.path("Handler").asText(), variables));
      }
    }
    return functions;
  }

  private static JsonNode read() {
    try {
      String text = Files.readString(Build.root().resolve("template.yaml"));
      return Json.tree(new Yaml(new Intrinsics()).<Map<String, Object>>load(text));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read template.yaml", e);
    }
  }

  /** Reads what CloudFormation would work out as nothing. */
  private static final class Intrinsics extends SafeConstructor {
    Intrinsics() {
      super(new LoaderOptions());
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              return node instanceof ScalarNode ? "" : Map.of();
            }
          });
    }
  }
}

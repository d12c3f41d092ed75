package io.ingot.core.definition;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * A piece of a YAML file that knows where it stands. Scalars are read as the text that was written:
 * YAML 1.1 would turn an operation code such as {@code no} into a boolean.
 */
record YamlNode(String file, Node node) {
  /** The file's only document; empty, with a problem reported, if there is none. */
  static Optional<YamlNode> read(String file, String text, Problems problems) {
    try {
      Node root =
          new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
      if (root == null) {
        problems.add(file, 1, "the file is empty", "Write a definition, or remove the file.");
        return Optional.empty();
      }
      return Optional.of(new YamlNode(file, root));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problems.add(file, line, "not valid YAML: " + e.getProblem(), fix(text, line));
    } catch (ReaderException e) {
      String before = text.substring(0, Math.max(0, text.indexOf(e.getCodePoint())));
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      String character = String.format("U+%04X", e.getCodePoint());
      problems.add(
          file,
          line,
          "not valid YAML: the character " + character + " is not allowed",
          "Remove the character.");
    } catch (YAMLException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
      problems.add(file, 1, "not valid YAML: " + reason, "Correct the YAML of this file.");
    }
    return Optional.empty();
  }

  /** What to do about a line that is not YAML. */
  private static String fix(String text, int line) {
    return text.lines().skip(line - 1).findFirst().orElse("").contains("struct<")
        ? "Write the type in double quotes: \"struct<…>\"."
        : "Correct the YAML here.";
  }

  /** The line on which it begins, from 1. */
  int line() {
    return node.getStartMark().getLine() + 1;
  }

  /** Whether it is one value; a key that nothing follows is none, one with {@code null} has one. */
  boolean isScalar() {
    return node instanceof ScalarNode scalar
        && (!Tag.NULL.equals(node.getTag()) || !scalar.getValue().isEmpty());
  }

  /** Whether it is one value without quotes around it. */
  boolean isPlain() {
    return isScalar() && ((ScalarNode) node).isPlain();
  }

  /** The same place with another text. */
  YamlNode saying(String text) {
    return new YamlNode(
        file,
        new ScalarNode(
            Tag.STR,
            text,
            node.getStartMark(),
            node.getEndMark(),
            DumperOptions.ScalarStyle.DOUBLE_QUOTED));
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isMap() {
    return node instanceof MappingNode;
  }

  /** The text of a scalar as it was written, without quotes; empty for anything else. */
  String text() {
    return node instanceof ScalarNode scalar && isScalar() ? scalar.getValue() : "";
  }

  /** The items of a list. */
  List<YamlNode> items() {
    return ((SequenceNode) node).getValue().stream().map(n -> new YamlNode(file, n)).toList();
  }

  /** The entries of a map, in order, repeated keys included. */
  List<Entry> entries() {
    return ((MappingNode) node)
        .getValue().stream()
            .map(
                t ->
                    new Entry(
                        new YamlNode(file, t.getKeyNode()), new YamlNode(file, t.getValueNode())))
            .toList();
  }

  /** A key and its value. */
  record Entry(YamlNode key, YamlNode value) {
    String name() {
      return key.text();
    }
  }
}

package io.ingot.core.definition;

import io.ingot.core.definition.YamlNode.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A map of a definition file with known keys. Whatever does not fit is reported, and the default is
 * used instead, so that reading goes on.
 */
final class Section {
  private final FileKind kind;
  private final String path;
  private final YamlNode node;
  private final Map<String, Entry> entries;
  private final Problems problems;

  private Section(
      FileKind kind, String path, YamlNode node, Map<String, Entry> entries, Problems problems) {
    this.kind = kind;
    this.path = path;
    this.node = node;
    this.entries = entries;
    this.problems = problems;
  }

  /** The whole of a file. */
  static Section root(FileKind kind, YamlNode node, Problems problems) {
    return of(kind, "", node, problems);
  }

  /** A map at a path; checks its keys. */
  static Section of(FileKind kind, String path, YamlNode node, Problems problems) {
    List<String> known = kind.below(path).stream().map(FileKind.Key::name).toList();
    String what = path.isEmpty() ? "the file" : '"' + path + '"';
    if (!node.isMap()) {
      problems.add(node, what + " is not a map", "Write keys: " + String.join(", ", known) + ".");
      return new Section(kind, path, node, Map.of(), problems);
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Entry entry : unique(node, problems)) {
      if (known.contains(entry.name())) {
        entries.put(entry.name(), entry);
      } else {
        problems.add(
            entry.key(),
            "unknown key \"" + entry.name() + '"',
            NearestName.fix(entry.name(), known, "keys"));
      }
    }
    for (FileKind.Key key : kind.below(path)) {
      if (key.required() && !entries.containsKey(key.name())) {
        problems.add(node, "missing key \"" + key.path() + '"', "Add " + key.name() + ": here.");
      }
    }
    return new Section(kind, path, node, entries, problems);
  }

  /** What was written at a key, or else the section itself: the place to report a problem at. */
  YamlNode at(String key) {
    return entries.containsKey(key) ? entries.get(key).value() : node;
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** The section at a key; one without keys if nothing is there. */
  Section section(String key) {
    return entries.containsKey(key)
        ? of(kind, pathOf(key), entries.get(key).value(), problems)
        : new Section(kind, pathOf(key), node, Map.of(), problems);
  }

  /** The sections of a list. */
  List<Section> sections(String key) {
    return list(key, "a list of maps").stream()
        .map(n -> of(kind, pathOf(key) + "[]", n, problems))
        .toList();
  }

  /** One value as text; the default if there is none. */
  String text(String key, String otherwise) {
    return value(key, "text", Optional::of).orElse(otherwise);
  }

  /** One value, read by a function that gives nothing for what is not allowed. */
  <T> Optional<T> value(String key, String allowed, Function<String, Optional<T>> read) {
    if (!entries.containsKey(key)) {
      return Optional.empty();
    }
    YamlNode value = entries.get(key).value();
    Optional<T> result = value.isScalar() ? read.apply(value.text()) : Optional.empty();
    if (result.isEmpty()) {
      wrong(key, value, allowed);
    }
    return result;
  }

  boolean bool(String key, boolean otherwise) {
    return value(
            key,
            "true or false",
            t -> List.of("true", "false").contains(t) ? Optional.of(t.equals("true")) : none())
        .orElse(otherwise);
  }

  /** One of an enum's names. */
  <E extends Enum<E>> Optional<E> choice(String key, E[] values) {
    List<String> names = Arrays.stream(values).map(Enum::name).toList();
    return value(
        key,
        "one of " + String.join(", ", names),
        t -> Arrays.stream(values).filter(v -> v.name().equals(t)).findFirst());
  }

  /** The values of a list of names, each once. */
  List<YamlNode> texts(String key) {
    return texts(key, "a list of names");
  }

  /** One value, or those of a list, each once. */
  List<YamlNode> oneOrMore(String key, String allowed) {
    return has(key) && at(key).isScalar() ? List.of(at(key)) : texts(key, allowed);
  }

  /** The values of a list, each once. */
  List<YamlNode> texts(String key, String allowed) {
    List<YamlNode> result = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (YamlNode item : list(key, allowed)) {
      if (!item.isScalar()) {
        wrong(key, item, allowed);
      } else if (!seen.add(item.text())) {
        problems.add(item, "\"" + item.text() + "\" is listed twice", "Remove one of them.");
      } else {
        result.add(item);
      }
    }
    return result;
  }

  /** The entries of a map whose keys the user names. */
  List<Entry> named(String key) {
    if (!entries.containsKey(key)) {
      return List.of();
    }
    YamlNode value = entries.get(key).value();
    if (!value.isMap()) {
      wrong(key, value, "a map");
      return List.of();
    }
    return unique(value, problems);
  }

  /** The entries of such a map whose values are text. */
  List<Entry> namedTexts(String key) {
    List<Entry> result = new ArrayList<>();
    for (Entry entry : named(key)) {
      if (entry.value().isScalar()) {
        result.add(entry);
      } else {
        wrong(key + "." + entry.name(), entry.value(), "text");
      }
    }
    return result;
  }

  /** The items of a list. */
  List<YamlNode> list(String key, String allowed) {
    if (!entries.containsKey(key)) {
      return List.of();
    }
    YamlNode value = entries.get(key).value();
    if (!value.isList()) {
      wrong(key, value, allowed);
      return List.of();
    }
    return Commas.joined(value.items(), problems);
  }

  /** Reports a value that is not allowed. */
  void wrong(String key, YamlNode value, String allowed) {
    String reason =
        value.isScalar()
            ? "invalid value \"" + value.text() + "\" for \"" + pathOf(key) + '"'
            : '"'
                + pathOf(key)
                + (value.isList() ? "\" is a list" : value.isMap() ? "\" is a map" : "\" is empty");
    problems.add(value, reason, "Write " + allowed + ".");
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static List<Entry> unique(YamlNode map, Problems problems) {
    Map<String, Entry> result = new LinkedHashMap<>();
    for (Entry entry : Commas.joinedEntries(map.entries(), problems)) {
      if (result.putIfAbsent(entry.name(), entry) != null) {
        problems.add(entry.key(), "duplicate key \"" + entry.name() + '"', "Remove one of them.");
      }
    }
    return List.copyOf(result.values());
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}

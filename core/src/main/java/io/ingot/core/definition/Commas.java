package io.ingot.core.definition;

import io.ingot.core.definition.YamlNode.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Puts values together again that YAML has split at a comma, because nothing quotes them: {@code
 * {name: price, type: decimal(7,2)}} has a key {@code 2)}. So has a nested type. Each is one
 * problem, and reading goes on with what was meant.
 */
final class Commas {
  /** The beginning of a type with parts. */
  private static final Pattern NESTED = Pattern.compile("(struct|array|map)<");

  private Commas() {}

  /** The entries of a map. */
  static List<Entry> joinedEntries(List<Entry> entries, Problems problems) {
    List<Entry> result = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      List<YamlNode> rest = new ArrayList<>();
      for (int next = i + 1;
          next < entries.size() && isKeyAlone(entries.get(next)) && open(entry, rest);
          next++) {
        rest.add(entries.get(next).key());
      }
      if (rest.isEmpty() || open(entry, rest)) {
        result.add(entry);
      } else {
        result.add(new Entry(entry.key(), joined(entry.value(), rest, problems)));
        i += rest.size();
      }
    }
    return result;
  }

  /** The items of a list. */
  static List<YamlNode> joined(List<YamlNode> items, Problems problems) {
    List<YamlNode> result = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      YamlNode item = items.get(i);
      List<YamlNode> rest = new ArrayList<>();
      while (i + 1 + rest.size() < items.size() && item.isPlain() && open(item, rest)) {
        rest.add(items.get(i + 1 + rest.size()));
      }
      if (rest.isEmpty() || open(item, rest)) {
        result.add(item);
      } else {
        result.add(joined(item, rest, problems));
        i += rest.size();
      }
    }
    return result;
  }

  private static YamlNode joined(YamlNode first, List<YamlNode> rest, Problems problems) {
    String text = text(first, rest);
    problems.add(
        first,
        "YAML splits " + text + " at its comma",
        "Write it in double quotes: \"" + text + "\".");
    return first.saying(text);
  }

  private static boolean isKeyAlone(Entry entry) {
    return !entry.value().isScalar() && !entry.value().isList() && !entry.value().isMap();
  }

  private static boolean open(Entry entry, List<YamlNode> rest) {
    return entry.value().isPlain() && open(entry.value(), rest);
  }

  /** Whether parentheses, or the brackets of a nested type, are open at the end. */
  private static boolean open(YamlNode first, List<YamlNode> rest) {
    String text = text(first, rest);
    return count(text, '(') > count(text, ')')
        || (NESTED.matcher(text).lookingAt() && count(text, '<') > count(text, '>'));
  }

  private static long count(String text, char bracket) {
    return text.chars().filter(c -> c == bracket).count();
  }

  private static String text(YamlNode first, List<YamlNode> rest) {
    StringBuilder text = new StringBuilder(first.text());
    rest.forEach(r -> text.append(',').append(r.text()));
    return text.toString();
  }
}

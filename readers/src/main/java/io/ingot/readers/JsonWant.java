package io.ingot.readers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A column that is looked for in an object, and the keys that lead there from it.
 *
 * @param column its ordinal
 * @param rank of the values that a record has for a column, the first one of the lowest rank counts
 * @param anyCase whether keys are compared without regard to case
 * @param exact whether another case of a key takes the rank down
 * @param path the keys: of this object, of the object there, …
 */
record JsonWant(int column, int rank, boolean anyCase, boolean exact, List<String> path) {
  private static final int MOST_WAYS = 8;

  /**
   * What is looked for in a record. A declared name such as {@code after.id} is a key, or else a
   * path. A key with dots may also be a part of a path; the longer the first key, the sooner it
   * counts.
   */
  static List<JsonWant> of(ReadSpec spec) {
    boolean anyCase = spec.format().json().ignoreCase();
    List<JsonWant> wants = new ArrayList<>();
    for (int i = 0; i < spec.columns().size(); i++) {
      Column column = spec.columns().get(i);
      if (column.from().kind() == Origin.Kind.added) {
        wants.add(new JsonWant(i, 0, true, false, List.of(column.name())));
      } else if (column.isInRecords()) {
        List<List<String>> paths = column.names().stream().flatMap(n -> ways(n).stream()).toList();
        for (int rank = 0; rank < paths.size(); rank++) {
          wants.add(new JsonWant(i, 2 * rank, anyCase, true, paths.get(rank)));
        }
      }
    }
    return wants;
  }

  /** Whether a key may lead to it. */
  boolean leadsBy(String key) {
    return anyCase || path.get(0).equals(key);
  }

  /** Whether the next key is the last one. */
  boolean isLast() {
    return path.size() == 1;
  }

  /** The same, seen from the object at a key. */
  JsonWant behind(String key) {
    boolean worse = exact && !path.get(0).equals(key);
    return new JsonWant(
        column, worse ? rank + 1 : rank, anyCase, exact && !worse, path.subList(1, path.size()));
  }

  private static List<List<String>> ways(String name) {
    List<String> parts = Arrays.asList(name.split("\\.", -1));
    if (parts.size() == 1 || parts.contains("")) {
      return List.of(List.of(name));
    }
    return parts.size() > MOST_WAYS ? List.of(List.of(name), parts) : ways(parts);
  }

  private static List<List<String>> ways(List<String> parts) {
    List<List<String>> ways = new ArrayList<>();
    ways.add(List.of(String.join(".", parts)));
    for (int first = parts.size() - 1; first > 0; first--) {
      String key = String.join(".", parts.subList(0, first));
      for (List<String> rest : ways(parts.subList(first, parts.size()))) {
        List<String> way = new ArrayList<>(List.of(key));
        way.addAll(rest);
        ways.add(way);
      }
    }
    return ways;
  }
}

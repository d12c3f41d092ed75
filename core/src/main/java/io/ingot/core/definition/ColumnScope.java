package io.ingot.core.definition;

import io.ingot.readers.ColumnType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Column names with their types, as SQL looks them up: without regard to case. An empty type is one
 * that nobody declared.
 */
final class ColumnScope {
  private final Map<String, Named> columns = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /** Adds a column unless one of that name (in any case) is there already: then returns that. */
  Optional<String> add(String name, String type) {
    return Optional.ofNullable(columns.putIfAbsent(name, new Named(name, type))).map(Named::name);
  }

  void remove(String name) {
    columns.remove(name);
  }

  /** Whether SQL finds it. */
  boolean finds(String name) {
    return columns.containsKey(name);
  }

  /** Whether SQL finds it, or the column of which it is a part: {@code address.city}. */
  boolean findsPart(String path) {
    int dot = path.indexOf('.');
    String column = dot < 0 ? path : path.substring(0, dot);
    return finds(path)
        || (dot > 0
            && finds(column)
            && ColumnType.isNested(type(column))
            && ColumnType.of(type(column)).has(path.substring(dot + 1)));
  }

  /** Whether it is there in exactly this spelling. */
  boolean has(String name) {
    return finds(name) && columns.get(name).name().equals(name);
  }

  /** The type of a column that is there. */
  String type(String name) {
    return columns.get(name).type();
  }

  List<String> names() {
    return columns.values().stream().map(Named::name).toList();
  }

  ColumnScope copy() {
    ColumnScope copy = new ColumnScope();
    copy.columns.putAll(columns);
    return copy;
  }

  private record Named(String name, String type) {}
}

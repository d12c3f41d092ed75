package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** All keys that were learned from the records of a file. */
final class JsonKeys {
  /** Names beyond these cost a look-up each time, and are not counted. */
  private static final int MOST = 4 * FileReport.NAMES;

  private final Map<String, JsonKey> byPath = new LinkedHashMap<>();
  private int learned;

  /**
   * Takes a new key in, if there is room.
   *
   * @return whether it was
   */
  boolean learn(JsonKey key) {
    String path = new String(key.path, UTF_8);
    key.isLearned = learned < MOST;
    if (key.isLearned) {
      learned++;
    }
    JsonKey other = key.isLearned ? byPath.putIfAbsent(path, key) : byPath.get(path);
    if (other != null) {
      other.isAmbiguous = true;
    }
    key.isAmbiguous = other != null || !key.isLearned;
    return key.isLearned;
  }

  /**
   * Names of values that no column takes, the first of them, each with how many records have it.
   */
  Map<String, Long> undeclared() {
    Map<String, Long> names = new TreeMap<>();
    byPath.entrySet().stream()
        .filter(e -> e.getValue().met > 0)
        .limit(FileReport.NAMES)
        .forEach(e -> names.put(e.getKey(), e.getValue().met));
    return names;
  }
}

package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of one object of the records: of the record itself, or of one in which columns are
 * looked for. Keys are learned as they are met, so that the next record costs a comparison.
 */
final class JsonLevel {
  private final Map<String, List<JsonWant>> wants = new HashMap<>();
  private final byte[] prefix;
  private final JsonKeys keys;
  private JsonKey[] table = new JsonKey[64];
  private int count;

  /** The first key of the last record; null if there was none. */
  JsonKey first;

  JsonLevel(List<JsonWant> wants, byte[] prefix, JsonKeys keys) {
    wants.forEach(
        w -> this.wants.computeIfAbsent(folded(w.path().get(0)), k -> new ArrayList<>()).add(w));
    this.prefix = prefix;
    this.keys = keys;
  }

  /** The key of a name. */
  JsonKey key(byte[] text, int from, int to) {
    int hash = Words.hash(text, from, to);
    for (int place = hash; ; place++) {
      JsonKey key = table[place & (table.length - 1)];
      if (key == null) {
        return learned(Arrays.copyOfRange(text, from, to));
      }
      if (key.is(text, from, to)) {
        return key;
      }
    }
  }

  private JsonKey learned(byte[] name) {
    JsonKey key = made(name);
    if (keys.learn(key)) {
      if (2 * ++count > table.length) {
        JsonKey[] old = table;
        table = new JsonKey[2 * old.length];
        for (JsonKey k : old) {
          if (k != null) {
            put(k);
          }
        }
      }
      put(key);
    }
    return key;
  }

  private void put(JsonKey key) {
    int place = Words.hash(key.name, 0, key.name.length);
    while (table[place & (table.length - 1)] != null) {
      place++;
    }
    table[place & (table.length - 1)] = key;
  }

  private JsonKey made(byte[] bytes) {
    String name = new String(bytes, UTF_8);
    byte[] path = Arrays.copyOf(prefix, prefix.length + bytes.length);
    System.arraycopy(bytes, 0, path, prefix.length, bytes.length);
    List<JsonWant> targets = new ArrayList<>();
    List<JsonWant> further = new ArrayList<>();
    for (JsonWant want : wants.getOrDefault(folded(name), List.of())) {
      if (want.leadsBy(name)) {
        (want.isLast() ? targets : further).add(want.behind(name));
      }
    }
    return new JsonKey(bytes, path, targets, further.isEmpty() ? null : inside(further, path));
  }

  private JsonLevel inside(List<JsonWant> further, byte[] path) {
    byte[] dotted = Arrays.copyOf(path, path.length + 1);
    dotted[path.length] = '.';
    return new JsonLevel(further, dotted, keys);
  }

  /** A name without its case, as {@link String#equalsIgnoreCase} compares. */
  private static String folded(String name) {
    return name.codePoints()
        .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}

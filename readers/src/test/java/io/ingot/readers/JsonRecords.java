package io.ingot.readers;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** JSON as a test generates it, in all ways in which it may be written. */
final class JsonRecords {
  private static final String CHARACTERS = "ab\"\\/\b\n\r\t\0\u001f\u007fé€\ue000,:{}[]'";
  private static final String SPECIAL = "\"\\/\b\f\n\r\t";
  private static final int LONGEST = 12;

  private final Random random;
  private final List<String> spaces;

  /**
   * Makes a generator.
   *
   * @param acrossLines whether white space may have line ends
   */
  JsonRecords(Random random, boolean acrossLines) {
    this.random = random;
    this.spaces = acrossLines ? List.of(" ", "\n", "\r\n ", "\t") : List.of(" ", "\t ");
  }

  <T> T one(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  /** A few of something. */
  <T> List<T> some(int most, Supplier<T> item) {
    List<T> items = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      items.add(item.get());
    }
    return items;
  }

  /** White space, mostly none. */
  private String space() {
    return random.nextInt(8) == 0 ? one(spaces) : "";
  }

  /** A text with everything that must be escaped, of one to four bytes a character. */
  String text() {
    StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "🚕" : "");
    for (int i = random.nextInt(LONGEST); i > 0; i--) {
      text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return text.append(random.nextInt(8) == 0 ? "日本語" : "").toString();
  }

  /** A string, with escapes where they must be and where they may be. */
  String string(String text) {
    boolean plain = random.nextBoolean();
    StringBuilder json = new StringBuilder("\"");
    for (int c : text.codePoints().toArray()) {
      int special = SPECIAL.indexOf(c);
      boolean asUnits = !plain && random.nextInt(3) == 0;
      if (asUnits || (c < ' ' && special < 0)) {
        String unit = random.nextBoolean() ? "\\u%04X" : "\\u%04x";
        Character.toString(c).chars().forEach(u -> json.append(unit.formatted(u)));
      } else if (special >= 0 && (c != '/' || !plain)) {
        json.append('\\').append("\"\\/bfnrt".charAt(special));
      } else {
        json.appendCodePoint(c);
      }
    }
    return json.append('"').toString();
  }

  private String number() {
    return switch (random.nextInt(4)) {
      case 0 -> String.valueOf(random.nextLong() >> random.nextInt(64));
      case 1 -> BigDecimal.valueOf(random.nextInt(), random.nextInt(12)).toPlainString();
      case 2 -> String.valueOf(random.nextGaussian());
      default -> one(List.of("0", "-0", "1.10", "1e3", "1E-400", "-0.0e+00", "1e999"));
    };
  }

  /** A value with objects and arrays in one another. */
  String value(int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0, 1 -> string(text());
      case 2, 3 -> number();
      case 4 -> one(List.of("true", "false", "null"));
      case 5 -> joined("[", some(3, () -> value(depth - 1)), "]");
      default -> object(some(4, this::text), () -> value(depth - 1));
    };
  }

  /** An object with these keys, each once. */
  String object(List<String> keys, Supplier<String> value) {
    Set<String> unique = new LinkedHashSet<>(keys);
    return joined(
        "{",
        unique.stream().map(k -> string(k) + space() + ":" + space() + value.get()).toList(),
        "}");
  }

  private String joined(String open, List<String> items, String close) {
    return open + space() + String.join(space() + "," + space(), items) + space() + close;
  }

  /** Up to three bytes changed, removed, doubled, or put in. */
  byte[] mutated(byte[] bytes, String alphabet) {
    byte[] result = bytes;
    for (int i = random.nextInt(4); i > 0; i--) {
      result = mutatedOnce(result, (byte) alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return result;
  }

  private byte[] mutatedOnce(byte[] bytes, byte with) {
    if (bytes.length == 0) {
      return new byte[] {with};
    }
    int at = random.nextInt(bytes.length);
    int kind = random.nextInt(4);
    byte[] result = Arrays.copyOf(bytes, bytes.length + List.of(0, -1, 1, 1).get(kind));
    if (kind == 0) {
      result[at] = with;
    } else if (kind == 1) {
      System.arraycopy(bytes, at + 1, result, at, bytes.length - at - 1);
    } else {
      System.arraycopy(bytes, at, result, at + 1, bytes.length - at);
      result[at] = kind == 2 ? with : bytes[at];
    }
    return result;
  }
}

package io.ingot.local.asl;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * The functions that Step Functions adds to JSONata, and its clock. An undefined first argument
 * gives an undefined result, as everywhere in JSONata.
 */
final class StepFunctionsLibrary {
  /** Names that are not in JSONata itself. */
  static final Set<String> EXTRA = Set.of("partition", "range", "hash", "uuid", "parse");

  private static final Set<String> ALGORITHMS =
      Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

  private interface Body {
    Object apply(List<?> arguments);
  }

  private final Map<String, Jsonata.JFunction> functions = new HashMap<>();
  private final Pacer pacer;

  StepFunctionsLibrary(Pacer pacer) {
    this.pacer = pacer;
    define("partition", "<xx:x>", StepFunctionsLibrary::partition);
    define("range", "<xxx:x>", StepFunctionsLibrary::range);
    define("hash", "<xx:x>", StepFunctionsLibrary::hash);
    define("parse", "<x:x>", StepFunctionsLibrary::parse);
    define("uuid", "<:x>", arguments -> UUID.randomUUID().toString());
    define("random", "<x?:x>", this::random);
    define("millis", "<:x>", arguments -> pacer.now().toEpochMilli());
    define("now", "<s?s?:s>", this::now);
  }

  void bind(Jsonata.Frame frame) {
    functions.forEach(frame::bind);
  }

  private void define(String name, String signature, Body body) {
    functions.put(
        name, new Jsonata.JFunction((input, arguments) -> body.apply(arguments), signature));
  }

  private Object random(List<?> arguments) {
    return at(arguments, 0) instanceof Number seed
        ? new Random(seed.longValue()).nextDouble()
        : pacer.jitter();
  }

  private Object now(List<?> arguments) {
    return Functions.dateTimeFromMillis(
        pacer.now().toEpochMilli(), (String) at(arguments, 0), (String) at(arguments, 1));
  }

  private static Object at(List<?> arguments, int index) {
    return index < arguments.size() ? arguments.get(index) : null;
  }

  private static Object partition(List<?> arguments) {
    if (!(at(arguments, 0) instanceof List<?> list)) {
      return at(arguments, 0) == null ? null : List.of(List.of(at(arguments, 0)));
    }
    int size = integer("partition", arguments, 1);
    if (size < 1) {
      throw new IllegalArgumentException("$partition needs a positive size (" + size + ")");
    }
    List<Object> parts = new ArrayList<>();
    for (int from = 0; from < list.size(); from += size) {
      parts.add(new ArrayList<>(list.subList(from, Math.min(from + size, list.size()))));
    }
    return parts;
  }

  private static Object range(List<?> arguments) {
    int first = integer("range", arguments, 0);
    int last = integer("range", arguments, 1);
    int step = integer("range", arguments, 2);
    if (step == 0) {
      throw new IllegalArgumentException("$range needs a step other than 0");
    }
    List<Object> values = new ArrayList<>();
    for (long value = first; step > 0 ? value <= last : value >= last; value += step) {
      values.add(value);
    }
    return values;
  }

  private static Object hash(List<?> arguments) {
    Object text = at(arguments, 0);
    if (text == null) {
      return null;
    }
    Object algorithm = at(arguments, 1);
    if (!(text instanceof String content) || !(algorithm instanceof String name)) {
      throw new IllegalArgumentException("$hash needs a string and the name of an algorithm");
    }
    if (!ALGORITHMS.contains(name)) {
      throw new IllegalArgumentException("$hash has no algorithm of this name (" + name + ")");
    }
    try {
      byte[] digest =
          MessageDigest.getInstance(name).digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot hash: this Java lacks " + name + ".", e);
    }
  }

  private static Object parse(List<?> arguments) {
    Object text = at(arguments, 0);
    if (text == null) {
      return null;
    }
    if (!(text instanceof String json)) {
      throw new IllegalArgumentException("$parse needs a string");
    }
    return JsonValues.toJava(Json.read(json, JsonNode.class));
  }

  private static int integer(String function, List<?> arguments, int index) {
    if (at(arguments, index) instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())) {
      return Math.toIntExact(number.longValue());
    }
    throw new IllegalArgumentException(
        "$" + function + " needs an integer as argument " + (index + 1));
  }
}

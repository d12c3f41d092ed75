package io.ingot.local.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads plans: {@code {"faults": [{"at": "silver:done", "do": "kill", "times": 1}]}}. */
final class FaultPlan {
  private static final Set<String> KEYS = Set.of("at", "do", "times", "skip", "seconds");
  private static final String FORM =
      "Write {\"faults\": [{\"at\": POINT, \"do\": EFFECT, \"times\": N, \"skip\": N, \"seconds\": N}]};"
          + " effects: "
          + Arrays.toString(Effect.values())
          + ".";

  private final Path file;

  private FaultPlan(Path file) {
    this.file = file;
  }

  /**
   * The faults of a plan, in its order.
   *
   * @throws RefusedException if the file is no plan
   */
  static List<Fault> read(Path file) {
    return new FaultPlan(file).faults();
  }

  private List<Fault> faults() {
    JsonNode written = tree().path("faults");
    if (!written.isArray()) {
      throw wrong("there is no list \"faults\"");
    }
    List<Fault> faults = new ArrayList<>();
    for (JsonNode fault : written) {
      faults.add(fault(faults.size(), fault));
    }
    return List.copyOf(faults);
  }

  private JsonNode tree() {
    try {
      return Json.read(Files.readAllBytes(file), JsonNode.class);
    } catch (IOException | IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private Fault fault(int number, JsonNode fault) {
    fault
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                throw wrong("a fault has no \"" + key + "\"");
              }
            });
    String at = fault.path("at").asText();
    if (at.isEmpty()) {
      throw wrong("fault " + (number + 1) + " has no point \"at\"");
    }
    Effect effect = effect(fault.path("do").asText());
    int seconds = whole(fault, "seconds", 0);
    if ((seconds > 0) != (effect == Effect.delay)) {
      throw wrong("\"seconds\" belongs to delay, and delay needs it (" + at + ")");
    }
    return new Fault(
        number,
        at,
        effect,
        Math.max(1, whole(fault, "times", 1)),
        whole(fault, "skip", 0),
        Duration.ofSeconds(seconds));
  }

  private Effect effect(String written) {
    return Arrays.stream(Effect.values())
        .filter(e -> e.name().equals(written))
        .findFirst()
        .orElseThrow(() -> wrong("there is no effect \"" + written + "\""));
  }

  private int whole(JsonNode fault, String key, int missing) {
    JsonNode value = fault.path(key);
    if (value.isMissingNode()) {
      return missing;
    }
    if (!value.isInt() || value.intValue() < 0) {
      throw wrong("\"" + key + "\" must be a whole number (" + value + ")");
    }
    return value.intValue();
  }

  private RefusedException wrong(String reason) {
    return new RefusedException("Cannot read fault plan %s: %s. %s".formatted(file, reason, FORM));
  }
}

package io.ingot.functions;

import com.amazonaws.services.lambda.runtime.Context;
import io.ingot.core.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics of one invocation, as one line of the log that CloudWatch turns into metrics by itself
 * (CloudWatch embedded metric format). Their dimension is the function's name.
 */
public final class Metrics {
  /** The namespace of all metrics. */
  public static final String NAMESPACE = "Ingot";

  private static final String FUNCTION = "FunctionName";

  private final Map<String, Long> values = new LinkedHashMap<>();
  private final Map<String, String> units = new LinkedHashMap<>();

  /** Adds a number of things. */
  public Metrics count(String name, long value) {
    return add(name, "Count", value);
  }

  /** Adds a time in seconds. */
  public Metrics seconds(String name, long value) {
    return add(name, "Seconds", value);
  }

  /** Writes the line. */
  public void log(Context context, Instant now) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(
        "_aws",
        Map.of(
            "Timestamp",
            now.toEpochMilli(),
            "CloudWatchMetrics",
            List.of(
                Map.of(
                    "Namespace",
                    NAMESPACE,
                    "Dimensions",
                    List.of(List.of(FUNCTION)),
                    "Metrics",
                    units.entrySet().stream()
                        .map(m -> Map.of("Name", m.getKey(), "Unit", m.getValue()))
                        .toList()))));
    line.put(FUNCTION, context.getFunctionName());
    line.putAll(values);
    context.getLogger().log(Json.write(line) + "\n");
  }

  private Metrics add(String name, String unit, long value) {
    units.put(name, unit);
    values.put(name, value);
    return this;
  }
}

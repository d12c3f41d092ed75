package io.ingot.functions;

import com.amazonaws.services.lambda.runtime.Context;
import io.ingot.core.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object per line of a function's log. */
public final class Log {
  private Log() {}

  /**
   * Logs an event.
   *
   * @param fields alternating names and values
   */
  public static void info(Context context, String event, Object... fields) {
    write(context, "INFO", event, fields, null);
  }

  /** Logs an event with an exception's full stack trace. */
  public static void error(Context context, String event, Throwable thrown, Object... fields) {
    write(context, "ERROR", event, fields, thrown);
  }

  private static void write(
      Context context, String level, String event, Object[] fields, Throwable thrown) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("level", level);
    line.put("event", event);
    line.put("request", context.getAwsRequestId());
    for (int i = 0; i + 1 < fields.length; i += 2) {
      line.put(String.valueOf(fields[i]), fields[i + 1]);
    }
    if (thrown != null) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      line.put("exception", trace.toString());
    }
    context.getLogger().log(Json.write(line) + "\n");
  }
}

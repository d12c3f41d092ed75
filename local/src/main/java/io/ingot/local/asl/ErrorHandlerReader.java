package io.ingot.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code Retry}, and the error names of {@code Retry} and {@code Catch}. */
final class ErrorHandlerReader {
  /** What Step Functions takes for the numbers of a retrier. */
  private static final int LARGEST = 99_999_999;

  private static final Set<String> RETRIER_FIELDS =
      Set.of(
          "ErrorEquals",
          "IntervalSeconds",
          "MaxAttempts",
          "BackoffRate",
          "MaxDelaySeconds",
          "JitterStrategy",
          "Comment");

  private ErrorHandlerReader() {}

  static List<Retrier> retriers(Fields state) {
    List<Fields> entries = state.objects("Retry");
    List<Retrier> retriers = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      retriers.add(retrier(entries.get(i), i == entries.size() - 1));
    }
    return retriers;
  }

  private static Retrier retrier(Fields entry, boolean last) {
    entry.allow(RETRIER_FIELDS);
    int interval = entry.integer("IntervalSeconds", Retrier.DEFAULT_INTERVAL, 1, LARGEST);
    int longest = entry.integer("MaxDelaySeconds", Retrier.LONGEST_DELAY, 1, Retrier.LONGEST_DELAY);
    if (entry.has("MaxDelaySeconds") && longest <= interval) {
      entry.problem(
          "MaxDelaySeconds",
          "it is not above IntervalSeconds (" + longest + " <= " + interval + "). Raise it.");
    }
    String jitter = entry.optionalText("JitterStrategy").orElse("NONE");
    if (!jitter.equals("NONE") && !jitter.equals("FULL")) {
      entry.problem("JitterStrategy", "it is unknown (" + jitter + "). Write NONE or FULL.");
    }
    return new Retrier(
        errorEquals(entry, last),
        interval,
        entry.integer("MaxAttempts", Retrier.DEFAULT_ATTEMPTS, 0, LARGEST),
        entry.number("BackoffRate", Retrier.DEFAULT_RATE, 1.0),
        longest,
        jitter.equals("FULL"));
  }

  /** The error names of a retrier or catcher, which may be the last one of its list. */
  static List<String> errorEquals(Fields entry, boolean last) {
    List<String> names = new ArrayList<>();
    JsonNode array = entry.get("ErrorEquals");
    if (!array.isArray() || array.isEmpty()) {
      entry.problem("ErrorEquals", "it names no error. Write a list of error names.");
    }
    for (JsonNode name : array) {
      if (!name.isTextual() || name.textValue().isEmpty()) {
        entry.problem("ErrorEquals", "this is no error name (" + name + "). Write a string.");
      } else if (name.textValue().startsWith("States.")
          && !ErrorName.KNOWN.contains(name.textValue())) {
        entry.problem(
            "ErrorEquals",
            "no state here reports this reserved error, or nothing can take it ("
                + name.textValue()
                + "). Remove it.");
      } else {
        names.add(name.textValue());
      }
    }
    if (names.contains(ErrorName.ALL) && (names.size() > 1 || !last)) {
      entry.problem(
          "ErrorEquals",
          "States.ALL must stand alone and in the last entry (" + names + "). Move it there.");
    }
    return names;
  }
}

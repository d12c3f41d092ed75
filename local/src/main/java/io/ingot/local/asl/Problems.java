package io.ingot.local.asl;

import io.ingot.core.failure.RefusedException;
import java.util.ArrayList;
import java.util.List;

/** Everything wrong with a definition, collected so that all of it is said at once. */
final class Problems {
  private final List<String> lines = new ArrayList<>();

  /** Notes one problem; the message says the reason, the value and the next action. */
  void add(String path, String message) {
    lines.add(path + ": " + message);
  }

  void throwIfAny() {
    if (!lines.isEmpty()) {
      throw new RefusedException(
          "Cannot load the state machine: "
              + (lines.size() == 1 ? "1 problem" : lines.size() + " problems")
              + ".\n"
              + String.join("\n", lines));
    }
  }
}

package io.ingot.local.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Messages of an execution, shown when it has ended and not between its progress lines. */
final class Letters {
  private final PrintStream screen;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private final PrintStream box = new PrintStream(held, true, StandardCharsets.UTF_8);
  private boolean delivered;

  Letters(PrintStream screen) {
    this.screen = screen;
  }

  /** Where messages are printed until they are delivered. */
  PrintStream box() {
    return box;
  }

  /** Shows what was held back. */
  void deliver() {
    if (held.size() > 0) {
      screen.print(held.toString(StandardCharsets.UTF_8));
      screen.flush();
      held.reset();
      delivered = true;
    }
  }

  /** Whether anything was ever shown. */
  boolean delivered() {
    return delivered;
  }
}

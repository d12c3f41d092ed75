package io.ingot.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calls that {@code docs/local-invoke.md} shows, with their answers. */
final class LocalInvoke {
  private static final Pattern CALL =
      Pattern.compile(
          "```sh\\n(sam local invoke (\\w+) -e events/(\\S+) -n events/env\\.json[^\\n]*)\\n```"
              + "\\s+```json\\n(.*?)\\n```",
          Pattern.DOTALL);

  private LocalInvoke() {}

  /**
   * A call.
   *
   * @param line the command line
   * @param function the function's name in the template
   * @param event the event's file
   * @param answer what it answers, as shown
   */
  record Call(String line, String function, String event, String answer) {}

  /** The calls, in the order of the page. */
  static List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    Matcher found = CALL.matcher(page());
    while (found.find()) {
      calls.add(new Call(found.group(1), found.group(2), found.group(3), found.group(4)));
    }
    return calls;
  }

  /** The command lines, in the order of the page. */
  static List<String> lines() {
    return calls().stream().map(Call::line).toList();
  }

  static String page() {
    try {
      return Files.readString(Build.root().resolve("docs/local-invoke.md"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read docs/local-invoke.md", e);
    }
  }
}

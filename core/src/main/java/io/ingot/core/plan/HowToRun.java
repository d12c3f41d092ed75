package io.ingot.core.plan;

import io.ingot.core.attempt.Rebuild;
import io.ingot.core.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How people run an operator's command: messages say it, so that nobody has to look it up. */
@FunctionalInterface
public interface HowToRun {
  /** The laptop's command line. */
  HowToRun LAPTOP =
      new HowToRun() {
        @Override
        public String line(String pipeline, Command command) {
          return laptop(pipeline, command);
        }

        @Override
        public String outOfMemory(int gigabytes) {
          return "the heap of this JVM was not enough. Give it more (by default INGOT_HEAP=4g), or load smaller files";
        }
      };

  /**
   * The line that runs a command.
   *
   * @param command the command; {@link Command#NONE} to load what waits
   */
  String line(String pipeline, Command command);

  /**
   * What is wrong, and what can be done, if a batch does not fit the memory that it can get.
   *
   * @param gigabytes what the largest worker has
   */
  default String outOfMemory(int gigabytes) {
    return "one task had the %d GB of the largest worker to itself, and they were not enough. Load smaller files, or raise the quota of vCPUs"
        .formatted(gigabytes);
  }

  /**
   * The AWS command line, which starts an execution.
   *
   * @param stateMachine the state machine's ARN
   */
  static HowToRun cloud(String stateMachine) {
    return (pipeline, command) ->
        "aws stepfunctions start-execution --state-machine-arn %s --input '%s'"
            .formatted(stateMachine, Json.write(input(pipeline, command)).replace("'", "\\u0027"));
  }

  /** The input of an execution that carries a command. */
  static Map<String, Object> input(String pipeline, Command command) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("pipeline", pipeline);
    if (!command.verb().isEmpty()) {
      input.put("command", command.input());
    }
    return input;
  }

  private static String laptop(String pipeline, Command command) {
    if (command.verb().equals(Command.REBUILD)) {
      String from = command.from().equals(Rebuild.LANDING) ? " --from landing" : "";
      return "./ingot rebuild " + pipeline + "/" + command.rebuild() + from;
    }
    String verb = command.verb().isEmpty() ? "run" : command.verb();
    String line = "./ingot %s --pipeline %s".formatted(verb, pipeline);
    if (!command.file().isEmpty()) {
      return line + " '" + command.file() + "'";
    }
    if (command.ofQuarantine()) {
      return line + " --quarantine " + command.quarantine();
    }
    if (command.verb().isEmpty()) {
      return line;
    }
    String batch = command.verb().equals(Command.ROLLBACK) ? " --to-batch " : " --batch ";
    return line
        + batch
        + command.batch()
        + command.files().stream().map(f -> " --file '" + f + "'").collect(Collectors.joining());
  }
}

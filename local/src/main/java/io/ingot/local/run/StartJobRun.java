package io.ingot.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import io.ingot.local.asl.Integration;
import io.ingot.local.asl.TaskContext;
import io.ingot.local.asl.TaskFailedException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * {@code emr-serverless:startJobRun.sync} on the laptop. As there, a repeated ClientToken is
 * answered with the first call's job run.
 */
final class StartJobRun implements Integration {
  private final JobRunner runner;
  private final LocalJobRuns jobRuns;

  StartJobRun(JobRunner runner, LocalJobRuns jobRuns) {
    this.runner = runner;
    this.jobRuns = jobRuns;
  }

  @Override
  public JsonNode invoke(JsonNode arguments, TaskContext context) throws TaskFailedException {
    String id = arguments.path("ClientToken").asText().substring(0, 16);
    String name = arguments.path("Name").asText();
    Optional<LocalJobRuns.Item> earlier =
        jobRuns.item(id).filter(i -> !i.state().equals("RUNNING"));
    LocalJobRuns.Item item =
        earlier.isPresent() ? earlier.orElseThrow() : run(id, name, arguments, context);
    if (item.state().equals("TIMED_OUT")) {
      throw new TaskFailedException("States.Timeout", item.detail());
    }
    if (!item.state().equals("SUCCESS")) {
      throw new TaskFailedException("States.TaskFailed", Json.write(described(item)));
    }
    return Json.tree(described(item));
  }

  private LocalJobRuns.Item run(String id, String name, JsonNode arguments, TaskContext context) {
    JsonNode entry = arguments.path("JobDriver").path("SparkSubmit").path("EntryPointArguments");
    LocalJobRuns.Item item = new LocalJobRuns.Item(id, name, "RUNNING", "", 0, "");
    jobRuns.put(item);
    JobRunner.End end =
        runner.run(id, entry.path(0).asText(), entry.path(1).asText(), limit(arguments, context));
    LocalJobRuns.Item ended = jobRuns.item(id).orElse(item).ended(end);
    jobRuns.put(ended);
    return ended;
  }

  private static Duration limit(JsonNode arguments, TaskContext context) {
    Duration execution = Duration.ofMinutes(arguments.path("ExecutionTimeoutMinutes").asLong(720));
    return context.timeout().isZero() || execution.compareTo(context.timeout()) < 0
        ? execution
        : context.timeout();
  }

  private static Map<String, String> described(LocalJobRuns.Item item) {
    return Map.of(
        "ApplicationId", "local",
        "JobRunId", item.id(),
        "State", item.state(),
        "StateDetails", item.detail());
  }
}

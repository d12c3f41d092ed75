package io.ingot.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import io.ingot.core.plan.Command;
import io.ingot.core.port.Workflow;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The service that runs the state machine. */
final class Executions implements Workflow {
  private final Simulation world;
  private final Map<String, Execution> executions = new LinkedHashMap<>();

  Executions(Simulation world) {
    this.world = world;
  }

  @Override
  public Start start(String name, String input) {
    Execution known = executions.get(name);
    if (known != null) {
      return known.isRunning() ? Start.running : Start.name_taken;
    }
    Execution execution = new Execution(world, name, command(input));
    executions.put(name, execution);
    execution.plan();
    return Start.running;
  }

  private static Command command(String input) {
    if (!input.contains("\"command\"")) {
      return Command.NONE;
    }
    return Json.of(Json.read(input, JsonNode.class).get("command"), Command.class);
  }

  @Override
  public boolean running(String execution) {
    Execution known = executions.get(execution);
    return known != null && known.isRunning();
  }

  Collection<Execution> all() {
    return executions.values();
  }
}

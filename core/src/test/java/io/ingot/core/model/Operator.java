package io.ingot.core.model;

import io.ingot.core.admit.Arrivals;
import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.Rebuild;
import io.ingot.core.failure.TransientException;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.plan.Command;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody at the command line. */
final class Operator extends Actor {
  private final Order order;

  Operator(Simulation world, int number, Order order) {
    super(world, "operator " + number + " " + order);
    this.order = order;
  }

  /** What an operator may want. */
  enum Order {
    /** An execution more, under a name of its own. */
    start,
    redrive,
    skip,
    skip_of_a_file,
    rollback_of_last,
    rollback_of_all,
    readmit,
    redrive_of_quarantine,
    rebuild,
    rebuild_from_landing;

    boolean needsHeldBatch() {
      return this == redrive || this == skip || this == skip_of_a_file;
    }
  }

  @Override
  void program() {
    Ports ports = new Ports(this);
    if (order == Order.start) {
      ports.workflow().start("by-hand-" + name.replace(' ', '-'), "{}");
      return;
    }
    PipelineItem header = ports.ledger().pipeline(Simulation.PIPELINE);
    command(header, ports)
        .ifPresent(
            command -> {
              try {
                new Arrivals(ports.ledger(), ports.workflow())
                    .command(
                        Simulation.PIPELINE,
                        "b",
                        Map.of("pipeline", Simulation.PIPELINE, "command", Json.tree(command)));
              } catch (TransientException failure) {
                world.trace(() -> name + " throws " + failure.getMessage());
              }
            });
  }

  private Optional<Command> command(PipelineItem header, Ports ports) {
    return switch (order) {
      case start -> Optional.empty();
      case redrive -> Optional.of(Command.redrive(header.openBatch()));
      case skip -> Optional.of(Command.skip(header.openBatch()));
      case skip_of_a_file ->
          ports
              .work()
              .get(header.manifest())
              .map(bytes -> Json.read(bytes, Manifest.class).files())
              .filter(files -> files.size() > 1)
              .map(files -> files.get(0).file().toString())
              .map(file -> Command.skip(header.openBatch(), List.of(file)));
      case rollback_of_last -> Optional.of(Command.rollback(Math.max(0, header.lastBatch() - 1)));
      case rollback_of_all -> Optional.of(Command.rollback(0));
      case redrive_of_quarantine -> Optional.of(Command.redriveQuarantine("rides"));
      case rebuild -> Optional.of(Command.rebuild("rides", Rebuild.BRONZE));
      case rebuild_from_landing -> Optional.of(Command.rebuild("rides", Rebuild.LANDING));
      case readmit ->
          ports.ledger().settledFiles(Simulation.PIPELINE).stream()
              .filter(f -> f.state() == FileState.refused)
              .map(FileItem::file)
              .findFirst()
              .map(f -> Command.redrive(f.toString()));
    };
  }
}

package io.ingot.core.model;

import io.ingot.core.admit.Admit;
import io.ingot.core.admit.Arrivals;
import io.ingot.core.admit.UploadEvent;
import io.ingot.core.failure.TransientException;
import io.ingot.core.ledger.Ledger;
import java.util.List;

/** A message of the upload queue, in the hands of Admit. */
final class Delivery extends Actor {
  private final int number;
  private final List<Upload> uploads;
  private final int time;

  Delivery(Simulation world, int number, List<Upload> uploads, int time) {
    super(world, "admit " + number + (time == 1 ? "" : " time " + time));
    this.number = number;
    this.uploads = uploads;
    this.time = time;
  }

  @Override
  Cut.Who who() {
    return Cut.Who.admit;
  }

  @Override
  void program() {
    Ports ports = new Ports(this);
    Ledger ledger = world.mutant.ledger(ports.ledger());
    Arrivals arrivals = new Arrivals(ledger, ports.workflow());
    Admit admit = new Admit(world.definitions, ledger, world.uploads, (subject, message) -> {});
    try {
      if (world.mutant == Mutant.counter_bumped_before_the_put) {
        arrivals.announce(Simulation.PIPELINE, "b");
      }
      boolean waiting = false;
      for (Upload upload : uploads) {
        Admit.Outcome outcome =
            admit.admit(new UploadEvent.Created(upload.file(), upload.sequencer()), Uploads.NOW);
        waiting |= outcome.verdict() == Admit.Verdict.waiting;
      }
      if (waiting && world.mutant != Mutant.counter_bumped_before_the_put) {
        arrivals.announce(Simulation.PIPELINE, "b");
      }
      done();
    } catch (TransientException failure) {
      world.add(again());
    }
  }

  Delivery again() {
    return new Delivery(world, number, uploads, time + 1);
  }
}

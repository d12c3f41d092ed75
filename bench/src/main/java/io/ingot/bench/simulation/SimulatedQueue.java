package io.ingot.bench.simulation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * The upload queue and what Lambda makes of it: batches of messages, several of them worked on at
 * once.
 */
final class SimulatedQueue {
  private final Agenda agenda;
  private final ServiceTimes times;
  private final Consumer<List<Upload>> announce;
  private final Consumer<Upload> admit;
  private final Queue<Upload> messages = new ArrayDeque<>();
  private Instant window = Instant.MIN;
  private int busy;

  SimulatedQueue(
      Agenda agenda, ServiceTimes times, Consumer<Upload> admit, Consumer<List<Upload>> announce) {
    this.agenda = agenda;
    this.times = times;
    this.admit = admit;
    this.announce = announce;
  }

  void deliver(Upload upload) {
    messages.add(upload);
    if (messages.size() >= ServiceTimes.ADMIT_BATCH) {
      take();
    } else if (!agenda.now().isBefore(window)) {
      window = agenda.now().plus(Agenda.nanos(times.admitWindow()));
      agenda.at(window, this::take);
    }
  }

  private void take() {
    if (messages.isEmpty() || busy >= ServiceTimes.ADMITS_AT_ONCE) {
      return;
    }
    busy++;
    List<Upload> batch = new ArrayList<>();
    while (!messages.isEmpty() && batch.size() < ServiceTimes.ADMIT_BATCH) {
      batch.add(messages.remove());
    }
    double at = times.start();
    for (Upload upload : batch) {
      at += times.admitPerMessage();
      agenda.in(at, () -> admit.accept(upload));
    }
    agenda.in(
        at,
        () -> {
          announce.accept(batch);
          busy--;
          take();
        });
  }
}

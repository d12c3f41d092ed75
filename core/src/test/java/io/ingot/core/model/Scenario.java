package io.ingot.core.model;

import io.ingot.core.definition.Overwrite;
import io.ingot.core.definition.PipelineLimits;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a history is about. The schedule decides what becomes of it.
 *
 * @param overwrite policy of the one source
 * @param limits of the one pipeline
 * @param staged whether a batch takes a job run per stage
 * @param uploads all file versions, in the order in which they are uploaded
 * @param deliveries messages of the queue, each with the uploads that it tells of; an upload of
 *     which none tells is a lost event
 * @param faults how many faults may happen
 * @param kinds which ones
 * @param sweeps how often Sweep runs at any time, besides when all is quiet and it is needed
 * @param batchesPerExecution after how many batches an execution hands over to a new one
 * @param orders what operators want, in this order
 * @param cut where somebody is killed; Sweep then runs once more, at any time
 */
record Scenario(
    Overwrite overwrite,
    PipelineLimits limits,
    boolean staged,
    List<Upload> uploads,
    List<List<Upload>> deliveries,
    int faults,
    Set<Fault> kinds,
    int sweeps,
    int batchesPerExecution,
    List<Operator.Order> orders,
    Optional<Cut> cut) {

  /** The same scenario, with somebody killed. */
  Scenario with(Cut where) {
    return new Scenario(
        overwrite,
        limits,
        staged,
        uploads,
        deliveries,
        faults,
        kinds,
        sweeps,
        batchesPerExecution,
        orders,
        Optional.of(where));
  }

  boolean eventsLost() {
    return !uploads.stream().allMatch(u -> deliveries.stream().anyMatch(d -> d.contains(u)));
  }
}

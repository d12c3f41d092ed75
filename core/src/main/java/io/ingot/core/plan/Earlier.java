package io.ingot.core.plan;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.AttemptFile;
import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.StageFailure;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.port.WorkStore;
import java.util.Optional;

/**
 * What earlier attempts say about the size of the next. Only an estimate: where they are gone, it
 * begins again.
 *
 * @param tables bytes that earlier batches loaded, unpacked
 * @param definition the definition by which the batch before was loaded; today's if there was none
 * @param memory how often memory ran out for the batch at hand
 */
record Earlier(long tables, PipelineDefinition definition, int memory) {

  static Earlier of(
      PipelineItem header, PipelineDefinition pipeline, Ledger ledger, WorkStore work) {
    Optional<AttemptFile> before =
        ledger
            .batch(header.pipeline(), header.openBatch() - 1)
            .flatMap(b -> attempt(header.pipeline(), b, work));
    return new Earlier(
        before.map(a -> a.run().tables() + loaded(a, work)).orElse(0L),
        before.map(AttemptFile::definition).orElse(pipeline),
        memory(header, ledger, work));
  }

  private static long loaded(AttemptFile attempt, WorkStore work) {
    return work.get(attempt.manifest())
        .map(bytes -> Appetite.unpacked(Json.read(bytes, Manifest.class)))
        .orElse(0L);
  }

  private static int memory(PipelineItem header, Ledger ledger, WorkStore work) {
    Optional<BatchItem> batch = ledger.batch(header.pipeline(), header.openBatch());
    if (batch.isEmpty()) {
      return 0;
    }
    BatchItem last = batch.orElseThrow();
    int given = attempt(header.pipeline(), last, work).map(a -> a.run().memory()).orElse(0);
    boolean ranOut =
        work.get(StageFailure.key(header.pipeline(), last.batch(), last.fence(), last.attempt()))
            .map(bytes -> Json.read(bytes, StageFailure.class).kind())
            .filter(kind -> kind == StageFailure.Kind.out_of_memory)
            .isPresent();
    return Math.min(Sizing.LARGEST, given + (ranOut ? 1 : 0));
  }

  private static Optional<AttemptFile> attempt(String pipeline, BatchItem batch, WorkStore work) {
    return batch.attempt() == 0
        ? Optional.empty()
        : work.get(Attempt.key(pipeline, batch.batch(), batch.fence(), batch.attempt()))
            .map(bytes -> Json.read(bytes, AttemptFile.class));
  }
}

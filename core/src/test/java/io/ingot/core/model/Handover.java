package io.ingot.core.model;

import io.ingot.core.close.CloseBatch;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import java.lang.reflect.Proxy;

/**
 * The ledger as Close batch sees it, with an execution that has had many batches already: a model's
 * histories are too short to come to a handover otherwise.
 */
final class Handover {
  private Handover() {}

  static Ledger after(Scenario scenario, Ledger real) {
    int had = CloseBatch.BATCHES_PER_EXECUTION - scenario.batchesPerExecution();
    if (had == 0) {
      return real;
    }
    return (Ledger)
        Proxy.newProxyInstance(
            Ledger.class.getClassLoader(),
            new Class<?>[] {Ledger.class},
            (proxy, method, arguments) -> {
              Object answer = Mutant.invoke(real, method, arguments);
              return answer instanceof PipelineItem header ? since(header, had) : answer;
            });
  }

  private static PipelineItem since(PipelineItem header, long had) {
    return new PipelineItem(
        header.pipeline(),
        header.birth(),
        header.arrivals(),
        header.revision(),
        header.owner(),
        header.fence(),
        header.starts(),
        header.openBatch(),
        header.lastBatch(),
        header.attempt(),
        header.turn(),
        header.manifest(),
        header.manifestSha256(),
        header.held(),
        header.restore(),
        header.since() - had);
  }
}

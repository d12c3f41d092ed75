package io.ingot.core.admit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ingot.core.failure.TransientException;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.plan.Sha256;
import io.ingot.core.port.Workflow;
import java.util.Map;

/**
 * Announces that files wait: raises the pipeline's counter and sees that an execution runs or will
 * look again. An execution that gives its lease back does so only if the counter is what it was
 * before it looked, so between the two no file is overlooked.
 */
public final class Arrivals {
  private static final int NAMES_TRIED = 100;

  private final Ledger ledger;
  private final Workflow workflow;

  public Arrivals(Ledger ledger, Workflow workflow) {
    this.ledger = ledger;
    this.workflow = workflow;
  }

  /**
   * Raises the counter and starts an execution if nobody holds the lease and no operator is waited
   * for.
   *
   * @param birth birth id for a pipeline that the ledger does not know yet
   */
  public void announce(String pipeline, String birth) {
    PipelineItem header = ledger.raiseArrivals(pipeline, birth);
    if (header.free() && !header.isHeld()) {
      restart(header, Map.of("pipeline", pipeline));
    }
  }

  /**
   * Starts an execution that carries an operator's command, unless a living one holds the lease;
   * also of a held pipeline, and of one that the ledger does not know yet.
   *
   * @param birth birth id for a pipeline that the ledger does not know yet
   * @param input the execution's input
   * @throws TransientException if no free name was found
   */
  public void command(String pipeline, String birth, Map<String, ?> input) {
    PipelineItem header = ledger.pipeline(pipeline);
    restart(header.birth().isEmpty() ? ledger.raiseArrivals(pipeline, birth) : header, input);
  }

  /**
   * Starts an execution unless a living one holds the lease. Its name is made of pipeline, birth id
   * and {@code starts}, and of the input if that is more than the pipeline: starting it again while
   * it runs starts nothing; the name of an ended one is skipped. An execution that only runs a
   * command looks at no files, so it must not have the name under which files that wait are
   * announced.
   *
   * @param seen the pipeline's header, which must exist: without a birth id names would repeat
   * @param input the execution's input
   * @throws TransientException if no free name was found
   */
  public void restart(PipelineItem seen, Map<String, ?> input) {
    if (seen.birth().isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot name an execution of %s: it has no header (%s). Announce its files first."
              .formatted(seen.pipeline(), seen));
    }
    String text = Json.write(input);
    String more = input.size() == 1 ? "" : "-" + Sha256.hex(text.getBytes(UTF_8)).substring(0, 8);
    PipelineItem header = seen;
    for (int i = 0; i < NAMES_TRIED; i++) {
      boolean taken = !header.free() && workflow.running(header.owner());
      if (taken || workflow.start(name(header) + more, text) == Workflow.Start.running) {
        return;
      }
      ledger.update(header, header.nextStart());
      header = ledger.pipeline(header.pipeline());
    }
    throw new TransientException(
        "Cannot start an execution of %s: %d names in a row are taken (the last: %s). Try again."
            .formatted(header.pipeline(), NAMES_TRIED, name(header) + more));
  }

  /** The name of a pipeline's next execution. */
  public static String name(PipelineItem header) {
    return header.pipeline() + "-" + header.birth() + "-" + header.starts();
  }
}

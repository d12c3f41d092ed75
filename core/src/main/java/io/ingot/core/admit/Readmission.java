package io.ingot.core.admit;

import io.ingot.core.definition.Definitions;
import io.ingot.core.failure.FileRefusedException;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.port.LandedObject;
import io.ingot.core.port.Landing;
import java.util.List;
import java.util.Optional;

/**
 * Puts a refused file back to wait, after whatever it was refused for has been mended: the
 * definition, its storage, or the batch that was skipped. It is checked as at its first admission.
 *
 * <p>Repeating it changes nothing, nor does it touch a file that is loaded or superseded. It needs
 * no lease: the file leaves its refused state by one conditional write, and the counter of arrivals
 * is raised afterwards.
 */
public final class Readmission {
  private final Definitions definitions;
  private final Ledger ledger;
  private final Landing landing;

  public Readmission(Definitions definitions, Ledger ledger, Landing landing) {
    this.definitions = definitions;
    this.ledger = ledger;
    this.landing = landing;
  }

  /**
   * Readmits a file.
   *
   * @param pipeline the pipeline that is to load it
   * @param file the file version as text; without a version, the newest
   * @param birth birth id for a pipeline that the ledger does not know yet
   * @throws RefusedException if it does not belong to the pipeline, or would be refused again
   */
  public void readmit(String pipeline, String file, String birth) {
    FileVersion named =
        FileVersion.parse(file)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "Cannot redrive %s: it names no file. Write s3://BUCKET/KEY?versionId=VERSION, as ./ingot status shows it."
                            .formatted(file)));
    Definitions.Route route =
        definitions
            .route(named.key())
            .filter(r -> r.pipeline().name().equals(pipeline))
            .orElseThrow(
                () -> cannot(named, "no source of pipeline " + pipeline + " has its prefix"));
    LandedObject object = find(named);
    Optional<FileItem> known = ledger.file(pipeline, object.file());
    FileState state = known.map(FileItem::state).orElse(FileState.refused);
    if (state == FileState.waiting) {
      ledger.register(pipeline, known.orElseThrow());
    } else if (state == FileState.refused) {
      FileCheck.refusal(object, route.source(), landing)
          .ifPresent(
              why -> {
                throw cannot(named, why);
              });
      wait(pipeline, route, object, known);
    } else {
      return;
    }
    ledger.raiseArrivals(pipeline, birth);
  }

  private LandedObject find(FileVersion file) {
    try {
      return landing.find(file).orElseThrow(() -> cannot(file, "this version is gone"));
    } catch (FileRefusedException e) {
      throw cannot(file, e.reason());
    }
  }

  private void wait(
      String pipeline, Definitions.Route route, LandedObject object, Optional<FileItem> known) {
    PipelineItem header = ledger.pipeline(pipeline);
    Optional<FileItem> unrouted = ledger.file(Admit.UNROUTED, object.file());
    FileItem waiting =
        new FileItem(
            route.source().name(),
            object.file(),
            object.size(),
            object.etag(),
            object.time(),
            known
                .or(() -> unrouted)
                .map(FileItem::sequencer)
                .filter(s -> !s.isEmpty())
                .orElseGet(() -> new Places(ledger).of(pipeline, object.file(), landing)),
            FileState.waiting,
            known.isEmpty() ? 0 : Math.max(header.lastBatch(), known.orElseThrow().batch()) + 1,
            "");
    if (known.isEmpty()) {
      ledger.register(pipeline, waiting);
    } else if (!ledger.requeue(pipeline, known.orElseThrow(), waiting)) {
      throw cannot(object.file(), "its state changed meanwhile");
    }
    unrouted.ifPresent(
        f ->
            ledger.settle(
                Admit.UNROUTED,
                List.of(f.in(FileState.superseded, 0, "admitted to pipeline " + pipeline))));
  }

  private static RefusedException cannot(FileVersion file, String reason) {
    return new RefusedException(
        "Cannot redrive %s: %s. See ./ingot status.".formatted(file, reason));
  }
}

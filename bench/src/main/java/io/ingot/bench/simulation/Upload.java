package io.ingot.bench.simulation;

import io.ingot.core.ledger.FileVersion;
import io.ingot.core.port.LandedObject;
import java.time.Instant;
import java.util.List;

/**
 * An upload and what becomes of its events.
 *
 * @param pipeline the pipeline it belongs to
 * @param object the object version
 * @param sequencer S3's order of the versions of its key
 * @param deliveries when its event reaches the upload queue; several times if it is repeated, never
 *     if it is lost
 */
public record Upload(
    String pipeline, LandedObject object, String sequencer, List<Instant> deliveries) {
  public Upload {
    deliveries = List.copyOf(deliveries);
  }

  FileVersion file() {
    return object.file();
  }
}

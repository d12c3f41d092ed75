package io.ingot.core.model;

import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.PipelineItem;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** Steps as people read them. */
final class Told {
  private Told() {}

  static String arguments(Object... arguments) {
    return arguments == null
        ? "()"
        : Arrays.stream(arguments)
            .filter(a -> !a.equals(Simulation.PIPELINE))
            .map(Told::of)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  static String of(Object thing) {
    if (thing == null) {
      return "done";
    }
    if (thing instanceof byte[] bytes) {
      return bytes.length + " bytes";
    }
    if (thing instanceof Optional<?> some) {
      return some.isEmpty() ? "nothing" : of(some.orElseThrow());
    }
    if (thing instanceof Collection<?> things) {
      return things.stream().map(Told::of).collect(Collectors.joining(", ", "[", "]"));
    }
    if (thing instanceof FileVersion file) {
      return file.key().substring(file.key().lastIndexOf('/') + 1) + " " + file.version();
    }
    if (thing instanceof FileItem file) {
      return of(file.file()) + " " + file.state() + (file.batch() == 0 ? "" : " " + file.batch());
    }
    if (thing instanceof Snapshot snapshot) {
      return "batch %d, fence %d: %s"
          .formatted(snapshot.batch(), snapshot.fence(), of(snapshot.rows()));
    }
    if (thing instanceof Snapshot.Row row) {
      return of(row.file()) + " of " + row.batch() + " " + row.state();
    }
    if (thing instanceof BatchItem batch) {
      return "batch %d %s, fence %d, attempt %d"
          .formatted(batch.batch(), batch.state(), batch.fence(), batch.attempt());
    }
    return thing instanceof PipelineItem header ? header(header) : thing.toString();
  }

  private static String header(PipelineItem header) {
    return "{r%d arrivals %d, %s, fence %d, starts %d%s%s%s}"
        .formatted(
            header.revision(),
            header.arrivals(),
            header.free() ? "free" : "of " + header.owner(),
            header.fence(),
            header.starts(),
            header.openBatch() == 0
                ? ", last " + header.lastBatch()
                : ", open %d attempt %d %s"
                    .formatted(header.openBatch(), header.attempt(), header.turn()),
            header.isHeld() ? ", held" : "",
            header.restores() ? ", back to " + header.restore() : "");
  }
}

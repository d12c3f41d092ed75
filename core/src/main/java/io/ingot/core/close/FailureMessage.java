package io.ingot.core.close;

import io.ingot.core.attempt.Manifest;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.PipelineItem;

/** What people are told when an execution fails. */
final class FailureMessage {
  private static final int FILES_NAMED = 10;

  private FailureMessage() {}

  /** A batch is held. */
  static CloseAnswer held(
      PipelineItem header, Manifest manifest, Reaction reaction, String execution) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Cannot %s batch %d of %s: %s (stage: %s, attempts: %d). Nothing is lost: its files stay claimed and later files wait.%n"
            .formatted(
                header.restores() ? "take back tables for" : "load",
                header.openBatch(),
                header.pipeline(),
                reaction.kind(),
                reaction.stage().isEmpty() ? "unknown" : reaction.stage(),
                header.attempt()));
    text.append("%nWhat the job said: %s%n".formatted(reaction.message()));
    text.append("%nFiles of the batch (%d):%n".formatted(manifest.files().size()));
    manifest.files().stream()
        .limit(FILES_NAMED)
        .map(FileItem::file)
        .forEach(f -> text.append("  ").append(f).append('\n'));
    if (manifest.files().size() > FILES_NAMED) {
      text.append(
          "  and %d more, see %s%n"
              .formatted(manifest.files().size() - FILES_NAMED, header.manifest()));
    }
    text.append("%nExecution: %s%n".formatted(execution));
    text.append(
        "When the cause is gone, run: ./ingot redrive --pipeline %s --batch %d%n"
            .formatted(header.pipeline(), header.openBatch()));
    if (!header.restores()) {
      text.append(
          "To go on without these files, run: ./ingot skip --pipeline %s --batch %d%n"
              .formatted(header.pipeline(), header.openBatch()));
    }
    return CloseAnswer.notify(
        "Ingot: %s holds batch %d (%s)"
            .formatted(header.pipeline(), header.openBatch(), reaction.kind()),
        text.toString());
  }

  /** An execution failed without a batch of its own. */
  static CloseAnswer execution(PipelineItem header, CloseRequest request) {
    return CloseAnswer.notify(
        "Ingot: an execution of %s failed".formatted(header.pipeline()),
        "%s%n%nExecution: %s%n%s%n"
            .formatted(request.failure().text(), request.execution(), next(header)));
  }

  private static String next(PipelineItem header) {
    return header.isHeld()
        ? "The pipeline is held. When the cause is gone, run: ./ingot redrive --pipeline %s --batch %d"
            .formatted(header.pipeline(), header.openBatch())
        : "Files that wait go on waiting. When the cause is gone, run: ./ingot run --pipeline %s"
            .formatted(header.pipeline());
  }
}

package io.ingot.core.close;

import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.Remark;
import io.ingot.core.attempt.Stage;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.plan.Command;
import io.ingot.core.plan.HowToRun;
import java.util.List;
import java.util.stream.Collectors;

/** What people are told when an execution fails. */
final class FailureMessage {
  private static final int FILES_NAMED = 10;
  private static final int FILES_IN_LINE = 3;

  private final HowToRun howToRun;

  FailureMessage(HowToRun howToRun) {
    this.howToRun = howToRun;
  }

  /**
   * A batch is held.
   *
   * @param fullText where the full text of the failure is kept
   */
  CloseAnswer held(
      PipelineItem header,
      Manifest manifest,
      Reaction reaction,
      List<Remark> remarks,
      String execution,
      String fullText) {
    String pipeline = header.pipeline();
    long batch = header.openBatch();
    StringBuilder text = new StringBuilder();
    text.append(
        "Cannot %s batch %d of %s: %s (stage: %s, attempts: %d). Nothing is lost: its files stay claimed and later files wait.%n"
            .formatted(
                header.restores() ? "take back tables for" : "load",
                batch,
                pipeline,
                reaction.kind(),
                reaction.stage().map(Stage::name).orElse("unknown"),
                header.attempt()));
    text.append("%nCause: %s%n".formatted(reaction.cause()));
    text.append("Full text: %s%n".formatted(fullText));
    List<FileItem> concerned = concerned(manifest, reaction);
    boolean named = concerned.size() < manifest.files().size();
    text.append(
        "%n%s (%d):%n"
            .formatted(named ? "Files that it names" : "Files of the batch", concerned.size()));
    concerned.stream()
        .limit(FILES_NAMED)
        .map(FileItem::file)
        .forEach(f -> text.append("  ").append(f).append('\n'));
    if (concerned.size() > FILES_NAMED) {
      text.append(
          "  and %d more, see %s%n".formatted(concerned.size() - FILES_NAMED, header.manifest()));
    }
    if (!remarks.isEmpty()) {
      text.append("%nWhat was met in them:%n".formatted());
      FileMessage.list(remarks, text);
    }
    text.append("%nExecution: %s%n".formatted(execution));
    text.append(
        "When the cause is gone, run: %s%n"
            .formatted(howToRun.line(pipeline, Command.redrive(batch))));
    if (!header.restores()) {
      if (named) {
        text.append(
            "To go on without the files that it names, run: %s%n"
                .formatted(
                    howToRun.line(
                        pipeline,
                        Command.skip(
                            batch, concerned.stream().map(f -> f.file().key()).toList()))));
      }
      text.append(
          "To go on without all files of the batch, run: %s%n"
              .formatted(howToRun.line(pipeline, Command.skip(batch))));
    }
    return CloseAnswer.notify(
        "Ingot: %s holds batch %d (%s)".formatted(pipeline, batch, reaction.kind()),
        text.toString());
  }

  /** Files and full text, as they follow a held batch's reason in one line. */
  static String where(Manifest manifest, Reaction reaction, String fullText) {
    List<FileItem> concerned = concerned(manifest, reaction);
    String names =
        concerned.stream()
            .limit(FILES_IN_LINE)
            .map(f -> f.file().key())
            .collect(Collectors.joining(", "));
    int more = concerned.size() - FILES_IN_LINE;
    return " (files: %s%s; full text: %s)"
        .formatted(names, more > 0 ? " and %d more".formatted(more) : "", fullText);
  }

  /** The files that the failure names; all, if it names none. */
  private static List<FileItem> concerned(Manifest manifest, Reaction reaction) {
    List<FileItem> named =
        manifest.files().stream().filter(f -> reaction.message().contains(f.file().key())).toList();
    return named.isEmpty() ? manifest.files() : named;
  }

  /** An execution failed without a batch of its own. */
  CloseAnswer execution(PipelineItem header, CloseRequest request) {
    return CloseAnswer.notify(
        "Ingot: an execution of %s failed".formatted(header.pipeline()),
        "%s%n%nExecution: %s%n%s%n"
            .formatted(Cause.line(request.failure().text()), request.execution(), next(header)));
  }

  private String next(PipelineItem header) {
    return header.isHeld()
        ? "The pipeline is held. When the cause is gone, run: "
            + howToRun.line(header.pipeline(), Command.redrive(header.openBatch()))
        : "Files that wait go on waiting. When the cause is gone, run: "
            + howToRun.line(header.pipeline(), Command.NONE);
  }
}

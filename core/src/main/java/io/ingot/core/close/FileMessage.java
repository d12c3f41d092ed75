package io.ingot.core.close;

import io.ingot.core.attempt.Remark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What people are told of a batch that is loaded: of its files, and of tables. */
final class FileMessage {
  private static final int LINES = 50;

  private FileMessage() {}

  /**
   * The same answer; with a message if files are refused or hardly loaded as they were meant, or if
   * others have changed tables.
   */
  static CloseAnswer with(
      CloseAnswer answer, String pipeline, long batch, List<Remark> files, List<Remark> tables) {
    List<Remark> remarks = new ArrayList<>(tables);
    remarks.addAll(files);
    remarks.sort(Comparator.comparing(Remark::kind));
    long refused = count(remarks, Remark.Kind.refused);
    long warnings = count(remarks, Remark.Kind.warning);
    if (refused + warnings == 0) {
      return answer;
    }
    StringBuilder text = new StringBuilder();
    text.append("Batch %d of %s is loaded. ".formatted(batch, pipeline));
    text.append(
        "%s refused, %s:%n".formatted(number(refused, "file"), number(warnings, "warning")));
    list(remarks, text);
    if (!files.isEmpty()) {
      text.append(
          "%nCorrect a refused file and upload it again; what was read of the others stands in bronze, with what no type held in _rescued.%n"
              .formatted());
    }
    return answer.telling(
        "Ingot: %s, batch %d: %s refused, %s"
            .formatted(pipeline, batch, number(refused, "file"), number(warnings, "warning")),
        text.toString());
  }

  /** One line for each thing that was met. */
  static void list(List<Remark> remarks, StringBuilder text) {
    remarks.stream().limit(LINES).forEach(r -> text.append("  ").append(r).append('\n'));
    if (remarks.size() > LINES) {
      text.append("  and %d more, see ./ingot status%n".formatted(remarks.size() - LINES));
    }
  }

  private static long count(List<Remark> remarks, Remark.Kind kind) {
    return remarks.stream().filter(r -> r.kind() == kind).count();
  }

  private static String number(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}

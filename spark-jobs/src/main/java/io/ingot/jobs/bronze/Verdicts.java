package io.ingot.jobs.bronze;

import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.definition.Overwrite;
import io.ingot.core.definition.SilverDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.failure.TransientException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.jobs.files.Outcome;
import io.ingot.jobs.run.StageRun;
import io.ingot.readers.Column;
import io.ingot.readers.FileReport;
import io.ingot.readers.FileVerdict;
import io.ingot.readers.Limit;
import io.ingot.readers.Tolerance;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which of the files that were read are loaded, and what people are told of them. */
final class Verdicts {
  /** How many names that nobody declared are told of a file. */
  private static final int NAMES = 20;

  private final StageRun run;
  private final SourceDefinition source;
  private final Map<String, Set<String>> withRows = new HashMap<>();
  private final Set<String> replacing;

  /**
   * @param files the files that were read
   * @param outcomes what came of them, by their places in the list
   */
  Verdicts(
      StageRun run, SourceDefinition source, List<FileItem> files, Map<Integer, Outcome> outcomes) {
    this.run = run;
    this.source = source;
    this.replacing = replacing(files, outcomes);
  }

  /**
   * Whether a file is loaded, and what people are told of it.
   *
   * @throws TransientException if it is not loaded, and the next attempt can read it
   */
  FileResult of(FileItem file, Outcome outcome) {
    String name = file.file().toString();
    if (!outcome.isRead()) {
      return new FileResult(name, 0, refusal(file, outcome));
    }
    FileVerdict verdict =
        FileVerdict.of(outcome.report(), source.readSpec(), tolerance(file), replacesRows(file));
    return verdict
        .refusal()
        .map(why -> new FileResult(name, 0, why))
        .orElseGet(
            () ->
                new FileResult(
                    name, outcome.rows(), "", remarkable(outcome.report()), verdict.warnings()));
  }

  private String refusal(FileItem file, Outcome outcome) {
    return switch (outcome.kind()) {
      case overwritten -> overwritten(file, outcome.reason());
      case withheld -> withheld(file, outcome.reason());
      default -> outcome.reason();
    };
  }

  /**
   * Rows whose key or sequence cannot be read are quarantined, so that nothing is lost with them;
   * but a version that has only such rows must not take the place of a former one.
   */
  private Tolerance tolerance(FileItem file) {
    Tolerance declared = source.limits().tolerance();
    if (replacesRows(file)) {
      return declared;
    }
    Map<String, Limit> limits = new HashMap<>(declared.rescuedOf());
    quarantining().forEach(c -> limits.putIfAbsent(c, Limit.NONE));
    return new Tolerance(declared.corrupt(), declared.rescued(), limits, declared.empty());
  }

  /** Declared columns without whose value silver quarantines a row, also one that deletes. */
  private Stream<String> quarantining() {
    SilverDefinition silver = source.silver();
    return source.columns().stream()
        .map(Column::name)
        .filter(
            c ->
                silver.sequence().contains(c)
                    || silver.key().contains(silver.rename().getOrDefault(c, c)));
  }

  /** The part of a report that people are told. */
  private static FileReport remarkable(FileReport report) {
    Map<String, FileReport.ColumnReport> columns = new TreeMap<>(report.columns());
    columns.values().removeIf(c -> c.rescued().count() == 0);
    Map<String, Long> undeclared = new TreeMap<>();
    report.undeclared().entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .limit(NAMES)
        .forEach(e -> undeclared.put(e.getKey(), e.getValue()));
    return new FileReport(report.records(), report.corrupt(), columns, undeclared);
  }

  /**
   * A version that the new one replaces anyway is refused. Any other version counts, and the next
   * attempt reads it where it is kept.
   */
  private String overwritten(FileItem file, String when) {
    if (source.overwrite() != Overwrite.replace) {
      leave(
          file,
          "it was overwritten %s, and overwrite: %s says that it counts"
              .formatted(when, source.overwrite()));
    }
    return "overwritten " + when;
  }

  /** Whoever has deleted it or taken our right away may not have meant it. */
  private String withheld(FileItem file, String reason) {
    String why = "the storage does not give it (" + reason + ")";
    leave(file, why);
    return why;
  }

  /** Leaves a file to the next attempt, if there is one. */
  private void leave(FileItem file, String why) {
    if (run.attempt().attempt() < run.attempt().definition().limits().maxAttempts()) {
      throw new TransientException(
          "Cannot read %s: %s. Run the attempt again: it reads the version that is kept."
              .formatted(file.file(), why));
    }
  }

  /** Keys whose versions of earlier batches have rows, of those for which it matters. */
  private Set<String> replacing(List<FileItem> files, Map<Integer, Outcome> outcomes) {
    Set<String> asked = new HashSet<>();
    for (int i = 0; i < files.size(); i++) {
      Outcome outcome = outcomes.get(i);
      String uri = files.get(i).file().uri();
      if (outcome.isRead() && outcome.rows() > 0) {
        withRows.computeIfAbsent(uri, u -> new HashSet<>()).add(files.get(i).file().version());
      }
      if (outcome.isRead() && (outcome.rows() == 0 || isUnordered(outcome.report()))) {
        asked.add(uri);
      }
    }
    asked.retainAll(
        run.attempt().superseded(source.name()).stream().map(f -> f.file().uri()).toList());
    return FilesTable.haveRows(run, source, asked);
  }

  private boolean isUnordered(FileReport report) {
    return quarantining()
        .map(report.columns()::get)
        .anyMatch(met -> met != null && met.rescued().count() > 0);
  }

  private boolean replacesRows(FileItem file) {
    boolean others =
        withRows.getOrDefault(file.file().uri(), Set.of()).stream()
            .anyMatch(v -> !v.equals(file.file().version()));
    return source.overwrite() == Overwrite.replace
        && file.state() == FileState.loaded
        && (others || replacing.contains(file.file().uri()));
  }
}

package io.ingot.core.plan;

import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.Rebuild;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operator's command, carried by an execution's input.
 *
 * @param verb what to do; empty for an ordinary execution
 * @param batch the batch it is about; 0 if none
 * @param file the file version it is about, as text; empty if none
 * @param quarantine the source whose quarantine it is about; empty if none
 * @param files keys of the files that a batch goes on without; empty for all or none
 * @param rebuild the source or mart that is computed again; empty if none
 * @param from what the source is computed from, {@code bronze} or {@code landing}; empty for a mart
 */
public record Command(
    String verb,
    long batch,
    String file,
    String quarantine,
    List<String> files,
    String rebuild,
    String from) {
  /** An ordinary execution. */
  public static final Command NONE = new Command("", 0, "", "");

  /** Verb: try a held batch, a refused file, or a source's quarantined rows, again. */
  public static final String REDRIVE = "redrive";

  /** Verb: take back what a held batch published, and go on without its files. */
  public static final String SKIP = "skip";

  /** Verb: take all tables back to a batch; the files of later batches become refused. */
  public static final String ROLLBACK = "rollback";

  /** Verb: compute a source's tables or a mart again, by the definitions of today. */
  public static final String REBUILD = "rebuild";

  public Command {
    verb = verb == null ? "" : verb;
    file = file == null ? "" : file;
    quarantine = quarantine == null ? "" : quarantine;
    files = files == null ? List.of() : List.copyOf(files);
    rebuild = rebuild == null ? "" : rebuild;
    from = from == null ? "" : from;
  }

  /** A command that names no files of a batch. */
  public Command(String verb, long batch, String file, String quarantine) {
    this(verb, batch, file, quarantine, List.of(), "", "");
  }

  /** Tries a held batch again. */
  public static Command redrive(long batch) {
    return new Command(REDRIVE, batch, "", "");
  }

  /** Tries a refused file again. */
  public static Command redrive(String file) {
    return new Command(REDRIVE, 0, file, "");
  }

  /** Checks a source's quarantined rows again, by the definitions of today. */
  public static Command redriveQuarantine(String source) {
    return new Command(REDRIVE, 0, "", source);
  }

  /** Goes on without a held batch. */
  public static Command skip(long batch) {
    return new Command(SKIP, batch, "", "");
  }

  /** Goes on without some files of a held batch; the others are loaded under its number. */
  public static Command skip(long batch, List<String> files) {
    return new Command(SKIP, batch, "", "", files, "", "");
  }

  /**
   * Computes a source's tables or a mart again, by the definitions of today.
   *
   * @param name the source or mart
   * @param from {@link Rebuild#BRONZE} or {@link Rebuild#LANDING} for a source; empty for a mart
   */
  public static Command rebuild(String name, String from) {
    return new Command(REBUILD, 0, "", "", List.of(), name, from);
  }

  /** As an execution's input says it: without what is empty. */
  public Map<String, Object> input() {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("verb", verb);
    if (file.isEmpty() && quarantine.isEmpty() && rebuild.isEmpty()) {
      input.put("batch", batch);
    }
    if (!file.isEmpty()) {
      input.put("file", file);
    }
    if (!quarantine.isEmpty()) {
      input.put("quarantine", quarantine);
    }
    if (!files.isEmpty()) {
      input.put("files", files);
    }
    if (!rebuild.isEmpty()) {
      input.put("rebuild", rebuild);
    }
    if (!from.isEmpty()) {
      input.put("from", from);
    }
    return input;
  }

  /** Takes all tables back to a batch; 0 is before the first. */
  public static Command rollback(long toBatch) {
    return new Command(ROLLBACK, toBatch, "", "");
  }

  /** Whether it is about batches, those to come included, and so needs the lease. */
  public boolean needsLease() {
    return !verb.isEmpty() && file.isEmpty();
  }

  /** Whether it is about a source's quarantine. */
  public boolean ofQuarantine() {
    return !quarantine.isEmpty();
  }

  /** What it does, for people: a verb and its object. */
  String text() {
    if (ofQuarantine()) {
      return verb + " the quarantine of source " + quarantine;
    }
    if (verb.equals(REBUILD)) {
      return verb + " " + rebuild + (from.isEmpty() ? "" : " from " + from);
    }
    if (!files.isEmpty()) {
      return "%s %d files of batch %d".formatted(verb, files.size(), batch);
    }
    return (verb.equals(ROLLBACK) ? "roll back to" : verb) + " batch " + batch;
  }

  /**
   * Looks whether the command applies.
   *
   * @return why there is nothing left to do; empty if there is
   * @throws RefusedException if it does not apply
   */
  public Optional<String> done(PipelineItem header, Ledger ledger) {
    return switch (verb) {
      case REDRIVE -> redriven(header, ledger);
      case SKIP -> skipped(header, ledger);
      case ROLLBACK -> rolledBack(header, ledger);
      case REBUILD -> rebuilt(header);
      case "" -> Optional.empty();
      default ->
          throw new RefusedException(
              "Cannot run command %s on %s: there is no such command (known: redrive, skip, rollback, rebuild). Correct the execution's input."
                  .formatted(verb, header.pipeline()));
    };
  }

  private Optional<String> redriven(PipelineItem header, Ledger ledger) {
    if (ofQuarantine()) {
      if (header.openBatch() != 0 && !Manifest.redrives(header.manifest(), quarantine)) {
        throw first(header);
      }
      return Optional.empty();
    }
    if (!file.isEmpty()) {
      return Optional.empty();
    }
    return header.openBatch() == batch && batch != 0
        ? Optional.empty()
        : Optional.of(settled(header, ledger));
  }

  private Optional<String> skipped(PipelineItem header, Ledger ledger) {
    if (header.openBatch() == batch && batch != 0) {
      if (header.restores() && !header.skips()) {
        throw cannot(header, "it takes the tables back to batch " + header.restore());
      }
      return Optional.empty();
    }
    String settled = settled(header, ledger);
    if (state(header, ledger) != BatchItem.State.withdrawn) {
      throw cannot(
          header, settled + "; ./ingot rollback --to-batch %d takes it back".formatted(batch - 1));
    }
    return Optional.of(settled);
  }

  private Optional<String> rolledBack(PipelineItem header, Ledger ledger) {
    if (header.openBatch() != 0) {
      if (header.restore() == batch && !header.skips()) {
        return Optional.empty();
      }
      throw first(header);
    }
    if (batch < 0 || batch > header.lastBatch()) {
      throw cannot(header, "its batches are 1 to " + header.lastBatch());
    }
    return Rollback.loadedAfter(batch, header.pipeline(), ledger).isEmpty()
        ? Optional.of("no batch after %d is loaded".formatted(batch))
        : Optional.empty();
  }

  /** A held batch of files takes it along; any other open batch comes first. */
  private Optional<String> rebuilt(PipelineItem header) {
    boolean takesItAlong =
        header.isHeld() && !header.restores() && Manifest.loads(header.manifest());
    if (header.openBatch() != 0
        && !takesItAlong
        && !Manifest.rebuilds(header.manifest(), rebuild, from)) {
      throw first(header);
    }
    return header.lastBatch() == 0 ? Optional.of("no file was loaded yet") : Optional.empty();
  }

  private String settled(PipelineItem header, Ledger ledger) {
    return "batch %d is %s".formatted(batch, state(header, ledger));
  }

  private BatchItem.State state(PipelineItem header, Ledger ledger) {
    return ledger
        .batch(header.pipeline(), batch)
        .map(BatchItem::state)
        .orElseThrow(() -> cannot(header, "there is no such batch"));
  }

  private RefusedException first(PipelineItem header) {
    return cannot(
        header,
        "batch %d is %s; redrive or skip it first"
            .formatted(header.openBatch(), header.isHeld() ? "held" : "open"));
  }

  private RefusedException cannot(PipelineItem header, String reason) {
    return new RefusedException(
        "Cannot %s of %s: %s. See ./ingot status.".formatted(text(), header.pipeline(), reason));
  }
}

package io.ingot.local.cli;

import io.ingot.core.admit.Admit;
import io.ingot.core.attempt.Remark;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.Ledger;
import io.ingot.local.run.BatchRows;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.run.PipelineStatus;
import io.ingot.local.run.Tables;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ingot status}. */
@Command(name = "status", description = "Show checkpoint, files, batches and tables.")
final class StatusCommand implements Callable<Integer>, NeedsLake {
  /** How many remarks are shown. */
  private static final int REMARKS = 40;

  @ParentCommand private Ingot ingot;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  /** What {@code --json} prints. */
  private record Status(
      List<PipelineStatus> pipelines, List<FileItem> unrouted, List<Tables.Info> strays) {}

  @Override
  public Integer call() throws IOException {
    try (LocalSystem system = ingot.open();
        Tables tables = new Tables(ingot.lake().warehouse())) {
      Ledger ledger = system.ledger();
      List<PipelineStatus> pipelines =
          system.definitions().pipelines().stream()
              .map((PipelineDefinition p) -> PipelineStatus.of(p, ledger, system.work(), tables))
              .toList();
      List<FileItem> unrouted = ledger.settledFiles(Admit.UNROUTED);
      List<Tables.Info> strays = tables.strays(system.definitions());
      if (json) {
        ingot.out().println(Json.pretty(new Status(pipelines, unrouted, strays)));
      } else {
        pipelines.forEach(p -> show(p, ingot.out()));
        unrouted.forEach(f -> ingot.out().printf("refused %s: %s%n", f.file().uri(), f.reason()));
        strays(strays, ingot.out());
      }
      boolean held = pipelines.stream().anyMatch(p -> !p.held().isEmpty());
      return held ? Ingot.FAILED : Ingot.DONE;
    }
  }

  private static void show(PipelineStatus status, PrintStream out) {
    out.printf("%s%n", status.pipeline());
    if (status.untouched()) {
      out.println("  nothing has arrived");
      return;
    }
    if (!status.held().isEmpty()) {
      out.printf("  HELD: %s%n", status.held());
      out.printf(
          "  When the cause is gone, run: ./ingot redrive --pipeline %s --batch %d%n",
          status.pipeline(), status.openBatch());
    }
    out.printf(
        "  checkpoint: batch %d settled, %d files waiting%s%n",
        status.checkpoint().lastBatch(),
        status.checkpoint().waiting(),
        status.openBatch() == 0
            ? ""
            : ", batch %d open with %d files"
                .formatted(status.openBatch(), status.checkpoint().inBatch()));
    status
        .checkpoint()
        .newestArrival()
        .forEach((source, time) -> out.printf("    %s: newest arrival %s%n", source, time));
    out.println("  files");
    for (Map.Entry<FileState, Long> entry : status.files().entrySet()) {
      out.printf("    %-12s %d%n", entry.getKey(), entry.getValue());
    }
    status.refused().forEach(f -> out.printf("    refused %s: %s%n", f.file().key(), f.reason()));
    out.println("  batches");
    for (BatchItem batch : status.batches()) {
      out.printf(
          "    %d %-7s files %d, bytes %,d, rows %,d, attempts %d%s%n",
          batch.batch(),
          batch.state(),
          batch.files(),
          batch.bytes(),
          batch.rows(),
          batch.attempt(),
          batch.detail().isEmpty() ? "" : ": " + batch.detail());
      status.rows().stream()
          .filter(r -> r.batch() == batch.batch())
          .forEach(r -> out.printf("      %s%n", text(r)));
    }
    remarks(status, out);
    if (!status.rules().isEmpty()) {
      out.println("  rules broken");
    }
    status
        .rules()
        .forEach(
            r ->
                out.printf(
                    "    batch %d  %s  %s %s: %,d rows%s%n",
                    r.batch(),
                    r.table(),
                    r.rule().consequence(),
                    r.rule().rule(),
                    r.rule().broken(),
                    r.rule().exceeded() ? "" : " (within its limit)"));
    out.println("  tables");
    status
        .tables()
        .forEach(
            t ->
                out.printf(
                    "    %-48s %,9d rows  batch %d  fence %d  snapshot %d%n",
                    t.table(), t.rows(), t.batch(), t.fence(), t.snapshot()));
    status.waiting().forEach(w -> out.printf("  %s%n", w));
    status.tables().stream()
        .filter(t -> !t.foreign().isEmpty())
        .forEach(
            t ->
                out.printf(
                    "  WARNING %s: somebody else changed its rows: %s. The next batch computes the marts over it in full; to undo it, run: ./ingot rollback --pipeline %s --to-batch %d%n",
                    t.table(), String.join(", ", t.foreign()), status.pipeline(), t.batch()));
  }

  private static void strays(List<Tables.Info> strays, PrintStream out) {
    if (!strays.isEmpty()) {
      out.println("tables that no definition names any more");
      strays.forEach(
          t -> out.printf("  %s (%,d rows, pipeline %s)%n", t.table(), t.rows(), t.pipeline()));
      out.printf(
          "  To delete them, run: ./ingot drop %s%n",
          strays.stream().map(Tables.Info::table).collect(Collectors.joining(" ")));
    }
  }

  /** The newest batch first; of each batch, what matters most. Refused files stand above. */
  private static void remarks(PipelineStatus status, PrintStream out) {
    List<String> lines =
        Stream.concat(
                status.remarks().stream()
                    .flatMap(f -> f.remarks().stream().map(r -> Map.entry(f.batch(), r))),
                status.tableRemarks().stream()
                    .flatMap(t -> t.remarks().stream().map(r -> Map.entry(t.batch(), r))))
            .distinct()
            .filter(e -> e.getValue().kind() != Remark.Kind.refused)
            .sorted(
                Comparator.comparing((Map.Entry<Long, Remark> e) -> -e.getKey())
                    .thenComparing(e -> e.getValue().kind()))
            .map(e -> "batch %d  %s".formatted(e.getKey(), e.getValue()))
            .toList();
    if (!lines.isEmpty()) {
      out.println("  met in files and tables");
    }
    lines.stream().limit(REMARKS).forEach(l -> out.printf("    %s%n", l));
    if (lines.size() > REMARKS) {
      out.printf("    %,d more, see --json%n", lines.size() - REMARKS);
    }
  }

  private static String text(BatchRows rows) {
    return "%,d rows %s %,d effective + %,d superseded + %,d quarantined + %,d corrupt"
        .formatted(
            rows.arrived(),
            rows.balanced() ? "=" : "DIFFER FROM",
            rows.effective(),
            rows.superseded(),
            rows.quarantined(),
            rows.corrupt());
  }
}

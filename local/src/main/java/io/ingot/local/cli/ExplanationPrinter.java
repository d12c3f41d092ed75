package io.ingot.local.cli;

import io.ingot.jobs.lineage.Explanation;
import io.ingot.jobs.lineage.Explanation.Change;
import io.ingot.jobs.lineage.Explanation.Contribution;
import io.ingot.jobs.lineage.Explanation.Explained;
import io.ingot.jobs.lineage.Explanation.FilePart;
import io.ingot.jobs.lineage.Explanation.Place;
import java.io.PrintStream;
import java.util.stream.Collectors;

/** Prints where rows come from, for people. */
final class ExplanationPrinter {
  private final PrintStream out;

  ExplanationPrinter(PrintStream out) {
    this.out = out;
  }

  void print(Explanation explanation) {
    out.printf(
        "%s table %s at batch %d, where %s%n",
        explanation.layer(), explanation.table(), explanation.batch(), explanation.predicate());
    if (explanation.rows().isEmpty()) {
      out.println("No row, and no change in bronze, matches.");
    }
    for (Explained row : explanation.rows()) {
      out.printf("%n%s%s%n", row.present() ? "" : "no row for ", row.row());
      row.changes().forEach(this::change);
      if (row.unlisted() > 0) {
        out.printf("  and %,d older changes%n", row.unlisted());
      }
      row.reads().forEach(this::read);
    }
    if (explanation.more()) {
      out.printf("%nThere are more rows: narrow the condition, or ask for more with --rows.%n");
    }
  }

  private void change(Change change) {
    Place place = change.place();
    out.printf("  %-11s %s%n", change.outcome(), change.why());
    out.printf(
        "              batch %d, %s, row %d (version %s, arrived %s, position %d)%n",
        place.batch(),
        place.file(),
        place.row(),
        place.version(),
        place.arrival(),
        place.position());
    out.printf("              %s%n", change.row());
  }

  private void read(Contribution read) {
    out.printf(
        "  made of %,d %s of %s (%s): %s%n",
        read.rows(), read.rows() == 1 ? "row" : "rows", read.relation(), read.table(), read.how());
    read.files().forEach(this::file);
    read.samples().forEach(s -> out.printf("    for example %s%n", s));
    if (!read.samples().isEmpty()) {
      out.printf("    Explain one of them: ./ingot explain %s \"…\"%n", read.table());
    }
  }

  private void file(FilePart file) {
    String numbers = file.numbers().stream().map(String::valueOf).collect(Collectors.joining(", "));
    out.printf(
        "    batch %d, %s, %s %s%s (%,d in all, version %s)%n",
        file.batch(),
        file.file(),
        file.rows() == 1 ? "row" : "rows",
        numbers,
        file.rows() > file.numbers().size() ? ", …" : "",
        file.rows(),
        file.version());
  }
}

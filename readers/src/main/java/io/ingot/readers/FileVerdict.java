package io.ingot.readers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What follows for a whole file from what its reading met. Computed from the merged reports of its
 * parts, without looking at the file again.
 *
 * @param refusal why the file is refused, as a reason that completes "Cannot read the file: …";
 *     empty if it is not
 * @param warnings what one must be told although the file loads
 */
public record FileVerdict(Optional<String> refusal, List<String> warnings) {
  /** From this part on, rescued values of a column are a warning. */
  private static final double WARNING = 0.1;

  /** Limit of a required column, unless the column has one of its own. */
  private static final Limit NO_VALUE = Limit.number(0);

  private static final int NAMED = 10;

  public FileVerdict {
    warnings = List.copyOf(warnings);
  }

  /**
   * Looks at a report.
   *
   * @param report what all parts of the file met
   * @param isReplacing whether rows of an earlier version would be replaced by this file's
   */
  public static FileVerdict of(
      FileReport report, ReadSpec spec, Tolerance tolerance, boolean isReplacing) {
    Optional<String> refusal =
        unparsable(report, spec, tolerance)
            .or(() -> unknown(report, spec))
            .or(() -> unheld(report, spec, tolerance))
            .or(() -> empty(report, tolerance, isReplacing));
    return new FileVerdict(refusal, refusal.isPresent() ? List.of() : warnings(report, spec));
  }

  private static Optional<String> unparsable(
      FileReport report, ReadSpec spec, Tolerance tolerance) {
    long corrupt = report.corruptRecords();
    if (corrupt == 0) {
      return Optional.empty();
    }
    Map.Entry<String, FileReport.Met> first =
        report.corrupt().entrySet().stream()
            .min(Comparator.comparingLong(e -> e.getValue().position()))
            .orElseThrow();
    String cause =
        CorruptCause.of(first.getKey(), first.getValue().example(), spec)
            .map(c -> "; " + c)
            .orElse("");
    String what = spec.format().type().isText() ? "line" : "record";
    if (corrupt == report.records()) {
      return Optional.of("no %s could be read: %s%s".formatted(what, first.getKey(), cause));
    }
    return tolerance.corrupt().exceeded(corrupt, report.records())
        ? Optional.of(
            "%,d of %,d %ss could not be read, more than limits.max_corrupt allows (%s); the first: %s, \"%s\"%s"
                .formatted(
                    corrupt,
                    report.records(),
                    what,
                    tolerance.corrupt(),
                    first.getKey(),
                    first.getValue().example(),
                    cause))
        : Optional.empty();
  }

  /** Objects are like a header that names none of the declared columns. */
  private static Optional<String> unknown(FileReport report, ReadSpec spec) {
    boolean isUnknown =
        spec.format().type() == Format.Type.json
            && report.columns().isEmpty()
            && !report.undeclared().isEmpty()
            && spec.columns().stream().anyMatch(Column::isInRecords);
    return isUnknown
        ? Optional.of(
            "no object has a value for a declared column (declared: %s; found: %s)%s"
                .formatted(
                    told(spec.columns().stream().map(Column::name).toList()),
                    told(List.copyOf(report.undeclared().keySet())),
                    spec.columns().stream().anyMatch(c -> c.in(report.undeclared().keySet()))
                        ? "; keys differ in case: declare ignore_case: true"
                        : ""))
        : Optional.empty();
  }

  private static String told(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
        + (names.size() > NAMED ? ", …" : "");
  }

  private static Optional<String> unheld(FileReport report, ReadSpec spec, Tolerance tolerance) {
    for (Column column : spec.columns()) {
      FileReport.ColumnReport met = report.columns().get(column.name());
      boolean isOwn = tolerance.rescuedOf().containsKey(column.name());
      Limit limit = column.required() && !isOwn ? NO_VALUE : tolerance.rescued(column.name());
      if (met != null && limit.exceeded(met.rescued().count(), met.values())) {
        boolean isRequired = column.required() && !isOwn;
        return Optional.of(
            rescued(column, met)
                + (isRequired ? ", and the column is required" : beyond(limit, isOwn))
                + cause(column, met, spec)
                + (limit.equals(Limit.NOT_ALL) ? "; max_rescued: 100% would load it" : ""));
      }
    }
    return Optional.empty();
  }

  private static String beyond(Limit limit, boolean isOwn) {
    return limit.equals(Limit.NOT_ALL)
        ? ""
        : ", more than %s allows (%s)"
            .formatted(isOwn ? "its max_rescued" : "limits.max_rescued", limit);
  }

  private static Optional<String> empty(
      FileReport report, Tolerance tolerance, boolean isReplacing) {
    return report.records() == 0 && isReplacing && !tolerance.empty()
        ? Optional.of(
            "it has no rows, and would replace those of an earlier version; allow_empty: true allows that")
        : Optional.empty();
  }

  private static List<String> warnings(FileReport report, ReadSpec spec) {
    List<String> warnings = new ArrayList<>();
    for (Column column : spec.columns()) {
      FileReport.ColumnReport met = report.columns().get(column.name());
      if (met != null && met.rescued().count() > WARNING * met.values()) {
        warnings.add(rescued(column, met) + cause(column, met, spec));
      }
    }
    return warnings;
  }

  private static String rescued(Column column, FileReport.ColumnReport met) {
    FileReport.Met rescued = met.rescued();
    return "column %s: %,d of %,d values (%s) could not be read as %s, such as \"%s\""
        .formatted(
            column.name(),
            rescued.count(),
            met.values(),
            met.share(),
            column.type(),
            rescued.example());
  }

  private static String cause(Column column, FileReport.ColumnReport met, ReadSpec spec) {
    return RescueCause.of(column, met.rescued().example(), spec).map(c -> "; " + c).orElse("");
  }
}

package io.ingot.jobs.table;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.readers.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a definition says of how a table came to be other than it is.
 *
 * @param former column to names that it may have in the table still
 * @param dropped columns that the definition drops by name, in lower case
 * @param rest what becomes of columns that the definition does not have
 * @param rows what becomes of the table's rows
 */
public record Evolution(
    Map<String, List<String>> former, Set<String> dropped, Rest rest, Rows rows) {
  /** The column in which silver keeps what orders the changes of a key. */
  public static final String SEQUENCE = "_sequence";

  /** What becomes of columns that the definition does not have. */
  public enum Rest {
    /** They stay, and new rows have NULL there. */
    stays,
    /** They go; but not in the same step in which a column of their type comes. */
    goes,
    /** They go. All rows are computed again, so that nothing can be meant to be renamed. */
    isComputedAgain
  }

  /** What becomes of the table's rows. */
  enum Rows {
    /** They stay, so that a column's type must hold them. */
    stay,
    /** All of them are replaced, so that a column can get any type. */
    areReplaced
  }

  public Evolution(Map<String, List<String>> former, Set<String> dropped, Rest rest) {
    this(former, dropped, rest, Rows.stay);
  }

  /** The same of a table whose rows are all replaced. */
  Evolution replacing() {
    return new Evolution(former, Set.of(), Rest.isComputedAgain, Rows.areReplaced);
  }

  /** Columns come and widen, and that is all. */
  public static final Evolution ADDITIVE = new Evolution(Map.of(), Set.of(), Rest.stays);

  /** Of a mart. */
  public static final Evolution GOLD = new Evolution(Map.of(), Set.of(), Rest.isComputedAgain);

  /** Of bronze: columns may have former names; those that are declared no more stay. */
  public static Evolution bronze(SourceDefinition source) {
    return new Evolution(
        source.columns().stream().collect(Collectors.toMap(Column::name, Column::was)),
        Set.of(),
        Rest.stays);
  }

  /** Of silver: columns may have former names; those that are declared no more go. */
  public static Evolution silver(SourceDefinition source) {
    Map<String, List<String>> former = new LinkedHashMap<>();
    for (Column column : source.columns()) {
      String renamed = source.silver().rename().get(column.name());
      List<String> names = new ArrayList<>(column.was());
      if (renamed != null) {
        names.add(column.name());
      }
      former.put(renamed == null ? column.name() : renamed, names);
    }
    Set<String> dropped =
        source.columns().stream()
            .filter(c -> source.silver().drop().contains(c.name()))
            .flatMap(c -> c.names().stream())
            .map(n -> n.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return new Evolution(former, dropped, Rest.goes);
  }

  /** Of a table that has part of silver's columns. */
  public static Evolution besideSilver(SourceDefinition source) {
    return new Evolution(silver(source).former(), Set.of(), Rest.stays);
  }
}

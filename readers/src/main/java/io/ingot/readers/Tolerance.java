package io.ingot.readers;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of a file may be unreadable before the whole file is refused.
 *
 * @param corrupt records that cannot be parsed, of all records of a file
 * @param rescued values of a column that its type does not hold exactly, of all its values in a
 *     file
 * @param rescuedOf the same for single columns, by name
 * @param empty whether a version of a file that has no records may replace one that has some
 */
public record Tolerance(Limit corrupt, Limit rescued, Map<String, Limit> rescuedOf, boolean empty)
    implements Serializable {
  /** Half of the records, and not all values of any column. */
  public static final Tolerance DEFAULT =
      new Tolerance(Limit.part(0.5), Limit.NOT_ALL, Map.of(), false);

  public Tolerance {
    rescuedOf = Collections.unmodifiableMap(new TreeMap<>(rescuedOf));
  }

  /** What counts for a column. */
  public Limit rescued(String column) {
    return rescuedOf.getOrDefault(column, rescued);
  }
}

package io.ingot.readers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which columns the fields of a text's records are. */
final class CsvLayout {
  private CsvField[] fields;
  private final Set<String> taken = new HashSet<>();
  private final Map<String, List<CsvField>> declared = new TreeMap<>();
  private final Map<String, CsvField> undeclared = new TreeMap<>();
  private final int size;

  private CsvLayout(List<String> names) {
    this.size = names.size();
    this.fields = new CsvField[size];
    names.forEach(n -> taken.add(n.toLowerCase(Locale.ROOT)));
  }

  /**
   * Finds the columns.
   *
   * @throws UnreadableFileException if undeclared columns refuse the file, and there are some
   */
  static CsvLayout of(ReadSpec spec, CsvHeader header) throws UnreadableFileException {
    List<String> names = header.names();
    CsvLayout layout = new CsvLayout(names);
    for (int i = 0; i < spec.columns().size(); i++) {
      Column column = spec.columns().get(i);
      List<Integer> places = column.isInRecords() ? header.places(column) : List.of();
      for (int n = 0; n < places.size(); n++) {
        int place = places.get(n);
        CsvField field = CsvField.of(names.get(place), column, i);
        layout.declare(
            place,
            column.name(),
            n == 0 ? field : field.behind(names.get(place), places.subList(0, n)));
      }
    }
    List<String> others = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (layout.fields[i] == null) {
        others.add(names.get(i));
        layout.addUndeclared(i, names.get(i));
      }
    }
    if (spec.unknown() == UnknownColumns.fail && !others.isEmpty()) {
      throw new UnreadableFileException("its header has undeclared columns " + others);
    }
    return layout;
  }

  /** How many fields a record should have. */
  int size() {
    return size;
  }

  /**
   * The first column that takes each field's text.
   *
   * @param parsed how many records were parsed before
   * @param count how many fields a record has; those behind the last name get names
   */
  CsvField[] fields(long parsed, int count) {
    while (fields.length < count) {
      addName(parsed);
    }
    return fields;
  }

  private void addName(long parsed) {
    int place = fields.length;
    String name = "column_" + (place + 1);
    String next = name;
    for (int n = 2; !taken.add(next.toLowerCase(Locale.ROOT)); n++) {
      next = name + "_" + n;
    }
    fields = Arrays.copyOf(fields, place + 1);
    addUndeclared(place, next);
    fields[place].addNulls(parsed);
  }

  private void declare(int place, String column, CsvField field) {
    declared.computeIfAbsent(column, c -> new ArrayList<>()).add(field);
    if (fields[place] == null) {
      fields[place] = field;
    } else {
      fields[place].also(field);
    }
  }

  private void addUndeclared(int place, String name) {
    fields[place] = CsvField.undeclared(name);
    undeclared.put(name, fields[place]);
  }

  /**
   * What the columns were like.
   *
   * @param records records read, corrupt ones included
   */
  FileReport report(long records, Map<String, FileReport.Met> corrupt) {
    long parsed = records - corrupt.values().stream().mapToLong(FileReport.Met::count).sum();
    Map<String, FileReport.ColumnReport> columns = new TreeMap<>();
    declared.forEach(
        (name, places) ->
            places.forEach(
                field -> columns.merge(name, field.report(parsed), FileReport.ColumnReport::and)));
    Map<String, Long> others = new TreeMap<>();
    undeclared.forEach((name, field) -> others.put(name, field.values(parsed)));
    columns.values().removeIf(c -> c.values() == 0);
    return new FileReport(records, corrupt, columns, others);
  }
}

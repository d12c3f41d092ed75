package io.ingot.readers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which columns the fields of a text's records are. */
final class CsvLayout {
  private final List<CsvField[]> fields = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, CsvField> declared = new TreeMap<>();
  private final Map<String, CsvField> undeclared = new TreeMap<>();
  private final int size;

  private CsvLayout(List<String> names) {
    this.size = names.size();
    names.forEach(n -> taken.add(n.toLowerCase(Locale.ROOT)));
  }

  /**
   * Finds the columns.
   *
   * @throws UnreadableFileException if undeclared columns refuse the file, and there are some
   */
  static CsvLayout of(ReadSpec spec, List<String> names) throws UnreadableFileException {
    List<List<CsvField>> columns = new ArrayList<>();
    names.forEach(n -> columns.add(new ArrayList<>()));
    CsvLayout layout = new CsvLayout(names);
    for (int i = 0; i < spec.columns().size(); i++) {
      Column column = spec.columns().get(i);
      int place = column.isInRecords() ? place(column, names) : -1;
      if (place >= 0) {
        CsvField field = CsvField.of(names.get(place), column, i);
        columns.get(place).add(field);
        layout.declared.put(column.name(), field);
      }
    }
    List<String> others = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (columns.get(i).isEmpty()) {
        others.add(names.get(i));
        layout.addUndeclared(names.get(i));
      } else {
        layout.fields.add(columns.get(i).toArray(CsvField[]::new));
      }
    }
    if (spec.unknown() == UnknownColumns.fail && !others.isEmpty()) {
      throw new UnreadableFileException("its header has undeclared columns " + others);
    }
    return layout;
  }

  /** The place of the first of a column's names that a header has; -1 if it has none. */
  private static int place(Column column, List<String> header) {
    for (String name : column.names()) {
      for (int i = 0; i < header.size(); i++) {
        if (header.get(i).equalsIgnoreCase(name)) {
          return i;
        }
      }
    }
    return -1;
  }

  /** How many fields a record should have. */
  int size() {
    return size;
  }

  /** The columns that take a field's text; a field behind the last name gets a name of its own. */
  CsvField[] at(int field) {
    while (field >= fields.size()) {
      String name = "column_" + (fields.size() + 1);
      String next = name;
      for (int n = 2; !taken.add(next.toLowerCase(Locale.ROOT)); n++) {
        next = name + "_" + n;
      }
      addUndeclared(next);
    }
    return fields.get(field);
  }

  private void addUndeclared(String name) {
    CsvField field = CsvField.undeclared(name);
    undeclared.put(name, field);
    fields.add(new CsvField[] {field});
  }

  FileReport report(long records, Map<String, FileReport.Met> corrupt) {
    Map<String, FileReport.ColumnReport> columns = new TreeMap<>();
    declared.forEach((name, field) -> columns.put(name, field.tally().report()));
    Map<String, Long> others = new TreeMap<>();
    undeclared.forEach((name, field) -> others.put(name, field.tally().values()));
    columns.values().removeIf(c -> c.values() == 0);
    others.values().removeIf(n -> n == 0);
    return new FileReport(records, corrupt, columns, others);
  }
}

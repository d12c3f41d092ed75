package io.ingot.readers.columnar;

import io.ingot.readers.Column;
import io.ingot.readers.CsvHeader;
import io.ingot.readers.Origin;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.UnknownColumns;
import io.ingot.readers.UnreadableFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds out which declared column each column of a file is. */
public final class FileColumns {
  private static final int NAMES_TOLD = 20;

  private final ReadSpec spec;
  private final Records records;
  private final List<Found> found = new ArrayList<>();
  private final List<String> undeclared = new ArrayList<>();

  private FileColumns(ReadSpec spec, Records records) {
    this.spec = spec;
    this.records = records;
  }

  /** A declared column, and the groups and the field that lead to it. */
  private record Found(List<FileField> path, Column column, int ordinal) {
    boolean isAt(FileField field) {
      return path.get(path.size() - 1) == field;
    }

    boolean isBelow(FileField group) {
      return path.subList(0, path.size() - 1).stream().anyMatch(f -> f == group);
    }
  }

  /**
   * Gives every field of a file its target. Names are found without regard to case; a declared name
   * such as {@code after.id} is a field, or else a member of a group. The second of two equal names
   * is an undeclared column with a number behind it.
   *
   * @param fields the file's fields, in its order
   * @throws UnreadableFileException if the file lacks a required column, has none of the declared
   *     ones, or has undeclared ones where they are refused
   */
  public static List<Target> targets(
      ReadSpec spec, List<? extends FileField> fields, Records records)
      throws UnreadableFileException {
    if (fields.size() > ReadSpec.MOST_COLUMNS) {
      throw new UnreadableFileException(
          "it has %,d columns, more than %,d".formatted(fields.size(), ReadSpec.MOST_COLUMNS));
    }
    FileColumns columns = new FileColumns(spec, records);
    columns.find(fields);
    List<Target> targets = columns.targets(fields, "");
    if (spec.unknown() == UnknownColumns.fail && !columns.undeclared.isEmpty()) {
      throw new UnreadableFileException(
          "it has undeclared columns (%s)".formatted(told(columns.undeclared)));
    }
    return targets;
  }

  private void find(List<? extends FileField> fields) throws UnreadableFileException {
    List<String> declared = new ArrayList<>();
    List<String> required = new ArrayList<>();
    for (int i = 0; i < spec.columns().size(); i++) {
      Column column = spec.columns().get(i);
      List<FileField> path = column.isInRecords() ? path(column, fields) : List.of();
      if (!path.isEmpty()) {
        found.add(new Found(path, column, i));
      }
      if (column.from().kind() == Origin.Kind.record) {
        declared.add(column.name());
        if (path.isEmpty() && column.required()) {
          required.add(column.name());
        }
      }
    }
    List<String> names = fields.stream().map(FileField::name).toList();
    if (!required.isEmpty()) {
      throw new UnreadableFileException(
          "it lacks required columns (%s; found: %s)".formatted(told(required), told(names)));
    }
    boolean isNone = found.stream().allMatch(f -> f.column().from().kind() != Origin.Kind.record);
    if (isNone && !declared.isEmpty()) {
      throw new UnreadableFileException(
          "it has none of the declared columns (declared: %s; found: %s)"
              .formatted(told(declared), told(names)));
    }
  }

  /** What leads to a column; empty if the file does not have it. */
  private static List<FileField> path(Column column, List<? extends FileField> fields) {
    for (String name : column.names()) {
      List<FileField> path = new ArrayList<>();
      if (descend(name, fields, path)) {
        return path;
      }
    }
    return List.of();
  }

  private static boolean descend(
      String name, List<? extends FileField> fields, List<FileField> path) {
    for (int end = name.length(); end > 0; end = name.lastIndexOf('.', end - 1)) {
      String first = name.substring(0, end);
      for (FileField field : fields) {
        if (field.name().equalsIgnoreCase(first)) {
          path.add(field);
          if (end == name.length() || descend(name.substring(end + 1), field.members(), path)) {
            return true;
          }
          path.remove(path.size() - 1);
        }
      }
    }
    return false;
  }

  private List<Target> targets(List<? extends FileField> fields, String prefix)
      throws UnreadableFileException {
    List<String> names = CsvHeader.unique(fields.stream().map(FileField::name).toList());
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      targets.add(target(fields.get(i), prefix + names.get(i)));
    }
    return targets;
  }

  private Target target(FileField field, String name) throws UnreadableFileException {
    List<TypedCell> cells = new ArrayList<>();
    for (Found each : found) {
      if (each.isAt(field)) {
        cells.add(TypedCell.of(records, each.column(), each.ordinal(), name));
      }
    }
    boolean opened = isOpened(field);
    if (opened && !cells.isEmpty()) {
      throw new UnreadableFileException(
          "its column %s is declared as a whole and by its members".formatted(name));
    }
    if (opened) {
      return new Target.Members(targets(field.members(), name + "."));
    }
    if (cells.isEmpty()) {
      undeclared.add(name);
      return new Target.Whole(new UndeclaredCell(records, name));
    }
    return new Target.Whole(
        cells.size() == 1 ? cells.get(0) : new SharedCell(records, name, cells));
  }

  /** Whether a declared column is below a field. */
  private boolean isOpened(FileField field) {
    return found.stream().anyMatch(f -> f.isBelow(field));
  }

  private static String told(List<String> names) {
    String first = names.stream().limit(NAMES_TOLD).collect(Collectors.joining(", "));
    int more = names.size() - NAMES_TOLD;
    return more <= 0 ? first : "%s and %d more".formatted(first, more);
  }
}

package io.ingot.jobs.table;

import io.ingot.core.definition.TableName;
import io.ingot.core.failure.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdatePartitionSpec;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.Term;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;
import org.apache.spark.sql.types.DataType;

/**
 * Brings a table that exists to its layout: columns come, widen, are renamed and go; new data
 * follows new partitions, and old data stays where it is.
 */
public final class TableChange {
  private final TableName name;
  private final Table table;
  private final TableLayout layout;
  private final Evolution evolution;
  private final String otherwise;
  private final List<String> gone = new ArrayList<>();
  private final List<NestedField> come = new ArrayList<>();
  private boolean changed;

  /**
   * @param otherwise the command that makes a change which rows stand against
   */
  public TableChange(
      TableName name, Table table, TableLayout layout, Evolution evolution, String otherwise) {
    this.name = name;
    this.table = table;
    this.layout = layout;
    this.evolution = evolution;
    this.otherwise = otherwise;
  }

  /**
   * Finds out whether it can be made.
   *
   * @throws RefusedException naming table, column, old and new type, and what to do
   */
  void check() {
    plan();
  }

  /**
   * Makes it, at once and for all readers. Repeating it changes nothing.
   *
   * @throws RefusedException before anything is changed
   */
  public void apply() {
    UpdateSchema columns = plan();
    // A transaction takes no further step before this one has ended.
    if (changed || evolution.rows() == Evolution.Rows.areReplaced) {
      columns.commit();
      table.refresh();
    }
    partitions();
  }

  private UpdateSchema plan() {
    UpdateSchema update = table.updateSchema();
    Schema have = table.schema();
    Schema wanted = SparkSchemaUtil.convert(layout.columns());
    List<Integer> kept = new ArrayList<>();
    for (NestedField column : wanted.columns()) {
      NestedField there = have.caseInsensitiveFindField(column.name());
      if (there == null) {
        there = renamed(have, wanted, column, update).orElse(null);
      }
      if (there == null) {
        update.addColumn(column.name(), column.type());
        come.add(column);
        changed = true;
      } else {
        kept.add(there.fieldId());
        if (keepsNoRow() && !partitions(there) && isOther(there.type(), column.type())) {
          update.deleteColumn(there.name()).addColumn(column.name(), column.type());
          changed = true;
          continue;
        }
        field(update, there.name(), there, column);
      }
    }
    if (evolution.rest() != Evolution.Rest.stays) {
      have.columns().stream().filter(c -> !kept.contains(c.fieldId())).forEach(c -> go(update, c));
    } else {
      have.columns().stream()
          .filter(c -> !kept.contains(c.fieldId()) && c.isRequired())
          .forEach(c -> optional(update, c));
    }
    return update;
  }

  /** A table without rows, or whose rows are all replaced, takes any definition. */
  private boolean keepsNoRow() {
    return evolution.rows() == Evolution.Rows.areReplaced
        || table.currentSnapshot() == null
        || StampedTable.empty(table.currentSnapshot());
  }

  private static boolean isOther(Type have, Type wanted) {
    if (have.isPrimitiveType() && wanted.isPrimitiveType()) {
      return !have.equals(wanted) && !TypeUtil.isPromotionAllowed(have, wanted.asPrimitiveType());
    }
    return !same(have, wanted);
  }

  /** Whether two types differ in nothing but the numbers of their fields and what may be NULL. */
  private static boolean same(Type left, Type right) {
    return nullable(left).equals(nullable(right));
  }

  private static DataType nullable(Type type) {
    return new org.apache.spark.sql.types.StructType()
        .add("c", SparkSchemaUtil.convert(type))
        .asNullable();
  }

  private Optional<NestedField> renamed(
      Schema have, Schema wanted, NestedField column, UpdateSchema update) {
    for (String former : evolution.former().getOrDefault(column.name(), List.of())) {
      NestedField there = have.caseInsensitiveFindField(former);
      if (there != null && wanted.caseInsensitiveFindField(former) == null) {
        update.renameColumn(there.name(), column.name());
        changed = true;
        return Optional.of(there);
      }
    }
    return Optional.empty();
  }

  /** A column, a member, or what an array or a map holds. */
  private void field(UpdateSchema update, String path, NestedField have, NestedField wanted) {
    type(update, path, have.type(), wanted.type());
    if (have.isRequired() && wanted.isOptional()) {
      update.makeColumnOptional(path);
      changed = true;
    }
  }

  private void type(UpdateSchema update, String column, Type have, Type wanted) {
    if (column.equals(Evolution.SEQUENCE)) {
      sequence(update, column, have.asStructType(), wanted.asStructType());
    } else if (have.isStructType() && wanted.isStructType()) {
      members(update, column, have.asStructType(), wanted.asStructType());
    } else if (have.isListType() && wanted.isListType()) {
      NestedField items = wanted.asListType().fields().get(0);
      field(update, column + ".element", have.asListType().fields().get(0), items);
    } else if (have.isMapType() && wanted.isMapType()) {
      if (!same(have.asMapType().keyType(), wanted.asMapType().keyType())) {
        throw refused(column, have, wanted);
      }
      NestedField values = wanted.asMapType().fields().get(1);
      field(update, column + ".value", have.asMapType().fields().get(1), values);
    } else if (have.isPrimitiveType() && wanted.isPrimitiveType() && !have.equals(wanted)) {
      if (!TypeUtil.isPromotionAllowed(have, wanted.asPrimitiveType())) {
        throw refused(column, have, wanted);
      }
      update.updateColumn(column, wanted.asPrimitiveType());
      changed = true;
    } else if (have.typeId() != wanted.typeId()) {
      throw refused(column, have, wanted);
    }
  }

  /** A struct keeps its members, and gets further ones, in the order of the definition. */
  private void members(UpdateSchema update, String column, StructType have, StructType wanted) {
    List<String> names = new ArrayList<>(have.fields().stream().map(NestedField::name).toList());
    List<String> ordered = wanted.fields().stream().map(NestedField::name).toList();
    if (!ordered.containsAll(names)) {
      throw refused(column, have, wanted);
    }
    for (NestedField member : wanted.fields()) {
      NestedField there = have.field(member.name());
      if (there == null) {
        update.addColumn(column, member.name(), member.type());
        names.add(member.name());
        changed = true;
      } else {
        field(update, column + "." + member.name(), there, member);
      }
    }
    if (!names.equals(ordered)) {
      update.moveFirst(column + "." + ordered.get(0));
      for (int i = 1; i < ordered.size(); i++) {
        update.moveAfter(column + "." + ordered.get(i), column + "." + ordered.get(i - 1));
      }
      changed = true;
    }
  }

  /** A sequence keeps its columns, under their names or those that they have now. */
  private void sequence(UpdateSchema update, String column, StructType have, StructType wanted) {
    if (have.fields().size() != wanted.fields().size()) {
      throw refused(column, have, wanted);
    }
    for (int i = 0; i < have.fields().size(); i++) {
      NestedField there = have.fields().get(i);
      NestedField field = wanted.fields().get(i);
      if (!there.name().equalsIgnoreCase(field.name())) {
        if (!evolution.former().getOrDefault(field.name(), List.of()).contains(there.name())) {
          throw refused(column, have, wanted);
        }
        update.renameColumn(column + "." + there.name(), field.name());
        changed = true;
      }
      type(update, column + "." + there.name(), there.type(), field.type());
    }
  }

  private RefusedException refused(String column, Type have, Type wanted) {
    boolean narrower =
        have.isPrimitiveType()
            && wanted.isPrimitiveType()
            && TypeUtil.isPromotionAllowed(wanted, have.asPrimitiveType());
    return new RefusedException(
        "Cannot change column "
            + column
            + " of table "
            + name
            + ": its rows are "
            + have
            + (narrower ? " and would not all fit into " : " and cannot become ")
            + wanted
            + ". Keep "
            + have
            + (have.isPrimitiveType()
                ? ", widen it (int to long, float to double, more digits)"
                : "")
            + ", or give the new column a name of its own"
            + otherwise()
            + ".");
  }

  /** A batch that replaces all rows has nothing further to offer. */
  private String otherwise() {
    return evolution.rows() == Evolution.Rows.areReplaced
        ? ""
        : "; or have all rows computed again: " + otherwise;
  }

  private void go(UpdateSchema update, NestedField column) {
    if (evolution.rest() == Evolution.Rest.goes
        && !evolution.dropped().contains(column.name().toLowerCase(Locale.ROOT))) {
      come.stream()
          .filter(c -> c.type().typeId() == column.type().typeId())
          .findFirst()
          .ifPresent(
              c -> {
                throw new RefusedException(
                    "Cannot change table "
                        + name
                        + ": column "
                        + column.name()
                        + " ("
                        + column.type()
                        + ") is gone from the definition, and "
                        + c.name()
                        + " ("
                        + c.type()
                        + ") is new, which may be a rename. Write was: ["
                        + column.name()
                        + "] at the column if it is; else keep "
                        + column.name()
                        + " declared and name it in silver.select.drop"
                        + otherwise()
                        + ".");
              });
    }
    if (partitions(column)) {
      optional(update, column);
      return;
    }
    gone.add(column.name());
    update.deleteColumn(column.name());
    changed = true;
  }

  private void optional(UpdateSchema update, NestedField column) {
    if (column.isRequired()) {
      update.makeColumnOptional(column.name());
      changed = true;
    }
  }

  /** Whether data files, also old ones, are partitioned by it: then its values must stay. */
  private boolean partitions(NestedField column) {
    return table.specs().values().stream()
        .flatMap(s -> s.fields().stream())
        .anyMatch(f -> f.sourceId() == column.fieldId());
  }

  private void partitions() {
    List<PartitionTerm> have = new ArrayList<>();
    for (PartitionField field : table.spec().fields()) {
      if (!field.transform().isVoid()) {
        String source = table.schema().findColumnName(field.sourceId());
        have.add(new PartitionTerm(field.transform().toString(), source.toLowerCase(Locale.ROOT)));
      }
    }
    List<PartitionTerm> wanted = layout.partition().stream().map(PartitionTerm::of).toList();
    if (have.equals(wanted)) {
      return;
    }
    List<PartitionTerm> added = wanted.stream().filter(t -> !have.contains(t)).toList();
    if (added.isEmpty() && have.size() == wanted.size()) {
      return;
    }
    UpdatePartitionSpec update = table.updateSpec().caseSensitive(false);
    have.stream().filter(t -> !wanted.contains(t)).forEach(t -> update.removeField(t.term()));
    added.forEach(t -> update.addField(t.term()));
    update.commit();
    table.refresh();
  }

  /**
   * One partition transform.
   *
   * @param transform as Iceberg writes it, such as {@code month} or {@code bucket[8]}
   * @param column its column, in lower case
   */
  private record PartitionTerm(String transform, String column) {
    static PartitionTerm of(String text) {
      int open = text.indexOf('(');
      if (open < 0) {
        return new PartitionTerm("identity", text.toLowerCase(Locale.ROOT));
      }
      String call = text.substring(0, open);
      String[] arguments = text.substring(open + 1, text.length() - 1).split(",", -1);
      String column = arguments[arguments.length - 1].strip().toLowerCase(Locale.ROOT);
      return arguments.length == 2
          ? new PartitionTerm(call + "[" + arguments[0].strip() + "]", column)
          : new PartitionTerm(call.substring(0, call.length() - 1), column);
    }

    Term term() {
      String name = transform.replaceFirst("\\[.*", "");
      int width = transform.contains("[") ? Integer.parseInt(transform.replaceAll("\\D", "")) : 0;
      return switch (name) {
        case "year" -> Expressions.year(column);
        case "month" -> Expressions.month(column);
        case "day" -> Expressions.day(column);
        case "hour" -> Expressions.hour(column);
        case "bucket" -> Expressions.bucket(column, width);
        case "truncate" -> Expressions.truncate(column, width);
        default -> Expressions.ref(column);
      };
    }
  }
}

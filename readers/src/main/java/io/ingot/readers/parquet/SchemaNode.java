package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;
import io.ingot.readers.columnar.FileField;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A column or a group of columns.
 *
 * @param name its name
 * @param repetition {@link SchemaElement#REQUIRED}, {@code OPTIONAL} or {@code REPEATED}
 * @param definition definition level of a value that is there
 * @param repeated repetition level of its repeated values, or of those of the group around it
 * @param logical what its values mean
 * @param children the group's members; empty for a column
 * @param leaf the column's place among all columns; -1 for a group
 * @param physical the column's physical type; null for a group
 * @param length bytes of a value of fixed length
 */
record SchemaNode(
    String name,
    int repetition,
    int definition,
    int repeated,
    Logical logical,
    List<SchemaNode> children,
    int leaf,
    Physical physical,
    int length)
    implements FileField {
  private static final int DEEPEST = 100;
  private static final int LONGEST_DECIMAL = 1_000;

  SchemaNode {
    children = List.copyOf(children);
  }

  @Override
  public List<SchemaNode> members() {
    boolean isPlain = logical.kind() != Logical.Kind.list && logical.kind() != Logical.Kind.map;
    return isPlain && !isRepeated() ? children : List.of();
  }

  boolean isGroup() {
    return leaf < 0;
  }

  boolean isRepeated() {
    return repetition == SchemaElement.REPEATED;
  }

  /** Its columns, in the file's order. */
  List<SchemaNode> leaves() {
    return isGroup() ? children.stream().flatMap(c -> c.leaves().stream()).toList() : List.of(this);
  }

  /** Builds the tree out of the footer's list. */
  static SchemaNode of(List<SchemaElement> elements) throws UnreadableFileException {
    if (elements.isEmpty()) {
      throw new UnreadableFileException("it has no schema");
    }
    Builder builder = new Builder(elements.iterator());
    SchemaElement root = builder.rest.next();
    root.repetition = SchemaElement.REQUIRED;
    SchemaNode tree = builder.node(root, 0, 0, 0);
    if (builder.rest.hasNext() || !tree.isGroup()) {
      throw new UnreadableFileException("its schema is damaged");
    }
    return tree;
  }

  private static final class Builder {
    private final Iterator<SchemaElement> rest;
    private int leaves;

    Builder(Iterator<SchemaElement> rest) {
      this.rest = rest;
    }

    SchemaNode node(SchemaElement element, int definition, int repeated, int depth)
        throws UnreadableFileException {
      if (depth > DEEPEST) {
        throw new UnreadableFileException(
            "its schema is nested deeper than %d levels".formatted(DEEPEST));
      }
      boolean required = element.repetition == SchemaElement.REQUIRED;
      boolean repeats = element.repetition == SchemaElement.REPEATED;
      int level = definition + (required ? 0 : 1);
      int repetition = repeated + (repeats ? 1 : 0);
      List<SchemaNode> children = new ArrayList<>();
      if (element.isGroup()) {
        for (int i = 0; i < element.children; i++) {
          if (!rest.hasNext()) {
            throw new UnreadableFileException("its schema is cut off");
          }
          children.add(node(rest.next(), level, repetition, depth + 1));
        }
        if (children.isEmpty() && depth > 0) {
          throw new UnreadableFileException("its group %s has no columns".formatted(element.name));
        }
      } else {
        check(element);
      }
      return new SchemaNode(
          element.name,
          element.repetition,
          level,
          repetition,
          element.logical,
          children,
          element.isGroup() ? -1 : leaves++,
          element.isGroup() ? null : element.physical(),
          element.length);
    }

    private static void check(SchemaElement element) throws UnreadableFileException {
      if (element.physical() == Physical.FIXED_LEN_BYTE_ARRAY && element.length <= 0) {
        throw new UnreadableFileException(
            "the values of its column %s have %d bytes".formatted(element.name, element.length));
      }
      Logical logical = element.logical;
      if (logical.kind() == Logical.Kind.decimal
          && (logical.scale() < 0 || logical.scale() > LONGEST_DECIMAL)) {
        throw new UnreadableFileException(
            "its column %s is a decimal of scale %d".formatted(element.name, logical.scale()));
      }
    }
  }
}

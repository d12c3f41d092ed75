package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;
import io.ingot.readers.columnar.Cell;
import io.ingot.readers.columnar.Target;
import java.util.List;

/**
 * Which node reads which part of a schema: also lists and maps in the forms that older writers gave
 * them. Source: LogicalTypes.md of apache/parquet-format, "Nested Types".
 */
final class Nodes {
  private final ColumnReader[] columns;

  /**
   * Nodes of a file.
   *
   * @param columns its columns, in the schema's order
   */
  Nodes(ColumnReader[] columns) {
    this.columns = columns;
  }

  /** The nodes of what goes to cells, each with its cell. */
  void bind(List<SchemaNode> fields, List<Target> targets, List<Node> nodes, List<Cell> cells)
      throws UnreadableFileException {
    for (int i = 0; i < fields.size(); i++) {
      if (targets.get(i) instanceof Target.Members members) {
        bind(fields.get(i).children(), members.members(), nodes, cells);
      } else if (targets.get(i) instanceof Target.Whole whole) {
        nodes.add(of(fields.get(i)));
        cells.add(whole.cell());
      }
    }
  }

  private Node[] ofMembers(SchemaNode group) throws UnreadableFileException {
    Node[] members = new Node[group.children().size()];
    for (int i = 0; i < members.length; i++) {
      members[i] = of(group.children().get(i));
    }
    return members;
  }

  private Node of(SchemaNode node) throws UnreadableFileException {
    return node.isRepeated() ? list(node, node.definition() - 1, element(node)) : element(node);
  }

  /** The node of a single value, even where it is repeated. */
  private Node element(SchemaNode node) throws UnreadableFileException {
    if (!node.isGroup()) {
      return columns[node.leaf()]::take;
    }
    return switch (node.logical().kind()) {
      case list -> annotatedList(node);
      case map -> map(node);
      default -> struct(node);
    };
  }

  private Node struct(SchemaNode node) throws UnreadableFileException {
    return new StructNode(node, ofMembers(node), entries(node));
  }

  private Node annotatedList(SchemaNode node) throws UnreadableFileException {
    if (node.children().size() != 1 || !node.children().get(0).isRepeated()) {
      return struct(node);
    }
    SchemaNode repeated = node.children().get(0);
    return list(
        repeated,
        node.definition(),
        isElement(node, repeated) ? element(repeated) : of(repeated.children().get(0)));
  }

  /** Whether the repeated field is the element itself, and not a group around it. */
  private static boolean isElement(SchemaNode list, SchemaNode repeated) {
    return !repeated.isGroup()
        || repeated.children().size() != 1
        || repeated.children().get(0).isRepeated()
        || repeated.name().equals("array")
        || repeated.name().equals(list.name() + "_tuple");
  }

  private Node list(SchemaNode repeated, int there, Node element) {
    return new ListNode(repeated, there, element, entries(repeated));
  }

  private Node map(SchemaNode node) throws UnreadableFileException {
    boolean isMap =
        node.children().size() == 1
            && node.children().get(0).isRepeated()
            && node.children().get(0).isGroup();
    if (!isMap) {
      return struct(node);
    }
    SchemaNode pair = node.children().get(0);
    if (pair.children().size() != 2) {
      throw new UnreadableFileException(
          "its column %s is a map without values".formatted(node.name()));
    }
    return new MapNode(
        pair,
        node.definition(),
        of(pair.children().get(0)),
        of(pair.children().get(1)),
        entries(pair));
  }

  private Entries entries(SchemaNode node) {
    return new Entries(
        node.leaves().stream().map(l -> columns[l.leaf()]).toArray(ColumnReader[]::new));
  }
}

package io.ingot.readers;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the values of a column are. As text, it is as people write it in a definition. */
public sealed interface ColumnType {
  /** Most types in one another. */
  int DEEPEST = 16;

  /**
   * A type whose values have no parts.
   *
   * @param name {@code string}, {@code decimal(7,2)}, …
   */
  record Simple(String name) implements ColumnType {
    private static final Set<String> NAMES =
        Set.of("string", "boolean", "int", "long", "float", "double", "date", "timestamp");
    private static final Pattern DECIMAL =
        Pattern.compile("decimal\\( ?([0-9]{1,3}) ?, ?([0-9]{1,3}) ?\\)");

    /** Whether there is such a type; the scale of a decimal is at most its precision. */
    boolean isKnown() {
      Matcher decimal = DECIMAL.matcher(name);
      if (!decimal.matches()) {
        return NAMES.contains(name);
      }
      int precision = Integer.parseInt(decimal.group(1));
      return precision >= 1 && precision <= 38 && Integer.parseInt(decimal.group(2)) <= precision;
    }

    @Override
    public String sql() {
      return name.equals("long") ? "bigint" : name;
    }

    @Override
    public boolean has(String path) {
      return false;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Values under names. */
  record Struct(List<Member> members) implements ColumnType {
    public Struct {
      members = List.copyOf(members);
    }

    @Override
    public String sql() {
      return members.stream()
          .map(m -> "`" + m.name() + "`:" + m.type().sql())
          .collect(Collectors.joining(",", "struct<", ">"));
    }

    @Override
    public boolean has(String path) {
      String[] names = path.split("\\.", 2);
      return members.stream()
          .filter(m -> m.name().equalsIgnoreCase(names[0]))
          .anyMatch(m -> names.length == 1 || m.type().has(names[1]));
    }

    @Override
    public String toString() {
      return members.stream()
          .map(m -> m.name() + ": " + m.type())
          .collect(Collectors.joining(", ", "struct<", ">"));
    }
  }

  /** A value of a struct. */
  record Member(String name, ColumnType type) {}

  /** Values in a row. */
  record Array(ColumnType items) implements ColumnType {
    @Override
    public String sql() {
      return "array<" + items.sql() + ">";
    }

    @Override
    public boolean has(String path) {
      return items instanceof Struct && items.has(path);
    }

    @Override
    public String toString() {
      return "array<" + items + ">";
    }
  }

  /** Values under texts. */
  record Entries(ColumnType values) implements ColumnType {
    @Override
    public String sql() {
      return "map<string," + values.sql() + ">";
    }

    @Override
    public boolean has(String path) {
      int dot = path.indexOf('.');
      return dot < 0 || values.has(path.substring(dot + 1));
    }

    @Override
    public String toString() {
      return "map<string, " + values + ">";
    }
  }

  /** The type as Spark SQL spells it. */
  String sql();

  /**
   * Whether its values have a part, as SQL finds parts: of structs, of the values of maps, and of
   * structs in arrays.
   *
   * @param path names joined by dots
   */
  boolean has(String path);

  /** Whether a type that there is has parts. */
  static boolean isNested(String type) {
    return type.indexOf('<') > 0;
  }

  /**
   * Reads a type.
   *
   * @throws IllegalArgumentException if there is no such type
   */
  static ColumnType of(String text) {
    try {
      return new TypeParser(text).whole();
    } catch (TypeParser.Flaw flaw) {
      throw new IllegalArgumentException(
          "Invalid type: %s (%s).".formatted(text, flaw.getMessage()), flaw);
    }
  }

  /** Why there is no such type; empty if there is. */
  static Optional<String> flaw(String text) {
    try {
      new TypeParser(text).whole();
      return Optional.empty();
    } catch (TypeParser.Flaw flaw) {
      return Optional.of(flaw.getMessage());
    }
  }
}

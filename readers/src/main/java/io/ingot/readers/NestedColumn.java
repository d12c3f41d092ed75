package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads JSON texts into structs, arrays and maps. A value is read if every part of it is held
 * exactly by its type: strings, numbers and booleans as those of columns, in the plain form; a
 * nested value of a {@code string} is its JSON. What a struct lacks is NULL. Names of members are
 * found without regard to case.
 */
final class NestedColumn implements TextColumn {
  private final Part whole;
  private final Marks nulls;
  private final JsonScanner scanner = new JsonScanner();
  private final JsonNesting nesting = new JsonNesting(scanner);
  private final JsonText text = new JsonText();
  private final OneValue one = new OneValue();
  private byte[] json = new byte[256];
  private int limit;
  private boolean hasRest;

  /** The place behind the value that was read last. */
  private int end;

  NestedColumn(ColumnType type, Marks nulls) {
    this.whole = part(type);
    this.nulls = nulls;
  }

  @Override
  public boolean read(byte[] utf8, int from, int to, Row row, int ordinal) {
    hasRest = false;
    if (TrimmedColumn.isBlank(utf8, from, to) || nulls.has(utf8, from, to)) {
      return true;
    }
    look(utf8, from, to);
    try {
      int begin = scanner.space(0);
      if (scanner.space(nesting.value(begin, 0)) != limit) {
        return false;
      }
      Object value = whole.read(begin);
      if (value != null) {
        row.setNested(ordinal, value);
      }
      return true;
    } catch (JsonFault fault) {
      return false;
    }
  }

  @Override
  public boolean hasRest() {
    return hasRest;
  }

  private void look(byte[] utf8, int from, int to) {
    limit = to - from;
    if (json.length < limit + Words.SIZE) {
      json = new byte[limit + limit / 2 + Words.SIZE];
    }
    System.arraycopy(utf8, from, json, 0, limit);
    Arrays.fill(json, limit, limit + Words.SIZE, (byte) 0);
    scanner.look(json, limit);
    nesting.clear();
  }

  /** Reads the value at a place of valid JSON. */
  private interface Part {
    Object read(int from) throws JsonFault;
  }

  private Part part(ColumnType type) {
    Part there = partThatIsThere(type);
    return from -> {
      if (json[from] == 'n') {
        end = from + "null".length();
        return null;
      }
      return there.read(from);
    };
  }

  private Part partThatIsThere(ColumnType type) {
    if (type instanceof ColumnType.Struct struct) {
      return struct(struct);
    } else if (type instanceof ColumnType.Array array) {
      return array(part(array.items()));
    } else if (type instanceof ColumnType.Entries entries) {
      return entries(part(entries.values()));
    }
    return simple((ColumnType.Simple) type);
  }

  private Part simple(ColumnType.Simple type) {
    TextColumn column = TextColumn.of(new Column("", type.name(), false));
    boolean isString = type.name().equals("string");
    return from -> {
      end = behind(from);
      if (!isHeld(column, isString, from)) {
        throw misfit();
      }
      return one.value();
    };
  }

  private int behind(int from) throws JsonFault {
    return isNested(from)
        ? JsonBrackets.behind(json, from, limit, true)
        : scanner.scalar(from, JsonPlace.VALUE);
  }

  private boolean isNested(int from) {
    return json[from] == '{' || json[from] == '[';
  }

  /** Whether a simple type holds the value from a place to {@link #end}. */
  private boolean isHeld(TextColumn column, boolean isString, int from) {
    if (json[from] != '"') {
      return (isString || !isNested(from)) && held(column, json, from, end);
    }
    return scanner.escaped
        ? text.read(json, from + 1, end - 1) && held(column, text.bytes(), 0, text.length())
        : held(column, json, from + 1, end - 1);
  }

  private boolean held(TextColumn column, byte[] utf8, int from, int to) {
    one.clear();
    return column.read(utf8, from, to, one, 0);
  }

  private Part array(Part item) {
    return from -> {
      if (json[from] != '[') {
        throw misfit();
      }
      List<Object> items = new ArrayList<>();
      int at = scanner.space(from + 1);
      while (json[at] != ']') {
        items.add(item.read(at));
        at = behindComma();
      }
      end = at + 1;
      return items;
    };
  }

  private Part entries(Part value) {
    return from -> {
      Map<String, Object> entries = new LinkedHashMap<>();
      int at = firstKey(from);
      while (json[at] != '}') {
        String key = new String(key(at), UTF_8);
        entries.put(key, value.read(end));
        at = behindComma();
      }
      end = at + 1;
      return entries;
    };
  }

  private Part struct(ColumnType.Struct type) {
    List<ColumnType.Member> members = type.members();
    Map<String, Integer> places = new LinkedHashMap<>();
    Part[] parts = new Part[members.size()];
    for (int i = 0; i < parts.length; i++) {
      places.put(members.get(i).name().toLowerCase(Locale.ROOT), i);
      parts[i] = part(members.get(i).type());
    }
    return from -> {
      Object[] values = new Object[parts.length];
      boolean[] met = new boolean[parts.length];
      int at = firstKey(from);
      while (json[at] != '}') {
        Integer place = places.get(new String(key(at), UTF_8).toLowerCase(Locale.ROOT));
        if (place == null) {
          skip();
        } else if (met[place]) {
          throw misfit();
        } else {
          met[place] = true;
          values[place] = parts[place].read(end);
        }
        at = behindComma();
      }
      end = at + 1;
      return Arrays.asList(values);
    };
  }

  /** A member that nobody declared. */
  private void skip() throws JsonFault {
    hasRest |= json[end] != 'n';
    end = behind(end);
  }

  /** The value is not one of its type. */
  private static JsonFault misfit() {
    return new JsonFault("a value of another type", 0);
  }

  private int firstKey(int from) throws JsonFault {
    if (json[from] != '{') {
      throw misfit();
    }
    return scanner.space(from + 1);
  }

  /** The name at a place; its value is at {@link #end} then. */
  private byte[] key(int from) throws JsonFault {
    int behind = scanner.string(from);
    byte[] name =
        scanner.escaped
            ? escaped(from + 1, behind - 1)
            : Arrays.copyOfRange(json, from + 1, behind - 1);
    end = scanner.colon(behind);
    return name;
  }

  private byte[] escaped(int from, int to) throws JsonFault {
    if (!text.read(json, from, to)) {
      throw misfit();
    }
    return Arrays.copyOf(text.bytes(), text.length());
  }

  /** The next key or item, or the bracket behind the last one. */
  private int behindComma() {
    int at = scanner.space(end);
    return json[at] == ',' ? scanner.space(at + 1) : at;
  }
}

package io.ingot.readers;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads a {@link ColumnType}: goes through its text once. */
final class TypeParser {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final String text;
  private int at;

  TypeParser(String text) {
    this.text = text;
  }

  ColumnType whole() throws Flaw {
    ColumnType type = type(0);
    if (at < text.length()) {
      throw new Flaw("\"" + text.substring(at) + "\" behind the type");
    }
    return type;
  }

  private ColumnType type(int depth) throws Flaw {
    if (depth == ColumnType.DEEPEST) {
      throw new Flaw("more than " + ColumnType.DEEPEST + " types in one another");
    }
    String word = word();
    if (!next('<')) {
      ColumnType.Simple simple = new ColumnType.Simple(word);
      if (!simple.isKnown()) {
        throw new Flaw(word.isEmpty() ? "a type is missing" : "\"" + word + "\" is not a type");
      }
      return simple;
    }
    ColumnType type =
        switch (word) {
          case "struct" -> struct(depth);
          case "array" -> new ColumnType.Array(type(depth + 1));
          case "map" -> map(depth);
          default -> throw new Flaw("\"" + word + "\" has no parts");
        };
    if (!next('>')) {
      throw new Flaw("a " + word + " is not closed with >");
    }
    return type;
  }

  private ColumnType map(int depth) throws Flaw {
    if (!word().equals("string") || !next(',')) {
      throw new Flaw("a map is written map<string, type>");
    }
    return new ColumnType.Entries(type(depth + 1));
  }

  private ColumnType struct(int depth) throws Flaw {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    List<ColumnType.Member> members = new ArrayList<>();
    do {
      String name = word();
      if (!NAME.matcher(name).matches()) {
        throw new Flaw("a member is named \"" + name + "\", not with letters, digits and _ alone");
      }
      if (!names.add(name)) {
        throw new Flaw("member " + name + " twice");
      }
      if (!next(':')) {
        throw new Flaw("a colon and a type are missing behind member " + name);
      }
      members.add(new ColumnType.Member(name, type(depth + 1)));
    } while (next(','));
    return new ColumnType.Struct(members);
  }

  /** What stands up to the next mark; a decimal has marks of its own. */
  private String word() {
    int from = at;
    boolean isOpen = false;
    while (at < text.length() && (isOpen || "<>:,".indexOf(text.charAt(at)) < 0)) {
      isOpen = text.charAt(at) == '(' || (isOpen && text.charAt(at) != ')');
      at++;
    }
    return text.substring(from, at).strip();
  }

  private boolean next(char mark) {
    int i = at;
    while (i < text.length() && text.charAt(i) == ' ') {
      i++;
    }
    if (i == text.length() || text.charAt(i) != mark) {
      return false;
    }
    at = i + 1;
    return true;
  }

  /** Why a text is not a type. */
  static final class Flaw extends Exception {
    private static final long serialVersionUID = 1;

    Flaw(String reason) {
      super(reason);
    }
  }
}

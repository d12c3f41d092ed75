package io.ingot.local.asl;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The variables that a JSONata expression mentions, found by reading its text: the library keeps
 * its syntax tree to itself.
 *
 * @param used names of variables and functions, without {@code $} and without {@code states}
 * @param bound names that the expression itself binds, anywhere in it
 * @param stateFields what follows {@code $states.}; an empty name for {@code $states} alone
 */
record ExpressionNames(Set<String> used, Set<String> bound, Set<String> stateFields) {
  static ExpressionNames of(String source) {
    return new Reader(source).read();
  }

  private static final class Reader {
    private final String source;
    private final Set<String> used = new LinkedHashSet<>();
    private final Set<String> bound = new LinkedHashSet<>();
    private final Set<String> stateFields = new LinkedHashSet<>();
    private int at;

    /** The last character that was no blank, to tell a regular expression from a division. */
    private char before = '(';

    private boolean inParameters;

    Reader(String source) {
      this.source = source;
    }

    ExpressionNames read() {
      while (at < source.length()) {
        char c = source.charAt(at);
        if (Character.isWhitespace(c)) {
          at++;
        } else if (source.startsWith("/*", at)) {
          skipTo("*/", at + 2);
        } else if (c == '"' || c == '\'' || c == '`' || (c == '/' && !afterValue())) {
          skipQuoted(c);
          before = '\'';
        } else if (c == '$') {
          variable();
        } else if (isNamePart(c)) {
          name();
        } else {
          inParameters &= c != ')';
          before = c;
          at++;
        }
      }
      return new ExpressionNames(used, bound, stateFields);
    }

    private boolean afterValue() {
      return isNamePart(before) || ")]}'".indexOf(before) >= 0;
    }

    private void variable() {
      char previous = before;
      at++;
      String name = word();
      before = 'x';
      if (name.equals("states")) {
        int mark = skipBlanks(at);
        boolean member = mark < source.length() && source.charAt(mark) == '.';
        at = member ? skipBlanks(mark + 1) : at;
        stateFields.add(member ? word() : "");
      } else if (!name.isEmpty()) {
        boolean binding =
            inParameters
                || previous == '@'
                || previous == '#'
                || source.startsWith(":=", skipBlanks(at));
        (binding ? bound : used).add(name);
      }
    }

    private void name() {
      String word = word();
      before = 'x';
      int mark = skipBlanks(at);
      boolean function = word.equals("function") || word.equals("λ");
      if (function && mark < source.length() && source.charAt(mark) == '(') {
        inParameters = true;
      }
    }

    private String word() {
      int from = at;
      while (at < source.length() && isNamePart(source.charAt(at))) {
        at++;
      }
      return source.substring(from, at);
    }

    private int skipBlanks(int from) {
      int to = from;
      while (to < source.length() && Character.isWhitespace(source.charAt(to))) {
        to++;
      }
      return to;
    }

    private void skipQuoted(char quote) {
      at++;
      while (at < source.length() && source.charAt(at) != quote) {
        at += source.charAt(at) == '\\' && quote != '`' ? 2 : 1;
      }
      at++;
    }

    private void skipTo(String end, int from) {
      int found = source.indexOf(end, from);
      at = found < 0 ? source.length() : found + end.length();
    }

    private static boolean isNamePart(char c) {
      return Character.isLetterOrDigit(c) || c == '_';
    }
  }
}

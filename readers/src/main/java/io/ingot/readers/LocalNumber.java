package io.ingot.readers;

import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A number as people write it, read into a number as programs write it: {@code 1.234,50 €} into
 * {@code 1234.50}. What does not match entirely is not read, so that nothing is guessed: groups
 * have three digits, and all of them the same mark. A no-break, narrow or thin space counts as such
 * a mark wherever one is declared.
 */
final class LocalNumber implements TextColumn {
  private static final String SPACES = "\u00a0\u202f\u2009";
  private static final int GROUP = 3;
  private static final int LONGEST = 1_000;
  private static final Set<String> CODES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  /** Signs of currencies that have letters; one that begins another stands behind it. */
  private static final List<String> SIGNS =
      List.of("zł", "Kč", "kr.", "kr", "Ft", "lei", "Fr.", "R$", "US$", "C$", "A$", "Rs.", "Rs");

  private final TextColumn column;
  private final Reading.Numbers numbers;
  private final int decimal;
  private final String groups;
  private final byte[] plain = new byte[LONGEST + 3];
  private int length;
  private String text;
  private int at;
  private boolean signed;
  private boolean minus;
  private boolean open;
  private boolean closed;
  private boolean currency;
  private boolean percent;
  private boolean exponent;

  /**
   * Makes the column.
   *
   * @param column what reads the number as programs write it
   */
  LocalNumber(TextColumn column, Reading.Numbers numbers) {
    this.column = column;
    this.numbers = numbers;
    this.decimal = numbers.decimal().codePointAt(0);
    this.groups = numbers.group().isEmpty() ? "" : numbers.group() + SPACES;
  }

  @Override
  public boolean read(byte[] utf8, int from, int to, Row row, int ordinal) {
    if (to - from > LONGEST) {
      return false;
    }
    text = new String(utf8, from, to - from, StandardCharsets.UTF_8);
    at = 0;
    length = 0;
    signed = false;
    minus = false;
    open = false;
    closed = false;
    currency = false;
    percent = false;
    exponent = false;
    spaces();
    if (at == text.length()) {
      return true;
    }
    return before()
        && body()
        && behind()
        && open == closed
        && !(percent && exponent)
        && column.read(plain, 0, length, row, ordinal);
  }

  /** A sign or an opening parenthesis, and a currency, in any order. */
  private boolean before() {
    put('+');
    while (at < text.length()) {
      char c = text.charAt(at);
      if ((c == '-' || c == '+') && !signed) {
        signed = true;
        minus = c == '-';
        at++;
      } else if (c == '(' && numbers.parentheses() && !signed) {
        signed = true;
        minus = true;
        open = true;
        at++;
      } else if (!currency()) {
        break;
      }
      spaces();
    }
    plain[0] = (byte) (minus ? '-' : '+');
    return true;
  }

  /** Digits in groups, a fraction, an exponent. */
  private boolean body() {
    int first = at;
    int mark = 0;
    int inGroup = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (digit(at)) {
        put(c);
        inGroup++;
      } else if (c != decimal && groups.indexOf(c) >= 0 && digit(at + 1)) {
        boolean fits = mark == 0 ? inGroup >= 1 && inGroup <= GROUP : mark == c && inGroup == GROUP;
        if (!fits) {
          return false;
        }
        mark = c;
        inGroup = 0;
      } else {
        break;
      }
    }
    if (mark != 0 && inGroup != GROUP) {
      return false;
    }
    if (at < text.length() && text.charAt(at) == decimal) {
      at++;
      put('.');
      digits();
    }
    boolean power = at < text.length() && (text.charAt(at) | 0x20) == 'e';
    if (power && (digit(at + 1) || (at + 1 < text.length() && sign(at + 1) && digit(at + 2)))) {
      exponent = true;
      put('e');
      if (sign(++at)) {
        put(text.charAt(at++));
      }
      digits();
    }
    return at > first;
  }

  /** A closing parenthesis, a currency or a percent sign, in any order. */
  private boolean behind() {
    spaces();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ')' && !closed) {
        closed = true;
        at++;
      } else if (c == '%' && numbers.percent() && !percent) {
        percent = true;
        at++;
      } else if (!currency()) {
        return false;
      }
      spaces();
    }
    if (percent) {
      put('e');
      put('-');
      put('2');
    }
    return true;
  }

  private boolean currency() {
    if (!numbers.currency() || currency) {
      return false;
    }
    int end = at + currencyLength();
    currency = end > at;
    at = end;
    return currency;
  }

  private int currencyLength() {
    if (Character.getType(text.charAt(at)) == Character.CURRENCY_SYMBOL) {
      return 1;
    }
    if (at + 3 <= text.length() && CODES.contains(text.substring(at, at + 3))) {
      return 3;
    }
    return SIGNS.stream()
        .filter(s -> text.startsWith(s, at))
        .mapToInt(String::length)
        .findFirst()
        .orElse(0);
  }

  private void digits() {
    while (digit(at)) {
      put(text.charAt(at++));
    }
  }

  private void spaces() {
    while (at < text.length()
        && (TrimmedColumn.space((byte) Math.min(text.charAt(at), 0x7f))
            || SPACES.indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
  }

  private boolean digit(int i) {
    return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
  }

  private boolean sign(int i) {
    return text.charAt(i) == '+' || text.charAt(i) == '-';
  }

  private void put(int c) {
    plain[length++] = (byte) c;
  }
}

package io.ingot.core.definition;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types that a column can be declared with. */
final class ColumnTypes {
  static final String ALLOWED =
      "string, boolean, int, long, float, double, decimal(p,s), date or timestamp";

  private static final Set<String> PLAIN =
      Set.of("string", "boolean", "int", "long", "float", "double", "date", "timestamp");
  private static final Pattern DECIMAL =
      Pattern.compile("decimal\\( ?(\\d{1,3}) ?, ?(\\d{1,3}) ?\\)");

  private ColumnTypes() {}

  /** Whether it is a type; of a decimal the precision is 1 to 38 and the scale 0 to precision. */
  static boolean valid(String type) {
    Matcher m = DECIMAL.matcher(type);
    if (!m.matches()) {
      return PLAIN.contains(type);
    }
    int precision = Integer.parseInt(m.group(1));
    int scale = Integer.parseInt(m.group(2));
    return precision >= 1 && precision <= 38 && scale <= precision;
  }
}

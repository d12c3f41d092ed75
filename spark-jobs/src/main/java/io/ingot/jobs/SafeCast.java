package io.ingot.jobs;

import io.ingot.readers.Column;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * Text and values as a column's type: NULL for what the type does not hold exactly. Spark's own
 * casts take a date out of any text that begins like one, put today before a time of day, and
 * round.
 */
final class SafeCast {
  private static final List<DataType> INTEGRAL =
      List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  private static final String FLOAT =
      "^[+-]?(([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?|[iI]nf(inity)?|NaN)$";
  private static final String DATE =
      "^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T]0{1,2}:00(:00([.]0+)?)?(Z|[+]00:?00)?)?$";
  private static final String TIMESTAMP = "^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T].*)?$";

  /**
   * A pattern reads years of any length, and Spark stops at one that its timestamps cannot hold.
   */
  private static final String FAR_YEAR = "[+][0-9]{5}|(^|[^0-9])-[0-9]{5}";

  private SafeCast() {}

  /** SQL of a field's value in a column's type. */
  static String of(RawRows.Field field, Column column) {
    boolean fits =
        field.type().filter(have -> fits(have, DataType.fromDDL(column.sqlType()))).isPresent();
    if (fits) {
      return "cast(" + field.value() + " AS " + column.sqlType() + ")";
    }
    boolean formatted =
        !column.reading().formats().isEmpty()
            && field.type().map(t -> t.equals(DataTypes.StringType)).orElse(true);
    return formatted ? parsed(field.text(), column) : cast(field.text(), column);
  }

  private static String pattern(Column column) {
    return column.reading().formats().get(0);
  }

  /** Whether every value of a type is one of another. */
  private static boolean fits(DataType have, DataType wanted) {
    if (have.equals(wanted)) {
      return !have.equals(DataTypes.StringType);
    }
    if (INTEGRAL.contains(have) && INTEGRAL.contains(wanted)) {
      return INTEGRAL.indexOf(have) <= INTEGRAL.indexOf(wanted);
    }
    if (have instanceof DecimalType from && wanted instanceof DecimalType to) {
      return to.scale() >= from.scale()
          && to.precision() - to.scale() >= from.precision() - from.scale();
    }
    return have.equals(DataTypes.FloatType) && wanted.equals(DataTypes.DoubleType);
  }

  private static String parsed(String text, Column column) {
    String time =
        "CASE WHEN NOT trim(%1$s) RLIKE '%2$s' THEN try_to_timestamp(trim(%1$s), %3$s) END"
            .formatted(text, FAR_YEAR, Sql.text(pattern(column)));
    return switch (column.type()) {
      case "date" -> "cast(" + time + " AS date)";
      case "timestamp" -> time;
      default ->
          "date_format("
              + time
              + ", '"
              + (pattern(column).contains("S") ? "HH:mm:ss.SSSSSS" : "HH:mm:ss")
              + "')";
    };
  }

  private static String cast(String text, Column column) {
    String trimmed = "trim(" + text + ")";
    String cast = "try_cast(" + trimmed + " AS " + column.sqlType() + ")";
    if (column.type().startsWith("decimal")) {
      return decimal(trimmed, cast, (DecimalType) DataType.fromDDL(column.sqlType()));
    }
    return switch (column.type()) {
      case "string" -> text;
      case "float", "double" ->
          "CASE WHEN %1$s RLIKE '%2$s' AND (abs(%3$s) < double('Infinity') OR %1$s RLIKE '[nN]') THEN %3$s END"
              .formatted(trimmed, FLOAT, cast);
      case "date" -> when(trimmed, DATE, cast);
      case "timestamp" -> when(trimmed, TIMESTAMP, cast);
      default -> cast;
    };
  }

  private static String when(String text, String pattern, String cast) {
    return "CASE WHEN " + text + " RLIKE '" + pattern + "' THEN " + cast + " END";
  }

  /**
   * A cast rounds what has more digits than the type; money must not change silently. Written out,
   * no digit but 0 may stand behind the scale. With an exponent, 15 digits are told apart by a
   * double.
   */
  private static String decimal(String text, String cast, DecimalType type) {
    String plain = "^[+-]?[0-9]*([.][0-9]{0," + type.scale() + "}0*)?$";
    String exponent = "^[+-]?[0-9.]{1,15}[eE][+-]?[0-9]{1,3}$";
    return "CASE WHEN %1$s RLIKE '%2$s' THEN %4$s WHEN %1$s RLIKE '%3$s' AND cast(%1$s AS double) = cast(%4$s AS double) THEN %4$s END"
        .formatted(text, plain, exponent, cast);
  }
}

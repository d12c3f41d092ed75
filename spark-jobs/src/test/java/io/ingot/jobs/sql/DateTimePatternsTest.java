package io.ingot.jobs.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.definition.DefinitionReader;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.util.LegacyDateFormats;
import org.apache.spark.sql.catalyst.util.TimestampFormatter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the linter accepts as a column's format, Spark reads. */
class DateTimePatternsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "date|M/d/yyyy|2/9/2024|2024-02-09T00:00:00Z",
        "date|dd-MMM-yy|09-Feb-24|2024-02-09T00:00:00Z",
        "date|d MMMM yyyy|9 February 2024|2024-02-09T00:00:00Z",
        "timestamp|yyyy-MM-dd'T'HH:mm:ss.SSS|2024-02-09T17:07:00.5|2024-02-09T17:07:00.500Z",
        "timestamp|yyyy-MM-dd'T'HH:mm:ss.SSS|2024-02-09T17:07:00.500|2024-02-09T17:07:00.500Z",
        "timestamp|M/d/yyyy h:mm a|2/9/2024 5:07 PM|2024-02-09T17:07:00Z",
        "timestamp|yyyy-MM-dd HH:mmXXX|2024-02-09 17:07+02:00|2024-02-09T15:07:00Z",
        "string|hh:mm a|05:07 pm|1970-01-01T17:07:00Z",
        "string|H:mm[:ss]|7:07|1970-01-01T07:07:00Z",
        "date|yyyy-MM-dd|x|",
      })
  void format_thatTheLinterAccepts_isReadBySpark(
      String type, String format, String text, String time) {
    assertThat(lint(type, format)).isEmpty();

    assertThat(parse(format, text)).isEqualTo(Optional.ofNullable(time));
  }

  private static String lint(String type, String format) {
    var linted =
        DefinitionReader.read(
            new TreeMap<>(
                Map.of(
                    "p/pipeline.yaml",
                    "pipeline: p\ndatabase: p\n",
                    "p/sources/s.yaml",
                    "source: s\nformat: {type: csv}\ncolumns:\n  - {name: c, type: %s, format: \"%s\"}\n"
                        .formatted(type, format))),
            new SparkSqlSyntax());
    return String.join("\n", linted.problems().stream().map(Object::toString).toList());
  }

  private static Optional<String> parse(String format, String text) {
    TimestampFormatter formatter =
        TimestampFormatter.apply(
            format, ZoneOffset.UTC, Locale.US, LegacyDateFormats.SIMPLE_DATE_FORMAT(), true);
    try {
      return Optional.of(Instant.EPOCH.plus(formatter.parse(text), ChronoUnit.MICROS).toString());
    } catch (DateTimeException | ParseException e) {
      return Optional.empty();
    }
  }
}

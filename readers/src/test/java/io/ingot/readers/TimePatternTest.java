package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimePatternTest {
  private static final String NONE = "(not read)";

  @ParameterizedTest
  @CsvSource({
    "M/d/yyyy,2/9/2024,2024-02-09T00:00Z",
    "M/d/yyyy,12/31/2024,2024-12-31T00:00Z",
    "M/d/yyyy,13/1/2024,(not read)",
    "M/d/yyyy,2/30/2024,(not read)",
    "M/d/yyyy,2/9/24,(not read)",
    "M/d/y,2/9/24,(not read)",
    "M/d/y,2/9/2024,2024-02-09T00:00Z",
    "MM/dd/yyyy,2/9/2024,(not read)",
    "d/M/yyyy,1/1/+999999,(not read)",
    "d/M/yyyy,1/1/12024,(not read)",
    "yyyyMMdd,20240229,2024-02-29T00:00Z",
    "yyyyMMddHHmmss,20240229230501,2024-02-29T23:05:01Z",
    "yyyyMMddHHmmssSSS,20240229230501123,2024-02-29T23:05:01.123Z",
    "dMMyyyy,9022024,2024-02-09T00:00Z",
    "dMMyyyy,19022024,2024-02-19T00:00Z",
    "dd.MM.yyyy HH:mm,29.02.2024 23:05,2024-02-29T23:05Z",
    "dd.MM.yyyy HH:mm,29.02.2023 10:00,(not read)",
    "dd.MM.yyyy HH:mm,29.02.2024 24:00,(not read)",
    "dd.MM.yyyy kk:mm,29.02.2024 24:00,2024-02-29T00:00Z",
    "M/d/yyyy h:mm a,2/9/2024 12:05 AM,2024-02-09T00:05Z",
    "M/d/yyyy h:mm a,2/9/2024 12:05 pm,2024-02-09T12:05Z",
    "M/d/yyyy h:mm a,2/9/2024 1:05 pm,2024-02-09T13:05Z",
    "M/d/yyyy h:mm a,2/9/2024 13:05 pm,(not read)",
    "M/d/yyyy K:mm a,2/9/2024 0:05 pm,2024-02-09T12:05Z",
    "d MMM yyyy,9 Feb 2024,2024-02-09T00:00Z",
    "d MMM yyyy,9 FEB 2024,2024-02-09T00:00Z",
    "d MMM yyyy,9 February 2024,(not read)",
    "d MMMM yyyy,9 February 2024,2024-02-09T00:00Z",
    "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS,2024-02-09T01:02:03.123456789,2024-02-09T01:02:03.123456Z",
    "yyyy-MM-dd HH:mm:ss.SSS,2024-02-09 01:02:03.5,2024-02-09T01:02:03.500Z",
    "yyyy-MM-dd HH:mm:ss.SSS,2024-02-09 01:02:03.1234,(not read)",
    "yyyy-MM-dd[ HH:mm[:ss]],2024-02-09,2024-02-09T00:00Z",
    "yyyy-MM-dd[ HH:mm[:ss]],2024-02-09 01:02,2024-02-09T01:02Z",
    "yyyy-MM-dd[ HH:mm[:ss]],2024-02-09 01:02:03,2024-02-09T01:02:03Z",
    "yyyy-MM-dd[ HH:mm[:ss]],2024-02-09 01,(not read)",
    "yyyy-MM-dd[ HH:mmXXX],2024-02-09 01:02+02:00,2024-02-09T01:02+02:00",
    "yyyy-MM-dd HH:mmXXX,2024-02-09 01:02Z,2024-02-09T01:02Z",
    "yyyy-MM-dd HH:mmXXX,2024-02-09 01:02+0200,(not read)",
    "yyyy-MM-dd HH:mmxx,2024-02-09 01:02-0330,2024-02-09T01:02-03:30",
    "yyyy-MM-dd HH:mmxx,2024-02-09 01:02Z,(not read)",
    "yyyy-MM-dd HH:mmX,2024-02-09 01:02+02,2024-02-09T01:02+02:00",
    "yyyy-MM-dd HH:mm Z,2024-02-09 01:02 +0200,2024-02-09T01:02+02:00",
    "yyyy-MM-dd HH:mm z,2024-02-09 01:02 UTC,2024-02-09T01:02Z",
    "yyyy-MM-dd HH:mm z,2024-02-09 01:02 PST,(not read)",
    "yyyy-MM-dd HH:mm O,2024-02-09 01:02 GMT+2,2024-02-09T01:02+02:00",
    "yyyy-MM-dd HH:mm O,2024-02-09 01:02 UTC+2,(not read)",
    "yyyy-MM-dd (z) HH:mm,2024-02-09 (UTC) 01:02,2024-02-09T01:02Z",
    "yyyy 'o''clock' MM-dd,2024 o'clock 02-09,2024-02-09T00:00Z",
    "yyyy-MM-dd,2024-02-09x,(not read)",
    "yyyy-MM-dd,2024-02-,(not read)",
  })
  void pattern_readsWhatItSays_andNothingElse(String pattern, String text, String value) {
    assertThat(read(pattern, 0, text)).isEqualTo(value);
  }

  @Test
  void twoDigitYears_belongToTheDeclaredCentury() {
    assertThat(read("M/d/yy", 1970, "1/11/99")).isEqualTo("1999-01-11T00:00Z");
    assertThat(read("M/d/yy", 1970, "1/11/70")).isEqualTo("1970-01-11T00:00Z");
    assertThat(read("M/d/yy", 1970, "1/11/69")).isEqualTo("2069-01-11T00:00Z");
    assertThat(read("M/d/yy", 2000, "1/11/99")).isEqualTo("2099-01-11T00:00Z");
    assertThat(read("M/d/yy", 1970, "1/11/1999")).isEqualTo(NONE);
    assertThatThrownBy(() -> TimePattern.of("M/d/yy", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid pattern: M/d/yy (years of two digits need a century).");
  }

  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd EEE",
    "yyyy[-MM",
    "yyyy]",
    "yyyy 'open",
    "yyyy{",
    "MMMMM",
    "ddd",
    "aa",
    "HHH"
  })
  void patternThatIsNone_isRefused(String pattern) {
    assertThatThrownBy(() -> TimePattern.of(pattern, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid pattern: " + pattern + " (");
  }

  @Property(tries = 1_000, seed = "20261129")
  void timesThatJavaWrites_areReadBack(
      @ForAll("patterns") String pattern, @ForAll("times") LocalDateTime time) {
    OffsetDateTime written = time.atOffset(ZoneOffset.ofHoursMinutes(5, 30));
    String text = written.format(DateTimeFormatter.ofPattern(pattern, Locale.US));

    assertThat(read(pattern, 0, text)).isEqualTo(byJava(pattern, text)).isNotEqualTo(NONE);
  }

  @Property(tries = 1_000, seed = "20261129")
  void textsThatAreNotSoWritten_areReadAsJavaReadsThem_orNot(
      @ForAll("patterns") String pattern,
      @ForAll("times") LocalDateTime time,
      @ForAll("mutations") int[] mutation) {
    OffsetDateTime written = time.atOffset(ZoneOffset.UTC);
    StringBuilder text =
        new StringBuilder(written.format(DateTimeFormatter.ofPattern(pattern, Locale.US)));
    int at = mutation[0] % text.length();
    switch (mutation[1]) {
      case 0 -> text.deleteCharAt(at);
      case 1 -> text.insert(at, (char) mutation[2]);
      default -> text.setCharAt(at, (char) mutation[2]);
    }
    String read = read(pattern, 0, text.toString());

    if (!read.equals(NONE)) {
      assertThat(read).isEqualTo(byJava(pattern, text.toString()));
    }
  }

  @Provide
  Arbitrary<String> patterns() {
    Arbitrary<String> dates =
        Arbitraries.of(
            "yyyy-MM-dd",
            "M/d/yyyy",
            "dd.MM.yyyy",
            "d.M.y",
            "yyyyMMdd",
            "d MMM yyyy",
            "MMMM d, yyyy");
    Arbitrary<String> times =
        Arbitraries.of(
            "",
            " HH:mm",
            "'T'HH:mm:ss",
            " H:m:s",
            " hh:mm:ss a",
            " K:mm a",
            " kk:mm:ss.SSSSSS",
            " HHmmss",
            " HH:mm:ss.SSS",
            " HH:mm[:ss]");
    Arbitrary<String> zones =
        Arbitraries.of("", "", "XXX", "X", "xx", " Z", " xxx", " O", " OOOO", "XXXXX", " ZZZZZ");
    return Combinators.combine(dates, times, zones).as((d, t, z) -> d + t + (t.isEmpty() ? "" : z));
  }

  @Provide
  Arbitrary<LocalDateTime> times() {
    return Combinators.combine(
            Arbitraries.integers().between(1000, 9999),
            Arbitraries.integers().between(1, 12),
            Arbitraries.integers().between(1, 28),
            Arbitraries.integers().between(0, 86_399),
            Arbitraries.integers().between(0, 999_999))
        .as(
            (year, month, day, second, micros) ->
                LocalDateTime.of(year, month, day, 0, 0)
                    .plusSeconds(second)
                    .plusNanos(micros * 1000L));
  }

  @Provide
  Arbitrary<int[]> mutations() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 40),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of("0123456789:-/ .+ZaApPmM".chars().boxed().toList()))
        .as((at, how, c) -> new int[] {at, how, c});
  }

  private static String read(String pattern, int century, String text) {
    byte[] utf8 = ("<" + text + ">").getBytes(UTF_8);
    Moment moment = new Moment();
    if (!TimePattern.of(pattern, century).read(utf8, 1, utf8.length - 1, moment)) {
      return NONE;
    }
    return LocalDateTime.of(
            moment.year,
            moment.month,
            moment.day,
            moment.hour,
            moment.minute,
            moment.second,
            moment.micros * 1000)
        .atOffset(ZoneOffset.ofTotalSeconds(moment.offset))
        .toString();
  }

  /** As Spark 3.5 sets java.time up (DateTimeFormatterHelper). */
  private static String byJava(String pattern, String text) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    String rest = pattern.replace('y', 'u');
    int fraction = rest.indexOf('S');
    if (fraction < 0) {
      builder.appendPattern(rest);
    } else {
      int end = rest.lastIndexOf('S') + 1;
      builder
          .appendPattern(rest.substring(0, fraction))
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, end - fraction, false);
      if (end < rest.length()) {
        builder.appendPattern(rest.substring(end));
      }
    }
    DateTimeFormatter formatter =
        builder
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter(Locale.US)
            .withChronology(IsoChronology.INSTANCE)
            .withResolverStyle(ResolverStyle.STRICT);
    try {
      TemporalAccessor parsed = formatter.parse(text);
      java.time.LocalTime time = parsed.query(TemporalQueries.localTime());
      ZoneOffset offset = parsed.query(TemporalQueries.offset());
      return parsed
          .query(TemporalQueries.localDate())
          .atTime(time == null ? java.time.LocalTime.MIDNIGHT : time)
          .atOffset(offset == null ? ZoneOffset.UTC : offset)
          .toString();
    } catch (DateTimeParseException e) {
      return NONE;
    }
  }
}

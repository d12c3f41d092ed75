package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.readers.DateTimePattern.Flaw;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateTimePatternTest {
  private static final int CENTURY = 1970;

  @ParameterizedTest
  @CsvSource({
    "date,M/d/yyyy",
    "date,yyyyMMdd",
    "date,dMMyyyy",
    "date,d. MMMM yyyy",
    "timestamp,yyyy-MM-dd",
    "timestamp,yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
    "timestamp,yyyyMMddHHmmssSSS",
    "timestamp,dd.MM.yyyy HH:mm[:ss]",
    "timestamp,HH:mm dd.MM.yyyy",
    "timestamp,HH:mm MM/dd/yyyy",
    "timestamp,M/d/yyyy h:mm a",
    "timestamp,dd/MMM/yyyy:HH:mm:ss Z",
    "string,hh:mm a",
    "string,H:mm[:ss]",
    "string,HHmmss",
  })
  void pattern_thatSaysEveryPartOnce_hasNoFlaw(String type, String pattern) {
    assertThat(DateTimePattern.flaw(pattern, type, 0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timestamp|dd.mm.yyyy HH:MM:ss|minutes (m) where a month (M) belongs|Write \"dd.MM.yyyy HH:mm:ss\".",
        "date|mm/dd/yyyy|minutes (m) where a month (M) belongs|Write \"MM/dd/yyyy\".",
        "date|yyyymmdd|minutes (m) where a month (M) belongs|Write \"yyyyMMdd\".",
        "timestamp|yyyymmddHHMMss|minutes (m) where a month (M) belongs|Write \"yyyyMMddHHmmss\".",
        "timestamp|HH:MM dd.mm.yyyy|a month (M) where minutes (m) belong|Write \"HH:mm dd.MM.yyyy\".",
        "timestamp|dd/MM/yyyy HH:MM|a month (M) where minutes (m) belong|Write \"dd/MM/yyyy HH:mm\".",
        "timestamp|yyyy-MM-dd hh:mm:ss|hours of a half day (h, K) without AM or PM (a)|Write \"yyyy-MM-dd HH:mm:ss\".",
        "timestamp|M/d/yyyy HH:mm a|AM or PM (a) without hours of a half day (h, K)|Write \"M/d/yyyy hh:mm a\".",
        "timestamp|yyyy-MM-dd HH:mm:SS|a fraction (S) without seconds (s)|Write \"yyyy-MM-dd HH:mm:ss\".",
        "timestamp|yyyy-MM-ddTHH:mm:ss|letters that are not read (T)|Write \"yyyy-MM-dd'T'HH:mm:ss\".",
        "date|YYYY-MM-DD|letters that are not read (D, Y)|Write \"yyyy-MM-dd\".",
        "date|DD.mm.YYYY|minutes (m) where a month (M) belongs|Write \"dd.MM.yyyy\".",
        "string|hh:mm A|letters that are not read (A)|Write \"hh:mm a\".",
        "date|' yyyy-MM-dd'|spaces around it, which texts are read without|Write \"yyyy-MM-dd\".",
        "string|hh:mm aa|a letter too often|Write \"hh:mm a\".",
        "date|M/d/yy|years of two digits, and no century is declared|Add century: with the first year that they can mean, such as century: 1970.",
      })
  void pattern_withOtherLetters_isAnsweredWithTheLikelyOne(
      String type, String pattern, String reason, String fix) {
    assertThat(DateTimePattern.flaw(pattern, type, 0)).contains(new Flaw(reason, fix));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "date|yyyy-MM|no year (y), month (M) or day (d)",
        "date|EEE d MMM yyyy|letters that are not read (E)",
        "date|yyyy-MMMMM-dd|a letter too often",
        "date|yyyy-MM-dd #|no pattern in it (reserved: #)",
        "date|yyyy-MM-dd'T|no pattern in it (a quote is not closed)",
        "date|yyyy-MM-dd HH:mm|a time of day, which a date does not keep",
        "timestamp|hh:mm a|no year (y), month (M) or day (d)",
        "timestamp|dd.MM.yyyy d|the day twice",
        "timestamp|yyyy-MM-dd MMM|the month twice",
        "timestamp|[yyyy-MM-dd][dd.MM.yyyy]|the year twice",
        "timestamp|yyyy-MM-dd HH:mm:ss HH|the hour twice",
        "timestamp|yyyy-MM-dd HH:mm:ss[XXX][X]|the zone twice",
        "timestamp|yyyy-MM-dd ss:mm|minutes without an hour",
        "timestamp|yyyy-MM-dd HH:ss|seconds without minutes",
        "string|yyyy HH:mm|more than a time of day, which is all that a string can have a format for",
        "string|mm:ss|no hour",
        "date|dMyyyy|a number of one or two digits (d) directly before other digits",
        "string|Hmm[ss]|a number of one or two digits (H) directly before other digits",
        "string|H[mm]|a number of one or two digits (H) directly before other digits",
        "timestamp|yyyy-MM-dd HH:mm:ss.SSSHH|the hour twice",
        "timestamp|HH:mm:ss.SSSyyyy-MM-dd|a number of one or two digits (SSS) directly before other digits",
        "timestamp|HH:mm:ssXyyyy-MM-dd|something directly behind the zone",
      })
  void pattern_thatLeavesSomethingToGuess_hasAFlaw(String type, String pattern, String reason) {
    assertThat(DateTimePattern.flaw(pattern, type, 0).map(Flaw::reason))
        .isEqualTo(Optional.ofNullable(reason));
  }

  @Test
  void shortYears_withTheirCentury_haveNoFlaw() {
    assertThat(DateTimePattern.flaw("M/d/yy", "date", CENTURY)).isEmpty();
    assertThat(DateTimePattern.hasShortYear("M/d/yy")).isTrue();
    assertThat(DateTimePattern.hasShortYear("M/d/yyyy")).isFalse();
  }

  /** Whatever is accepted reads what java.time writes by it, and as what it was. */
  @Property(tries = 5_000, maxDiscardRatio = 20, seed = "20261129")
  void patterns_withoutFlaw_readWhatTheyWrite(
      @ForAll("pieces") List<String> pieces,
      @ForAll("times") LocalDateTime time,
      @ForAll Random random) {
    String pattern = String.join("", pieces);
    int century = DateTimePattern.hasShortYear(pattern) ? CENTURY : 0;
    List<String> types =
        Stream.of("date", "timestamp", "string")
            .filter(type -> DateTimePattern.flaw(pattern, type, century).isEmpty())
            .toList();
    Assume.that(!types.isEmpty());
    ZoneId zone = zone(pattern, random);
    String text =
        ZonedDateTime.of(time, zone).format(DateTimeFormatter.ofPattern(pattern, Locale.US));

    for (String type : types) {
      assertThat(read(pattern, type, century, text))
          .as("%s as %s by %s", text, type, pattern)
          .isEqualTo(expected(pattern, type, time, zone));
    }
  }

  private static Object read(String pattern, String type, int century, String text) {
    Reading reading =
        new Reading(
            List.of(pattern),
            "UTC",
            century,
            Reading.Epoch.none,
            List.of(),
            Reading.Numbers.PLAIN,
            List.of(),
            List.of());
    Values row = new Values(1);
    byte[] utf8 = text.getBytes(UTF_8);
    boolean read =
        TextColumns.of(new Column("c", type, false).read(reading))
            .read(utf8, 0, utf8.length, row, 0);
    return read ? row.get(0) : "(not read)";
  }

  private static Object expected(String pattern, String type, LocalDateTime time, ZoneId zone) {
    PatternLetters letters = new PatternLetters(pattern);
    LocalTime clock = letters.any("m") ? time.toLocalTime() : time.toLocalTime().withMinute(0);
    if (!letters.any(PatternLetters.HOUR)) {
      clock = LocalTime.MIDNIGHT;
    }
    if (!letters.any("s")) {
      clock = clock.withSecond(0);
    }
    int digits =
        letters.runs().stream()
            .filter(r -> r.is("S"))
            .mapToInt(r -> r.length())
            .findAny()
            .orElse(0);
    long unit = (long) Math.pow(10, 9 - Math.min(digits, 6));
    clock = LocalTime.ofNanoOfDay(clock.toNanoOfDay() / unit * unit);
    LocalDateTime kept = time.toLocalDate().atTime(clock);
    return switch (type) {
      case "date" -> (int) time.toLocalDate().toEpochDay();
      case "timestamp" ->
          ChronoUnit.MICROS.between(
              LocalDateTime.of(LocalDate.EPOCH, LocalTime.MIDNIGHT).atOffset(ZoneOffset.UTC),
              kept.atZone(letters.any(PatternLetters.ZONE) ? zone : ZoneOffset.UTC));
      default ->
          clock.format(DateTimeFormatter.ofPattern(digits > 0 ? "HH:mm:ss.SSSSSS" : "HH:mm:ss"));
    };
  }

  private static ZoneId zone(String pattern, Random random) {
    PatternLetters letters = new PatternLetters(pattern);
    if (letters.any("z")) {
      return ZoneId.of("UTC");
    }
    if (letters.any("V")) {
      return ZoneId.of(random.nextBoolean() ? "UTC" : "Asia/Tokyo");
    }
    return ZoneOffset.ofHoursMinutes(random.nextInt(24) - 12, 0);
  }

  /** Often a pattern that somebody would write, with or without a slip. */
  @Provide
  Arbitrary<List<String>> pieces() {
    Arbitrary<String> dates =
        Arbitraries.of(
            "y",
            "yy",
            "yyyy",
            "yyyyMMdd",
            "M",
            "MM",
            "MMM",
            "MMMM",
            "LL",
            "d",
            "dd",
            "M/d/yyyy",
            "dd.MM.yyyy",
            "d-MMM-yy",
            "");
    Arbitrary<String> clocks =
        Arbitraries.of(
            "H",
            "HH",
            "h",
            "hh",
            "k",
            "kk",
            "K",
            "KK",
            "m",
            "mm",
            "s",
            "ss",
            "S",
            "SSS",
            "SSSSSSSSS",
            "a",
            "HH:mm",
            "HH:mm:ss",
            "hh:mm a",
            "HHmmss",
            "");
    Arbitrary<String> zones = Arbitraries.of("", "", "X", "XXX", "x", "xx", "Z", "VV", "z", "O");
    Arbitrary<String> between =
        Arbitraries.of("", " ", "-", "/", ".", ":", "'T'", "0", "[", "]", "''", ", ");
    Arbitrary<List<String>> parts =
        Arbitraries.oneOf(dates, clocks, between, zones).list().ofMaxSize(6);
    Arbitrary<List<String>> usual =
        Combinators.combine(
                Arbitraries.of("yyyy-MM-dd", "d/M/yyyy", "ddMMyy", "MMM d, yyyy", "dMMyyyy", ""),
                between,
                Arbitraries.of("HH:mm", "H:mm:ss", "Hmmss", "hh:mm a", "HH:mm:ss.SSS", "kkmm", ""),
                between,
                zones)
            .as(List::of);
    return Arbitraries.oneOf(parts, usual, usual);
  }

  @Provide
  Arbitrary<LocalDateTime> times() {
    return Combinators.combine(
            Arbitraries.integers().between(CENTURY, CENTURY + 99),
            Arbitraries.integers().between(1, 365),
            Arbitraries.longs().between(0, 86_399_999_999L))
        .as(
            (year, day, micros) ->
                LocalDate.ofYearDay(year, day).atStartOfDay().plus(micros, ChronoUnit.MICROS));
  }
}

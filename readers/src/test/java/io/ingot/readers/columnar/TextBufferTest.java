package io.ingot.readers.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class TextBufferTest {
  private static final long FAR = 300_000L * 365 * 86_400;

  @Property(tries = 500, seed = "20261129")
  void date_ofAnyYear_isWrittenInIsoForm(
      @ForAll @LongRange(min = -9_999_999, max = 9_999_999) long day) {
    assertThat(text(b -> b.date(day))).isEqualTo(LocalDate.ofEpochDay(day).toString());
  }

  @Property(tries = 500, seed = "20261129")
  void timestamp_ofAnyPrecision_isReadBackAsTheSamePoint(
      @ForAll @LongRange(min = -FAR, max = FAR) long second,
      @ForAll @IntRange(max = 999_999_999) int nanos) {
    String text = text(b -> b.timestamp(second, nanos, true));

    assertThat(Instant.parse(text)).isEqualTo(Instant.ofEpochSecond(second, nanos));
  }

  @Property(tries = 500, seed = "20261129")
  void decimal_ofAnyScale_isWrittenInFull(
      @ForAll long unscaled, @ForAll @IntRange(max = 40) int scale) {
    assertThat(text(b -> b.decimal(unscaled, scale)))
        .isEqualTo(BigDecimal.valueOf(unscaled, scale).toPlainString());
  }

  @Property(tries = 500, seed = "20261129")
  void number_ofAnySize_isWrittenAsJavaWritesIt(@ForAll long number) {
    assertThat(text(b -> b.number(number))).isEqualTo(Long.toString(number));
  }

  private static String text(Consumer<TextBuffer> written) {
    TextBuffer buffer = new TextBuffer();
    written.accept(buffer);
    return new String(buffer.bytes, 0, buffer.length, UTF_8);
  }
}

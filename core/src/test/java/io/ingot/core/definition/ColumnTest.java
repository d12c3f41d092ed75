package io.ingot.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.json.Json;
import io.ingot.readers.Column;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnTest {
  private static final Column FARE =
      new Column("fare", "int", true).formerly(List.of("fare_amount", "Price"));

  @Test
  void column_isFoundUnderAnyOfItsNames_inAnyCase() {
    assertThat(FARE.in(List.of("id", "FARE"))).isTrue();
    assertThat(FARE.in(List.of("Fare_Amount"))).isTrue();
    assertThat(FARE.in(List.of("price"))).isTrue();
    assertThat(FARE.in(List.of("fares", "amount"))).isFalse();
    assertThat(FARE.names()).containsExactly("fare", "fare_amount", "Price");
  }

  @Test
  void column_writtenBeforeThereWereFormerNames_hasNone() {
    byte[] json =
        "{\"name\":\"a\",\"type\":\"int\",\"required\":true}".getBytes(StandardCharsets.UTF_8);
    assertThat(Json.read(json, Column.class)).isEqualTo(new Column("a", "int", true));
    assertThat(Json.read(Json.bytes(FARE), Column.class)).isEqualTo(FARE);
  }
}

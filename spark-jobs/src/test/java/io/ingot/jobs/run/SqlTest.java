package io.ingot.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class SqlTest {
  @Test
  void text_ofHarmlessCharacters_isQuoted() {
    assertThat(Sql.text("s3://landing/a b+c%41 é.csv")).isEqualTo("'s3://landing/a b+c%41 é.csv'");
  }

  @Test
  void text_thatCouldEndALiteral_isHexadecimal() {
    assertThat(Sql.text("a'b")).isEqualTo("decode(X'612762', 'UTF-8')");
    assertThat(Sql.text("a\\")).isEqualTo("decode(X'615c', 'UTF-8')");
    assertThat(Sql.text("a\nb")).isEqualTo("decode(X'610a62', 'UTF-8')");
  }

  @Test
  void literal_ofAString_isAsSafe() {
    assertThat(Sql.literal("x') OR ('' = '", DataTypes.StringType)).startsWith("decode(X'");
    assertThat(Sql.literal(7L, DataTypes.LongType)).isEqualTo("7L");
  }

  @Test
  void name_withABacktick_isDoubled() {
    assertThat(Sql.name("a`b")).isEqualTo("`a``b`");
  }
}

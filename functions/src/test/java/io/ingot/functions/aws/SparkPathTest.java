package io.ingot.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparkPathTest {
  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "rides/data/a b+c%20#é.csv", "x/.hidden/a.csv", "a..b/c.csv"})
  void readsExactly_ofAnOrdinaryKey_isTrue(String key) {
    assertThat(SparkPath.readsExactly(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a[1].csv",
        "{a}.csv",
        "*.csv",
        "a?.csv",
        "a\\b.csv",
        "a\tb.csv",
        "/a.csv",
        "x//a.csv",
        "x/./a.csv",
        "x/../a.csv",
        "./a.csv",
        "x/",
        "_a.csv",
        "x/_a.csv",
        "x/.a.csv"
      })
  void readsExactly_ofAKeyThatAPathChanges_isFalse(String key) {
    assertThat(SparkPath.readsExactly(key)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "x/a[1].csv.gz, f-a-1-.csv.gz",
    "_hidden.json, f--hidden.json",
    "plain.parquet, f-plain.parquet"
  })
  void safeName_ofAnyKey_isReadExactlyAndKeepsTheSuffix(String key, String name) {
    assertThat(SparkPath.safeName(key)).isEqualTo(name);
    assertThat(SparkPath.readsExactly(SparkPath.safeName(key))).isTrue();
  }
}

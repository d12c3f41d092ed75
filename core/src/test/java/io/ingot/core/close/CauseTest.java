package io.ingot.core.close;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CauseTest {
  @ParameterizedTest
  @MethodSource("errors")
  void cause_isTheRootInOneLine(String text, String line) {
    assertThat(Cause.line(text)).isEqualTo(line);
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of("it broke", "it broke"),
        Arguments.of(
            "Cannot load a.csv: it is cut off (12 bytes).",
            "Cannot load a.csv: it is cut off (12 bytes)."),
        Arguments.of(
            "Job aborted due to stage failure: Task 0 failed Caused by: java.lang.ArithmeticException: long overflow\n\tat java.base/java.lang.Math.multiplyExact(Math.java:1)\n",
            "long overflow"),
        Arguments.of(
            "org.apache.spark.SparkException: Job aborted.\n\tat a.b.C.d(C.java:5)\n\t... 12 more\nCaused by: java.io.IOException: No space left on device",
            "No space left on device"),
        Arguments.of("a failed Caused by: java.lang.NullPointerException", "Null Pointer"),
        Arguments.of("java.lang.OutOfMemoryError", "Out Of Memory"),
        Arguments.of("java.lang.ClassNotFoundException: a.b.Main", "a.b.Main"),
        Arguments.of("s3://landing/rides/a.csv is gone", "s3://landing/rides/a.csv is gone"),
        Arguments.of("", "no reason was given"),
        Arguments.of("x".repeat(400), "x".repeat(300) + " …"));
  }
}

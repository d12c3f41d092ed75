package io.ingot.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.admit.CsvHeader;
import io.ingot.readers.CsvDialect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FuzzGeneratorTest {
  @Test
  void files_ofOneSeed_areTheSame_andOfEveryKind() {
    int tokens = 0;
    int packed = 0;
    int unreadable = 0;
    for (int i = 0; i < 400; i++) {
      FuzzFile file = new FuzzGenerator(7).file(i);
      assertThat(file.content()).isEqualTo(new FuzzGenerator(7).file(i).content());
      tokens += file.tokens().map(Map::size).orElse(0);
      packed += file.key().endsWith(".gz") ? 1 : 0;
      unreadable += file.tokens().isEmpty() ? 1 : 0;
    }
    assertThat(tokens).isGreaterThan(400 * 5);
    assertThat(packed).isBetween(40, 100);
    assertThat(unreadable).isBetween(4, packed);
  }

  @Test
  void tokens_ofNamesAndSkippedLines_areNoData() {
    String text = "T000000001Z\nx\nT000000002Z\tid\nT000000003Z\t7000000004\nT000000003Z\t1";
    FuzzFile file =
        new FuzzFile(FuzzSource.report, "f.csv", text.getBytes(StandardCharsets.UTF_8), 2);

    assertThat(file.tokens().orElseThrow())
        .containsEntry("T000000001Z", 0L)
        .containsEntry("T000000002Z", 0L)
        .containsEntry("T000000003Z", 2L)
        .containsEntry("7000000004", 1L);
  }

  @Test
  void headers_ofDamagedFiles_neverStopTheReader() {
    for (int i = 0; i < 400; i++) {
      FuzzFile file = new FuzzGenerator(8).file(i);
      for (FuzzSource source : FuzzSource.values()) {
        CsvDialect format = source.format().csv();
        String text = new String(file.content(), StandardCharsets.UTF_8);
        assertThat(CsvHeader.parse(text, true, format)).isNotNull();
        assertThat(CsvHeader.parse(text, false, format)).isNotNull();
      }
    }
  }
}

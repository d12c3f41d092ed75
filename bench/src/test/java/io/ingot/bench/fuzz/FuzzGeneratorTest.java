package io.ingot.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.readers.ReadSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FuzzGeneratorTest {
  private static final List<FuzzSource> ALL = List.of(FuzzSource.values());

  @Test
  void files_ofOneSeed_areTheSame_andOfEveryKind() throws IOException {
    int tokens = 0;
    int unreadable = 0;
    Set<FuzzSource> sources = EnumSet.noneOf(FuzzSource.class);
    Set<FuzzPacking> packings = EnumSet.noneOf(FuzzPacking.class);
    FuzzGenerator generator = new FuzzGenerator(7, ALL);
    FuzzGenerator again = new FuzzGenerator(7, ALL);
    for (int i = 0; i < 400; i++) {
      FuzzFile file = generator.file(i);
      if (!file.source().isColumnar()) {
        assertThat(file.content()).isEqualTo(again.file(i).content());
      }
      tokens += file.tokens().map(Map::size).orElse(0);
      sources.add(file.source());
      packings.add(FuzzPacking.of(file.key()));
      unreadable += file.tokens().isEmpty() ? 1 : 0;
    }
    assertThat(tokens).isGreaterThan(400 * 5);
    assertThat(sources).containsExactlyElementsOf(ALL);
    assertThat(packings).containsExactly(FuzzPacking.values());
    assertThat(unreadable).isBetween(4, 60);
  }

  @Test
  void tokens_ofNamesAndSkippedLines_areNoData() {
    assertTokens(
        FuzzSource.report,
        "T000000001Z\nx\nT000000002Z\tid\nT000000003Z\t7000000004\nT000000003Z\t1",
        Map.of("T000000001Z", 0L, "T000000002Z", 0L, "T000000003Z", 2L, "7000000004", 1L));
    assertTokens(
        FuzzSource.ragged,
        "id,note\n#T000000001Z\n1,T000000002Z\n1,#T000000003Z",
        Map.of("T000000001Z", 0L, "T000000002Z", 1L, "T000000003Z", 1L));
    assertTokens(
        FuzzSource.counted,
        "id,note\n1,T000000001Z\nEND,1\nT000000002Z",
        Map.of("T000000001Z", 1L, "T000000002Z", 0L));
    assertTokens(
        FuzzSource.fixed, "  T000000001Z\nT000000002Z é\nT000000003Z ", Map.of("T000000003Z", 1L));
  }

  private static void assertTokens(FuzzSource source, String text, Map<String, Long> tokens) {
    ReadSpec spec = FuzzSource.definitions(List.of(source)).get(source).readSpec();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    assertThat(new FuzzFile(source, spec, "f.csv", bytes, List.of(), false).tokens().orElseThrow())
        .isEqualTo(tokens);
  }
}

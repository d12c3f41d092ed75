package io.ingot.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.readers.FileVerdict;
import io.ingot.readers.FirstLook;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.RecordReader;
import io.ingot.readers.RecordReaders;
import io.ingot.readers.UnreadableFileException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The files of the fuzz by the readers alone, which takes milliseconds instead of minutes. */
class FuzzReadersTest {
  private static final int FILES = Integer.getInteger("ingot.bench.files", 1_000);

  @Test
  void damagedFiles_loseNothing() throws IOException {
    FuzzTally tally = new FuzzTally();
    FuzzGenerator generator = new FuzzGenerator(20261129, List.of(FuzzSource.values()));
    for (int i = 0; i < FILES; i++) {
      FuzzFile file = generator.file(i);
      tally.add(file, Optional.of(read(file, generator.definitions().get(file.source()))));
    }

    assertThat(tally.findings()).isEmpty();
    assertThat(tally.lost()).isZero();
    assertThat(tally.withoutRows()).isZero();
    assertThat(tally.refused()).isBetween(FILES / 10L, FILES * 6L / 10);
    assertThat(tally.empty()).isLessThan(FILES / 8L);
  }

  /** What Admit and the bronze stage make of a file. */
  private static FuzzTally.Outcome read(FuzzFile file, SourceDefinition source) throws IOException {
    ReadSpec spec = source.readSpec();
    TokenRow row = new TokenRow();
    FuzzBytes bytes = new FuzzBytes(file);
    Optional<String> refusal = FirstLook.refusal(spec, bytes, true);
    if (refusal.isPresent()) {
      return new FuzzTally.Outcome(false, refusal.get(), 0, 0, Map.of());
    }
    long rows = 0;
    Map<String, Long> tokens = new HashMap<>();
    try (RecordReader reader = RecordReaders.open(spec, bytes, 0, bytes.length())) {
      while (reader.next(row)) {
        rows++;
        FuzzFile.count(FuzzFile.found(row.text())).forEach((t, n) -> tokens.merge(t, n, Long::sum));
      }
      FileVerdict verdict =
          FileVerdict.of(reader.report(), spec, source.limits().tolerance(), false);
      return verdict.refusal().isPresent()
          ? new FuzzTally.Outcome(false, verdict.refusal().get(), 0, 0, Map.of())
          : new FuzzTally.Outcome(true, "", rows, reader.report().corruptRecords(), tokens);
    } catch (UnreadableFileException e) {
      return new FuzzTally.Outcome(false, e.getMessage(), 0, 0, Map.of());
    }
  }
}

package io.ingot.jobs.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.jobs.files.Outcome.Kind;
import io.ingot.jobs.files.Outcomes.Part;
import io.ingot.jobs.files.Outcomes.Place;
import io.ingot.readers.FileReport;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  @Test
  void partThatIsReadTwice_countsOnce() {
    Outcomes outcomes = new Outcomes();
    outcomes.add(read(1, 0, 5));
    outcomes.add(read(1, 100, 7));
    Outcomes again = new Outcomes();
    again.add(read(1, 0, 5));
    outcomes.merge(again);

    assertThat(outcomes.byFile()).isEqualTo(Map.of(1, Outcome.read(12, report(12))));
  }

  @Test
  void fileWithOnePartThatCannotBeRead_cannotBeRead() {
    Outcomes outcomes = new Outcomes();
    outcomes.add(new Part(new Place(1, 200), Outcome.not(Kind.unreadable, "third", 2)));
    outcomes.add(new Part(new Place(1, 100), Outcome.not(Kind.unreadable, "second", 1)));
    outcomes.add(read(1, 0, 5));
    outcomes.add(read(2, 0, 1));

    assertThat(outcomes.byFile().get(1))
        .satisfies(
            o -> {
              assertThat(o.kind()).isEqualTo(Kind.unreadable);
              assertThat(o.reason()).as("of the first such part").isEqualTo("second");
              assertThat(o.rows()).as("also those of parts that could be read").isEqualTo(8);
            });
    assertThat(outcomes.byFile().get(2).isRead()).isTrue();
  }

  private static Part read(int file, long from, long rows) {
    return new Part(new Place(file, from), Outcome.read(rows, report(rows)));
  }

  private static FileReport report(long records) {
    return new FileReport(records, Map.of(), Map.of(), Map.of());
  }
}

package io.ingot.local.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ingot.local.generate.RidesGenerator.Day;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RidesGeneratorTest {
  private static final List<Line> UPLOAD_1 = lines(0);
  private static final List<Line> UPLOAD_2 = lines(1);
  private static final List<Line> UPLOAD_3 = lines(2);

  @Test
  void samples_generatedAgain_areTheCommittedBytes() {
    Path folder = Path.of(System.getProperty("ingot.root"), "pipelines", "rides", "samples");

    for (Sample sample : RidesGenerator.samples()) {
      Path committed = folder.resolve(sample.sampleName());
      assertThat(committed)
          .as("%s: to write it anew see pipelines/rides/README.md", committed)
          .satisfies(file -> assertThat(Files.readAllBytes(file)).isEqualTo(sample.content()));
    }
  }

  @Test
  void samples_thirdUpload_isANewVersionOfTheFirstFile() {
    assertThat(RidesGenerator.samples())
        .extracting(Sample::upload, Sample::fileName)
        .containsExactly(
            tuple(1, "rides-2024-05-01.csv"),
            tuple(2, "rides-2024-05-02.csv"),
            tuple(3, "rides-2024-05-01.csv"));
  }

  @Test
  void firstUpload_isOneDayOfTwelveDrivers_andOfSomeWithoutDriver() {
    assertThat(UPLOAD_1).hasSize(200).allMatch(l -> l.date.equals("2024-05-01"));
    assertThat(drivers(UPLOAD_1)).hasSize(13).contains("", "D01", "D12").doesNotContain("D13");
    assertThat(UPLOAD_1).anyMatch(l -> l.fare.isEmpty()).anyMatch(l -> l.speed.isEmpty());
  }

  @Test
  void secondUpload_holdsLateSameDayAndFutureRows() {
    assertThat(count(l -> l.date.equals("2024-04-30"))).isEqualTo(10);
    assertThat(count(l -> l.date.equals("2024-05-01") && !byId(UPLOAD_1).containsKey(l.id)))
        .isEqualTo(8);
    assertThat(count(l -> l.date.equals("2031-01-01"))).isEqualTo(1);
  }

  @Test
  void secondUpload_correctsThreeRidesOfTheFirst_andBreaksARuleForAFourth() {
    Map<String, Line> before = byId(UPLOAD_1);

    assertThat(UPLOAD_2)
        .filteredOn(l -> before.containsKey(l.id))
        .allMatch(l -> !l.equals(before.get(l.id)))
        .extracting(Line::id)
        .containsExactlyInAnyOrder("R000010", "R000020", "R000030", "R000025");
    assertThat(byId(UPLOAD_2).get("R000025").fare).isEqualTo("-12.50");
    assertThat(count(l -> l.fare.startsWith("-"))).isEqualTo(1);
  }

  @Test
  void secondUpload_holdsUncastableMissingAndRepeatedValues() {
    assertThat(count(l -> l.speed.equals("fast"))).isEqualTo(1);
    assertThat(count(l -> l.id.isEmpty())).isEqualTo(1);
    assertThat(count(l -> l.driver.isEmpty())).isEqualTo(1);
    assertThat(UPLOAD_2.stream().map(Line::id).collect(Collectors.toSet()))
        .as("one ride stands there twice")
        .hasSize(UPLOAD_2.size() - 1);
    assertThat(UPLOAD_2)
        .filteredOn(l -> l.driver.equals("D13"))
        .as("the new driver has no fares yet")
        .hasSize(2)
        .allMatch(l -> l.fare.isEmpty());
  }

  @Test
  void thirdUpload_leavesOutRides_andWithThemTheDriverOfNoOtherFile() {
    Set<String> leftOut = new TreeSet<>(byId(UPLOAD_1).keySet());
    leftOut.removeAll(byId(UPLOAD_3).keySet());

    assertThat(leftOut)
        .containsExactly(
            "R000005", "R000020", "R000030", "R000050", "R000077", "R000100", "R000123", "R000150",
            "R000160", "R000199");
    assertThat(byId(UPLOAD_2)).containsKeys("R000020", "R000030");
    assertThat(drivers(UPLOAD_2)).doesNotContain("D12");
    assertThat(drivers(UPLOAD_3)).doesNotContain("D12");
  }

  @Test
  void thirdUpload_changesRides_oneOfThemCorrectedByTheSecondToo() {
    Map<String, Line> before = byId(UPLOAD_1);

    assertThat(UPLOAD_3)
        .filteredOn(l -> !l.equals(before.get(l.id)))
        .extracting(Line::id)
        .containsExactly(
            "R000003", "R000007", "R000010", "R000033", "R000040", "R000045", "R000052", "R000090",
            "R000111", "R000180");
    assertThat(byId(UPLOAD_3).get("R000010")).isNotEqualTo(byId(UPLOAD_2).get("R000010"));
  }

  @Test
  void texts_holdCommasLettersBeyondAsciiAndNothing() {
    String text = RidesGenerator.samples().get(0).text();

    assertThat(text).contains("\"Airport, Terminal 1\"", "Café Central", ",,", "São João Square");
  }

  @Test
  void day_generatedTwice_isTheSame_andAnotherSeedIsNot() {
    assertThat(RidesGenerator.lines(Day.of(7, 500)))
        .hasSize(501)
        .startsWith(RidesGenerator.HEADER)
        .isEqualTo(RidesGenerator.lines(Day.of(7, 500)))
        .isNotEqualTo(RidesGenerator.lines(Day.of(8, 500)));
  }

  @Test
  void day_written_hasItsDateIdsAndDrivers() {
    StringWriter out = new StringWriter();
    RidesGenerator.write(out, new Day(1, LocalDate.of(2025, 2, 3), 999_999, 400, 120));

    List<Line> lines = out.toString().lines().skip(1).map(Line::of).toList();
    assertThat(lines).hasSize(400).allMatch(l -> l.date.equals("2025-02-03"));
    assertThat(lines.get(0).id).isEqualTo("R999999");
    assertThat(lines.get(1).id).isEqualTo("R1000000");
    assertThat(drivers(lines)).contains("D07", "D120").doesNotContain("D121", "D00");
  }

  @Test
  void day_withoutDrivers_isRefused() {
    assertThatThrownBy(() -> new Day(1, LocalDate.of(2024, 5, 1), 1, 5, 0))
        .hasMessage(
            "Cannot generate rides: a number is too small (firstRide 1, rows 5, drivers 0)."
                + " Give a firstRide and drivers of at least 1, and rows of at least 0.");
  }

  @Test
  void write_onAWriterThatFails_saysWhichDay() {
    assertThatThrownBy(() -> RidesGenerator.write(fullDisk(), Day.of(1, 1)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "Cannot write the rides of 2024-05-01: the writer failed (disk full)."
                + " Check the space and the rights of the target, then generate again.");
  }

  private static Writer fullDisk() {
    return new Writer() {
      @Override
      public void write(char[] text, int from, int length) throws IOException {
        throw new IOException("disk full");
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private static long count(Predicate<Line> condition) {
    return UPLOAD_2.stream().filter(condition).count();
  }

  private static Set<String> drivers(List<Line> lines) {
    return lines.stream().map(Line::driver).collect(Collectors.toCollection(HashSet::new));
  }

  private static Map<String, Line> byId(List<Line> lines) {
    Map<String, Line> rides = new HashMap<>();
    lines.forEach(l -> rides.put(l.id, l));
    return rides;
  }

  private static List<Line> lines(int index) {
    return RidesGenerator.samples().get(index).text().lines().skip(1).map(Line::of).toList();
  }

  /** The first fields, which are never quoted, and the rest as it stands. */
  private record Line(
      String id,
      String date,
      String driver,
      String speed,
      String distance,
      String fare,
      String rest) {
    static Line of(String line) {
      String[] fields = line.split(",", 7);
      return new Line(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6]);
    }
  }
}

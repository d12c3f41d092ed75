package io.ingot.local.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RidesOracleTest {
  private static final String HEADER =
      "ride_id,Date,driver_number,speed,distance_travelled,fare_amount,"
          + "route_taken,start_point,end_point\n";

  private final RidesOracle oracle = new RidesOracle();

  @Test
  void committedFiles_comparedWithGeneratorAndOracle_areTheSame() throws IOException {
    if (Boolean.getBoolean("ingot.rewrite")) {
      RidesFiles.write();
    }
    Map<String, byte[]> made = RidesFiles.all();

    assertThat(committed()).containsExactlyInAnyOrderElementsOf(made.keySet());
    made.forEach(
        (path, content) ->
            assertThat(RidesFiles.folder().resolve(path))
                .as("%s: to write it anew see pipelines/rides/README.md", path)
                .hasBinaryContent(content));
  }

  @Test
  void sameRide_inLaterFile_laterFileWins() {
    upload("a.csv", "R1,2024-05-02,D01,1.00,2.00,3.00,,,");
    upload("b.csv", "R1,2024-05-01,D02,4.00,5.00,6.00,,,");

    assertThat(rows("rides_silver_data")).containsExactly("R1,2024-05-01,D02,4.00,5.00,6.00");
    assertThat(rows("rides_gold_data")).containsExactly("D02,4.00,5.00,6.00,6.00");
    assertThat(rows("rides")).hasSize(2);
  }

  @Test
  void sameRide_twiceInOneFile_laterLineWins() {
    upload("a.csv", "R1,2024-05-01,D01,1.00,2.00,3.00,,,", "R1,2024-05-01,D02,1.00,2.00,3.00,,,");

    assertThat(rows("rides_silver_data")).containsExactly("R1,2024-05-01,D02,1.00,2.00,3.00");
  }

  @Test
  void reupload_withoutARide_takesItFromSilverAndGoldOnly() {
    upload("a.csv", "R1,2024-05-01,D01,1.00,2.00,3.00,,,", "R2,2024-05-01,D02,1.00,2.00,3.00,,,");
    upload("a.csv", "R2,2024-05-01,D02,1.00,2.00,9.00,,,");

    assertThat(rows("rides_silver_data")).containsExactly("R2,2024-05-01,D02,1.00,2.00,9.00");
    assertThat(rows("rides_gold_data")).containsExactly("D02,1.00,2.00,9.00,9.00");
    assertThat(rows("rides")).hasSize(3);
    assertThat(rows("rides_files")).containsExactly("a.csv,1,1,2,superseded", "a.csv,2,2,1,loaded");
  }

  @Test
  void reupload_withoutARideOfAnotherFile_thatFilesRowStays() {
    upload("a.csv", "R1,2024-05-01,D01,1.00,2.00,3.00,,,");
    upload("b.csv", "R1,2024-05-01,D01,1.00,2.00,4.00,,,");
    upload("b.csv", "R2,2024-05-01,D01,1.00,2.00,5.00,,,");

    assertThat(rows("rides_silver_data"))
        .containsExactly("R1,2024-05-01,D01,1.00,2.00,3.00", "R2,2024-05-01,D01,1.00,2.00,5.00");
  }

  @Test
  void brokenRows_beforeAndAfterAGoodOne_areQuarantinedAndDoNotCompete() {
    upload("a.csv", "R1,2024-05-01,D01,1.00,2.00,3.00,,,");
    upload("b.csv", "R1,2024-05-01,D01,1.00,2.00,-0.01,,,", ",2024-05-01,D01,1.00,2.00,-1.00,,,");

    assertThat(rows("rides_silver_data")).containsExactly("R1,2024-05-01,D01,1.00,2.00,3.00");
    assertThat(rows("rides_silver_data_quarantine"))
        .containsExactly(
            "R1,fare_not_negative,b.csv,1", ",required:ride_id;fare_not_negative,b.csv,2");
  }

  @Test
  void valueThatIsNoNumber_inOptionalColumn_isEmptyAndTheRowLoads() {
    upload("a.csv", "R1,2024-05-01,,fast,2.00,,\"a, b\",Café,");

    assertThat(rows("rides")).containsExactly("R1,2024-05-01,,,2.00,,\"a, b\",Café,,a.csv,1");
    assertThat(rows("rides_gold_data")).containsExactly(",,2.00,,");
  }

  @Test
  void average_justBelowHalfACent_isRoundedTwice() {
    // 50.00 / 10001 is 0.00499950005: rounded once 0.00, by way of 0.005000 it is 0.01.
    List<BigDecimal> values = new ArrayList<>(Collections.nCopies(5001, new BigDecimal("0.00")));
    values.addAll(Collections.nCopies(5000, new BigDecimal("0.01")));

    assertThat(DriverTotals.average(values)).contains(new BigDecimal("0.01"));
  }

  @Test
  void average_halfACent_isRoundedAwayFromZero() {
    List<BigDecimal> values = List.of(new BigDecimal("0.02"), new BigDecimal("0.03"));

    assertThat(DriverTotals.average(values)).contains(new BigDecimal("0.03"));
  }

  private void upload(String fileName, String... lines) {
    oracle.upload(fileName, (HEADER + String.join("\n", lines) + "\n").getBytes(UTF_8));
  }

  private List<String> rows(String table) {
    return oracle.tables().get(table).lines().skip(1).toList();
  }

  private static List<String> committed() throws IOException {
    List<String> paths = new ArrayList<>();
    for (String part : List.of("samples", "expected")) {
      try (Stream<Path> files = Files.walk(RidesFiles.folder().resolve(part))) {
        files
            .filter(Files::isRegularFile)
            .map(f -> RidesFiles.folder().relativize(f).toString().replace('\\', '/'))
            .forEach(paths::add);
      }
    }
    return paths;
  }
}

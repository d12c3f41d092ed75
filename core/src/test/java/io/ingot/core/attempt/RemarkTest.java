package io.ingot.core.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.json.Json;
import io.ingot.readers.FileReport;
import io.ingot.readers.FileReport.ColumnReport;
import io.ingot.readers.FileReport.Met;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemarkTest {
  private static final FileResult LOADED =
      new FileResult(
          "s3://landing/t/a b.csv?versionId=v1",
          60,
          "",
          new FileReport(
              60,
              Map.of("3 fields expected, 2 found", new Met(6, 120, "x,y")),
              Map.of(
                  "am", new ColumnReport(50, new Met(1, 40, "31.02.24")),
                  "Preis", new ColumnReport(60, new Met(60, 10, "966,77"))),
              Map.of("tip", 1234L)),
          List.of(
              "column Preis: 60 of 60 values (100 %) could not be read as decimal(12,2), such as \"966,77\""));

  @Test
  void remarks_beginWithWhatMattersMost() {
    FileResult refused = new FileResult("s3://landing/t/b.csv?versionId=v2", 0, "it has no header");

    assertThat(Remark.of(List.of(LOADED, refused)))
        .map(Remark::toString)
        .containsExactly(
            "refused t/b.csv: it has no header",
            "WARNING t/a b.csv: column Preis: 60 of 60 values (100 %) could not be read as decimal(12,2), such as \"966,77\"",
            "t/a b.csv: 6 of 60 records could not be parsed: 3 fields expected, 2 found, such as \"x,y\"",
            "t/a b.csv: column am: 1 of 50 values (2 %) rescued, such as \"31.02.24\"",
            "t/a b.csv: column tip is not declared: 1,234 values rescued");
  }

  @Test
  void fileAsItWasMeant_isNotRemarked() {
    assertThat(Remark.of(List.of(new FileResult("s3://landing/t/a?versionId=v", 5, "")))).isEmpty();
  }

  @Test
  void result_isTheSameThroughJson() {
    assertThat(Json.read(Json.bytes(LOADED), FileResult.class)).isEqualTo(LOADED);
    assertThat(Json.read("{\"file\":\"f\",\"rows\":1,\"refused\":\"\"}", FileResult.class))
        .as("of an attempt before it")
        .isEqualTo(new FileResult("f", 1, ""));
  }
}

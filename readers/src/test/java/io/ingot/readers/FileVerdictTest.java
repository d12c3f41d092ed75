package io.ingot.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileVerdictTest {
  private static final Column ID = new Column("id", "int", true);
  private static final Column PRICE = new Column("price", "decimal(12,2)", false);

  @Test
  void fileOfWhichNothingWasMet_loads() {
    FileVerdict verdict = verdict(report(10, Map.of(), Map.of()));

    assertThat(verdict.refusal()).isEmpty();
    assertThat(verdict.warnings()).isEmpty();
  }

  @Test
  void fileWithoutAnyRecordThatCouldBeRead_isRefused_withTheFirstReason() {
    FileReport report =
        report(
            5,
            Map.of("9 fields expected, 10 found", met(4, 7), "a quote is not closed", met(1, 90)),
            Map.of());

    assertThat(verdict(report).refusal())
        .contains("no line could be read: 9 fields expected, 10 found");
  }

  @Test
  void linesThatEndWithTheDelimiter_orHaveAnother_areExplained() {
    CsvFile bars =
        CsvFile.of(CsvDialect.with().delimiter("|").done(), ID, CsvFile.column("note", "string"));
    bars.read("id|note\n1|a|\n2|b|\n");
    CsvFile commas =
        CsvFile.of(CsvDialect.with().header(false).done(), ID, CsvFile.column("note", "string"));
    commas.read("1;a\n2;b\n");

    assertThat(FileVerdict.of(bars.report(), bars.spec(), Tolerance.DEFAULT, false).refusal())
        .contains(
            "no line could be read: 2 fields expected, 3 found; if every line ends with the delimiter, declare trailing_delimiter: true");
    assertThat(FileVerdict.of(commas.report(), commas.spec(), Tolerance.DEFAULT, false).refusal())
        .contains(
            "no line could be read: 2 fields expected, 1 found; the delimiter is likely \";\"");
  }

  @Test
  void corruptRecords_beyondTheLimit_refuseTheFile() {
    Map<String, FileReport.Met> half = Map.of("a quote is not closed", met(5, 7));
    Tolerance strict = new Tolerance(Limit.number(4), Limit.NOT_ALL, Map.of(), false);
    Tolerance lenient = new Tolerance(Limit.NONE, Limit.NOT_ALL, Map.of(), false);

    assertThat(verdict(report(10, half, Map.of())).refusal()).isEmpty();
    assertThat(verdict(report(9, half, Map.of())).refusal())
        .contains(
            "5 of 9 lines could not be read, more than limits.max_corrupt allows (50%); the first: a quote is not closed, \"at 7\"");
    assertThat(FileVerdict.of(report(10, half, Map.of()), spec(), strict, false).refusal())
        .hasValueSatisfying(r -> assertThat(r).contains("allows (4)"));
    assertThat(FileVerdict.of(report(9, half, Map.of()), spec(), lenient, false).refusal())
        .isEmpty();
    assertThat(FileVerdict.of(report(5, half, Map.of()), spec(), lenient, false).refusal())
        .contains("no line could be read: a quote is not closed");
  }

  @Test
  void rescuedValues_beyondTheLimit_refuseTheFile() {
    FileReport all = report(60, Map.of(), Map.of("price", column(60, 60, "966,77")));
    FileReport most = report(60, Map.of(), Map.of("price", column(60, 59, "966,77")));
    Tolerance fifth = new Tolerance(Limit.part(0.5), Limit.part(0.2), Map.of(), false);
    Tolerance own =
        new Tolerance(Limit.part(0.5), Limit.part(0.2), Map.of("price", Limit.NONE), false);

    assertThat(verdict(all).refusal())
        .contains(
            "column price: 60 of 60 values (100 %) could not be read as decimal(12,2), such as \"966,77\"; likely a decimal comma: declare decimal: \",\"; max_rescued: 100% would load it");
    assertThat(verdict(most).refusal()).isEmpty();
    assertThat(FileVerdict.of(most, spec(), fifth, false).refusal())
        .contains(
            "column price: 59 of 60 values (98 %) could not be read as decimal(12,2), such as \"966,77\", more than limits.max_rescued allows (20%); likely a decimal comma: declare decimal: \",\"");
    assertThat(FileVerdict.of(all, spec(), own, false).refusal()).isEmpty();
  }

  @Test
  void rescuedValue_ofARequiredColumn_refusesTheFile_unlessTheColumnAllowsIt() {
    FileReport one = report(60, Map.of(), Map.of("id", column(60, 1, "x")));
    Tolerance own =
        new Tolerance(Limit.part(0.5), Limit.NOT_ALL, Map.of("id", Limit.part(0.1)), false);

    assertThat(verdict(one).refusal())
        .contains(
            "column id: 1 of 60 values (2 %) could not be read as int, such as \"x\", and the column is required");
    assertThat(FileVerdict.of(one, spec(), own, false).refusal()).isEmpty();
  }

  @Test
  void rescuedValues_aboveTenPercent_areAWarning() {
    FileVerdict loud = verdict(report(60, Map.of(), Map.of("price", column(60, 7, "1.234,56"))));
    FileVerdict quiet = verdict(report(60, Map.of(), Map.of("price", column(60, 6, "1.234,56"))));

    assertThat(loud.refusal()).isEmpty();
    assertThat(loud.warnings())
        .containsExactly(
            "column price: 7 of 60 values (12 %) could not be read as decimal(12,2), such as \"1.234,56\"; likely a decimal comma: declare decimal: \",\" and group: \".\"");
    assertThat(quiet.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1,1000,under 1 %", "1,3,33 %", "999,1000,over 99 %", "3,3,100 %"})
  void share_neverSaysNothingOrAll_whereThatIsNotSo(long rescued, long values, String share) {
    assertThat(column(values, rescued, "x").share()).isEqualTo(share);
  }

  @Test
  void versionWithoutRows_isRefused_ifItWouldReplaceSome() {
    Tolerance allowing = new Tolerance(Limit.part(0.5), Limit.NOT_ALL, Map.of(), true);

    assertThat(FileVerdict.of(FileReport.NOTHING, spec(), Tolerance.DEFAULT, true).refusal())
        .contains(
            "it has no rows, and would replace those of an earlier version; allow_empty: true allows that");
    assertThat(FileVerdict.of(FileReport.NOTHING, spec(), Tolerance.DEFAULT, false).refusal())
        .isEmpty();
    assertThat(FileVerdict.of(FileReport.NOTHING, spec(), allowing, true).refusal()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "decimal(12,2)|966,77|likely a decimal comma: declare decimal: \",\"",
        "double|1.234.567|likely a decimal comma: declare decimal: \",\" and group: \".\"",
        "int|1,234.0|likely commas between groups of digits: declare group: \",\"",
        "int|12 %|likely a percent sign: declare percent: true",
        "int|€ 5|likely a currency: declare currency: true",
        "int|(5)|likely parentheses for a minus: declare parentheses: true",
        "int|N/A|a mark for NULL: declare null_values: [\"N/A\"]",
        "date|31.12.2025|another form: declare a format such as dd.MM.yyyy",
        "date|1/22/20|another form: declare a format such as M/d/yy or d/M/yy with a century",
        "timestamp|31.12.2025 10:00|another form: declare a format such as dd.MM.yyyy HH:mm",
        "timestamp|1704067200|seconds since 1970: declare epoch: seconds",
        "timestamp|1704067200123|milliseconds since 1970: declare epoch: millis",
        "boolean|ja|declare true_values and false_values",
        "string|Café|they are not in UTF-8: the encoding is likely windows-1252",
        "string|\u00a3\u00f3d\u009f|they are not in UTF-8: the encoding is likely windows-1250",
        "int|seven|",
      })
  void cause_isNamedWithWhatToDeclare(String type, String text, String cause) {
    assertThat(RescueCause.of(new Column("c", type, false), text, spec()).orElse(null))
        .isEqualTo(cause);
  }

  @Test
  void objectsWithoutAnyDeclaredKey_refuseTheFile_withWhatWasFound() {
    JsonFile document = JsonFile.of(ID, PRICE);
    document.read("{\"Records\":[{\"id\":1}],\"Version\":2}");
    JsonFile sparse = JsonFile.of(ID, PRICE);
    sparse.read("{\"Version\":2}\n{\"id\":1}");
    JsonFile upper = JsonFile.of(ID, PRICE);
    upper.read("{\"ID\":1}");

    assertThat(
            FileVerdict.of(document.report(), document.spec(), Tolerance.DEFAULT, false).refusal())
        .contains(
            "no object has a value for a declared column (declared: id, price; found: Records, Version)");
    assertThat(FileVerdict.of(upper.report(), upper.spec(), Tolerance.DEFAULT, false).refusal())
        .contains(
            "no object has a value for a declared column (declared: id, price; found: ID); keys differ in case: declare ignore_case: true");
    assertThat(FileVerdict.of(sparse.report(), sparse.spec(), Tolerance.DEFAULT, false).refusal())
        .isEmpty();
  }

  @Test
  void linesOfJson_thatAreNoRecords_areExplained() {
    JsonFile cut = JsonFile.of(ID);
    cut.read("{\n  \"id\": 1,\n  \"na");

    assertThat(FileVerdict.of(cut.report(), cut.spec(), Tolerance.DEFAULT, false).refusal())
        .contains(
            "no line could be read: the line ends inside an object; if records go over lines, declare layout: any");
  }

  private static FileVerdict verdict(FileReport report) {
    return FileVerdict.of(report, spec(), Tolerance.DEFAULT, false);
  }

  private static ReadSpec spec() {
    return new ReadSpec(
        Format.of(CsvDialect.DEFAULT),
        List.of(ID, PRICE),
        UnknownColumns.rescue,
        "in/",
        ReadSpec.MAX_FIELD);
  }

  private static FileReport report(
      long records,
      Map<String, FileReport.Met> corrupt,
      Map<String, FileReport.ColumnReport> columns) {
    return new FileReport(records, corrupt, columns, Map.of());
  }

  private static FileReport.Met met(long count, long position) {
    return new FileReport.Met(count, position, "at " + position);
  }

  private static FileReport.ColumnReport column(long values, long rescued, String example) {
    return new FileReport.ColumnReport(values, new FileReport.Met(rescued, 0, example));
  }
}

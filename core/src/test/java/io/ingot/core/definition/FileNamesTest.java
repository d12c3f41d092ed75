package io.ingot.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024/",
        "_SUCCESS",
        "_temporary/0/part-00000.csv",
        "a/_delta_log/0.json",
        "a/.part-00000.csv.crc",
        ".hidden/a.csv",
        "part.csv.CRC",
        "a.md5",
        "a_$folder$",
        "sales_manifest",
        "orders_manifest.json"
      })
  void markers_arePassedOver(String below) {
    assertThat(FileNames.DEFAULT.passesOver(below)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.csv",
        "a/b_c/d.csv",
        "_day=2024-05-06/a.csv",
        "x/_day=2024-05-06/a.csv",
        "manifest.csv",
        "a.pdf",
        "no-suffix"
      })
  void whatMayBeData_isNotPassedOver(String below) {
    assertThat(FileNames.DEFAULT.passesOver(below)).isFalse();
  }

  @Test
  void manifests_areFilesWhereTheyMayBeSoByTheirSuffix() {
    OneSource json = OneSource.of("format: {type: json}\ncolumns: [{name: id, type: long}]\n");
    OneSource any =
        OneSource.of("suffix: any\nformat: {type: csv}\ncolumns: [{name: id, type: long}]\n");

    assertThat(json.definition().files().passesOver("orders_manifest.json")).isFalse();
    assertThat(any.definition().files().passesOver("daily_manifest")).isFalse();
    assertThat(any.definition().files().passesOver("_SUCCESS")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "*.csv, a.csv, true",
    "*.csv, a.CSV, true",
    "*.csv, a.csv.gz, true",
    "*.csv, a.csv.ZST, true",
    "*.csv, sub/a.csv, true",
    "*.csv, a.txt, false",
    "*.csv, a.csv.txt, false",
    "sales_*, sales_1, true",
    "sales_*, x/sales_1, true",
    "sales_*, xsales_1, false",
    "sales_?.csv, sales_1.csv, true",
    "sales_?.csv, sales_10.csv, false",
    "new/*.csv, new/a.csv, true",
    "new/*.csv, new/b/a.csv, false",
    "new/*.csv, old/new/a.csv, false",
    "new/**.csv, new/b/a.csv, true",
    "**/new/*, old/new/a, true",
    "[a].csv, [a].csv, true",
    "[a].csv, a.csv, false",
  })
  void files_areReadByTheirPattern(String pattern, String below, boolean read) {
    FileNames files = new FileNames(List.of(pattern), List.of(), false);

    assertThat(files.passesOver(below)).isNotEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource({
    "_*, _a, true",
    "_*, x/_a/b, true",
    "_*, _a=1/b, false",
    "_*=*, _a=1/b, true",
    "_*, a_b, false",
    "tmp/**, tmp/a/b, true",
    "tmp/**, x/tmp/b, false",
    "*.csv, a.csv.gz, false",
  })
  void files_areIgnoredByNameOrFolder(String pattern, String below, boolean ignored) {
    FileNames files = new FileNames(List.of(), List.of(pattern), false);

    assertThat(files.passesOver(below)).isEqualTo(ignored);
  }
}

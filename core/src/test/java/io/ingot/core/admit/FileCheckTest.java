package io.ingot.core.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.definition.OneSource;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.port.LandedObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileCheckTest {
  private static final String CSV = "format: {type: csv}\n";
  private static final byte[] ZSTANDARD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0};

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "csv|a.csv",
        "csv|a.CSV",
        "csv|a.csv.zst",
        "csv|A.Csv.ZST",
        "csv|a.txt.bz2",
        "csv|a.csv.ZIP",
        "csv|a.log",
        "json|a.jsonl.gz",
        "json|X.JSON.GZ",
        "json|app.LOG",
        "parquet|a.snappy.parquet",
        "parquet|a.PARQ",
        "avro|a.avro",
        "orc|a.Orc",
      })
  void name_ofTheFormat_isAccepted(String type, String name) {
    assertThat(name("format: {type: " + type + "}\n", name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parquet|a.parquet.gz|.parquet, .parq",
        "avro|a.csv|.avro",
        "json|a.csv|.json, .jsonl, .ndjson, .log (each also with .gz, .zst, .bz2 or .zip)",
        "csv|a.parquet|.csv, .tsv, .psv, .tbl, .txt, .dat, .log (each also with .gz, .zst, .bz2 or .zip)",
        "csv|part-0001|.csv, .tsv, .psv, .tbl, .txt, .dat, .log (each also with .gz, .zst, .bz2 or .zip)",
      })
  void name_ofAnotherFormat_isRefused(String type, String name, String suffixes) {
    assertThat(name("format: {type: " + type + "}\n", name))
        .contains(
            "its suffix is not one of "
                + suffixes
                + "; declare suffix: any, or files:, if it is one all the same");
  }

  @ParameterizedTest
  @ValueSource(strings = {"suffix: any\n", "files: [\"part-*\", \"*.dat1\"]\n"})
  void name_ofAnySuffix_isAcceptedWhereDeclared(String line) {
    assertThat(name(CSV + line, "part-0001")).isEmpty();
    assertThat(name(CSV + line, "part-0001.tmp")).contains("its name is that of a temporary file");
  }

  @Test
  void name_thatTheSourcePassesOver_isNeverRead() {
    assertThat(name(CSV, "_SUCCESS"))
        .contains("the source passes over such names (see files and ignore)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: csv}|fare;id|its header lacks required columns (id; header: fare;id); the delimiter is likely \";\"",
        "{type: csv}|fare,x|its header lacks required columns (id; header: fare, x)",
        "{type: csv, delimiter: '::'}|fare::x|its header lacks required columns (id; header: fare, x)",
        "{type: csv, skip_lines: 1}|fare|it has no header",
        "{type: csv, header: false}|1|",
        "{type: csv, comment: '#'}|# fare|it has no header",
        "{type: csv}|<!DOCTYPE html>|its header lacks required columns (id; header: <!DOCTYPE html>); it is an HTML page",
        "{type: csv}|%PDF-1.7|it is a PDF document, not text",
        "{type: json}|PAR1 and so on|it is a Parquet file, not text",
      })
  void content_thatDoesNotFit_isRefusedWithTheCause(String format, String text, String reason) {
    assertThat(content("format: " + format + "\n", "a.csv", text + "\n", StandardCharsets.UTF_8))
        .isEqualTo(Optional.ofNullable(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, UTF-16LE, 'it is UTF-16LE, not UTF-8'",
    "UTF-8, UTF-16, 'it is UTF-16, not UTF-8'",
    "UTF-16, UTF-16LE, ",
    "UTF-16, UTF-16, ",
    "windows-1252, windows-1252, ",
    "Shift_JIS, Shift_JIS, ",
  })
  void header_isReadInItsEncoding(String declared, String written, String reason) {
    String yaml =
        "format: {type: csv, encoding: %s}\ncolumns: [{name: id, type: long, required: true}, {name: größe, type: string, required: %s}]\n"
            .formatted(declared, !declared.equals("Shift_JIS"));
    // Byte order marks are what an encoding writes that has one.
    assertThat(
            content(
                yaml,
                "a.csv",
                "id,größe\n" + "1,x\n".repeat(20),
                written.equals("UTF-16LE") && declared.equals("UTF-16")
                    ? StandardCharsets.UTF_16
                    : Charset.forName(written)))
        .isEqualTo(Optional.ofNullable(reason));
  }

  @Test
  void header_inAnotherEncoding_isRefusedWithTheLikelyOne() {
    String yaml = CSV + "columns: [{name: id, type: long}, {name: \"płeć\", type: string}]\n";

    assertThat(content(yaml, "a.csv", "id,płeć\n", Charset.forName("windows-1250")))
        .contains(
            "its header has no column płeć (header: id, p³eæ); the encoding is likely windows-1250");
  }

  @Test
  void header_ofMoreThan2000Columns_isRefused() {
    String header =
        IntStream.range(0, 2001).mapToObj(i -> "c" + i).collect(Collectors.joining(",", "id,", ""));

    assertThat(content(CSV, "a.csv", header + "\n", StandardCharsets.UTF_8))
        .contains("it has 2,002 columns, more than 2,000");
  }

  @Test
  void header_withUndeclaredColumns_isRefusedWhereTheSourceSaysSo() {
    assertThat(content(CSV + "unknown_columns: fail\n", "a.csv", "id,x\n", StandardCharsets.UTF_8))
        .contains("its header has undeclared columns [x]");
  }

  @Test
  void header_thatDoesNotEndInTheHead_isLeftToTheReader() {
    byte[] head = "fare,x".getBytes(StandardCharsets.UTF_8);

    assertThat(content(source(CSV), "a.csv", 1L << 20, head)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.csv.gz", "A.CSV.Gz"})
  void gzip_isKnownByItsFirstBytes_whateverItsName(String name) throws IOException {
    byte[] good = gzip("id,fare\n1,2\n");
    byte[] bad = gzip("fare\n1\n");

    assertThat(content(source(CSV), name, good.length, good)).isEmpty();
    assertThat(content(source(CSV), name, bad.length, bad))
        .contains("its header lacks required columns (id; header: fare)");
  }

  @Test
  void gzip_thatIsCutOff_isRefusedIfAllOfItIsThere() throws IOException {
    byte[] gz = gzip("id,fare\n" + "1,2.00\n".repeat(100));
    byte[] half = Arrays.copyOf(gz, gz.length / 2);

    assertThat(content(source(CSV), "a.csv.gz", half.length, half))
        .contains("its gzip data cannot be read: it is cut off");
    assertThat(content(source(CSV), "a.csv.gz", gz.length, half)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a.csv.gz, it is named .gz but holds no gzip data",
    "a.csv.zst, it is named .zst but holds no Zstandard data",
    "a.csv.bz2, it is named .bz2 but holds no bzip2 data",
    "a.csv.zip, it is named .zip but holds no zip data"
  })
  void compression_thatTheNamePromises_mustBeThere(String name, String reason) {
    assertThat(content(CSV, name, "id\n", StandardCharsets.UTF_8)).contains(reason);
    assertThat(content("format: {type: json}\n", name, "{}\n", StandardCharsets.UTF_8))
        .contains(reason);
  }

  @Test
  void compression_thatIsNotLookedInto_isLeftToTheReader() throws IOException {
    byte[] zip = zip("a.csv", "fare\n1\n");

    assertThat(content(source(CSV), "a.csv.zst", 6, ZSTANDARD)).isEmpty();
    assertThat(content(source(CSV), "a.csv", 6, ZSTANDARD)).isEmpty();
    assertThat(content(source(CSV), "a.zip", zip.length, zip)).isEmpty();
  }

  @Test
  void compression_thatIsNotRead_isNamed() throws IOException {
    byte[] xz = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0, 0};
    byte[] workbook = zip("[Content_Types].xml", "<Types/>");

    assertThat(content(source(CSV), "a.csv", xz.length, xz))
        .contains("it is xz; text, gzip, Zstandard, bzip2 or zip of one file can be read");
    assertThat(content(source(CSV), "a.csv", workbook.length, workbook))
        .contains("it is an Excel or Word document, not text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parquet|PAR1 something PAR1|",
        "parquet|id,fare|it is not a Parquet file (it does not begin with PAR1)",
        "parquet|PAR1 something|it is a Parquet file that was cut off (it does not end in PAR1)",
        "parquet|PAR1|it is a Parquet file that was cut off (it does not end in PAR1)",
        "parquet|PARE something PARE|it is an encrypted Parquet file",
        "avro|PAR1|it is not an Avro file (it does not begin with Obj)",
        "orc|PAR1|it is not an ORC file (it does not begin with ORC)",
        "orc|ORC and so on|",
      })
  void content_ofColumnarFiles_isKnownByItsMagic(String type, String content, String reason) {
    String yaml = "format: {type: " + type + "}\n";

    assertThat(content(yaml, "a." + type, content, StandardCharsets.UTF_8))
        .isEqualTo(Optional.ofNullable(reason));
  }

  @Test
  void key_withoutTheValueOfARequiredColumn_isRefused() {
    String yaml =
        CSV
            + "columns: [{name: id, type: long}, {name: dt, type: date, from: path, required: true}]\n";

    assertThat(content(yaml, "dt=2024-05-06/a.csv", "id\n", StandardCharsets.UTF_8)).isEmpty();
    assertThat(content(yaml, "a.csv", "id\n", StandardCharsets.UTF_8))
        .contains("its key has no value for the required column dt (p/s/a.csv)");
    assertThat(content(yaml, "dt=May/a.csv", "id\n", StandardCharsets.UTF_8))
        .contains("its key has May for column dt, which is not a date (p/s/dt=May/a.csv)");
  }

  private static Optional<String> name(String yaml, String name) {
    return FileCheck.name("p/s/" + name, source(yaml));
  }

  private static Optional<String> content(String yaml, String name, String text, Charset encoding) {
    byte[] bytes = text.getBytes(encoding);
    return content(source(yaml), name, bytes.length, bytes);
  }

  private static Optional<String> content(
      SourceDefinition source, String name, long size, byte[] head) {
    LandedObject object =
        new LandedObject(
            new FileVersion("landing", "p/s/" + name, "v1"), size, "e", Instant.EPOCH, false);
    return FileCheck.content(object, head, source);
  }

  /** A source with a required {@code id}, unless its columns are among the lines. */
  private static SourceDefinition source(String lines) {
    String columns =
        lines.startsWith("columns:") || lines.contains("\ncolumns:")
            ? ""
            : "columns: [{name: id, type: long, required: true}, {name: fare, type: string}]\n";
    return OneSource.of(lines + columns).definition();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(String name, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry(name));
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}

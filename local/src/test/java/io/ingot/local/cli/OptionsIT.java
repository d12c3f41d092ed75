package io.ingot.local.cli;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Options that {@link ShapesIT} does not have, in as few sources as they go together in, through
 * the whole workflow in one batch. What each does by itself, the readers' tests show.
 */
class OptionsIT {
  private static final String IDS = "[{name: id, type: long}, {name: name, type: string}]";

  private final Map<String, List<String>> silver = new TreeMap<>();
  private final Map<String, List<String>> leftOver = new TreeMap<>();
  private Project project;

  @Test
  void filesOfAllOptions_loadThroughTheWholeWorkflow(@TempDir Path temp) {
    project = new Project(temp, "options");
    dialects();
    values();
    json();
    columnarFiles();
    namesAndOrigins();

    assertThat(project.lake().ok("sweep"))
        .contains("18 were unknown (0 of them refused), 3 ignored");

    assertThat(project.silver()).isEqualTo(silver);
    assertThat(project.leftOver()).isEqualTo(leftOver);
  }

  private void dialects() {
    text("delimiter", "delimiter: \"||\"", "id||name\n1||a|b\n", "1, a|b");
    text("backslash", "backslash: true", "id,name\n1,a\\,b\\nc\n2,\\N\n", "1, a,b⏎c", "2, NULL");
    text(
        "multiline",
        "multiline: true, skip_lines: 1, trailer: {starts_with: T, count: 2}",
        "Report of \"May\nid,name\n1,\"a\nb\"\n2,c\nT,2\n",
        "1, a⏎b",
        "2, c");
    text(
        "marks",
        "null_values: [n/a, \"-\"], empty_value: none",
        "id,name\n-,n/a\n1,\n2,\"\"\n",
        "NULL, NULL",
        "1, ",
        "2, NULL");
    text("ragged", "short_rows: null, long_rows: rescue", "id,name\n1\n2,a,b\n", "1, NULL", "2, a");
    leftOver.put("ragged", List.of("{\"column_3\":\"b\"}"));
    text("widths", "widths: [4, 6]", "id  name  \n   1a b   \n", "1, a b");
    file(
        "encoding",
        "format: {type: csv, encoding: UTF-16}\ncolumns: " + IDS,
        "a.csv",
        "id,name\n1,Łódź 東京\n".getBytes(UTF_16),
        "1, Łódź 東京");
    file(
        "compression",
        "format: {type: csv}\ncolumns: " + IDS,
        "A.CSV.Zip",
        zip("a.csv", "id,name\n1,a\n"),
        "1, a",
        "2, b");
    project.drop("compression/B.Csv.GZ", Project.gzip("id,name\n2,b\n"));
  }

  /** Options of columns need no source of their own: each has a column, and what it must read. */
  private void values() {
    List<String> columns = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    String[][] all = {
      {"decimal(12,3)", "decimal: \",\", group: \".\"", "1.234,56", "1234.560"},
      {"decimal(12,2)", "decimal: \",\", group: \" \"", "10\u00a0237,65", "10237.65"},
      {"decimal(6,4)", "percent: true", "12.5 %", "0.1250"},
      {"decimal(12,2)", "currency: true", "€ 5.00", "5.00"},
      {"decimal(12,2)", "parentheses: true", "(1.00)", "-1.00"},
      {"boolean", "true_values: [J], false_values: [N]", "N", "false"},
      {"long", "null_values: [\"-\", n/a]", "n/a", "NULL"},
      {"long", "", "1.0", "1"},
      {"float", "", "0.1", "0.1"},
      {"date", "format: [dd.MM.yyyy, M/d/yyyy]", "2/29/2024", "2024-02-29"},
      {"date", "format: d.M.yy, century: 1970", "1.11.99", "1999-11-01"},
      {"string", "format: \"hh:mm a\"", "05:07 pm", "17:07:00"},
      {"timestamp", "", "2024-02-29T10:00:00+02:00", "2024-02-29 08:00:00"},
      {"timestamp", "zone: Europe/Berlin", "2024-10-27 02:30:00", "2024-10-27 00:30:00"},
      {"timestamp", "epoch: seconds", "1719828000", "2024-07-01 10:00:00"},
      {"timestamp", "epoch: millis", "1719828000000", "2024-07-01 10:00:00"},
      {"timestamp", "epoch: micros", "1719828000000000", "2024-07-01 10:00:00"},
      {"timestamp", "epoch: nanos", "1719828000000000000", "2024-07-01 10:00:00"},
      {"date", "epoch: seconds", "1719792000", "2024-07-01"},
      {"timestamp", "", "2024-07-01 12:00:00 BST", "NULL"},
      {"float", "", "16777217", "NULL"},
      {"double", "", "1e-400", "NULL"},
      {"decimal(12,3)", "decimal: \",\", group: \".\"", "1.23", "NULL"},
      {"long", "", "12.5", "NULL"},
    };
    for (int i = 0; i < all.length; i++) {
      String options = all[i][1].isEmpty() ? "" : ", " + all[i][1];
      columns.add(
          "  - {name: c%d, type: \"%s\", max_rescued: 100%%%s}".formatted(i, all[i][0], options));
      texts.add(all[i][2]);
      expected.add(all[i][3]);
    }
    file(
        "values",
        "format: {type: csv, delimiter: \"\\t\", header: false}\ncolumns:\n"
            + String.join("\n", columns),
        "a.tsv",
        String.join("\t", texts).getBytes(UTF_8),
        String.join(", ", expected));
    leftOver.put(
        "values",
        List.of(
            "{\"c19\":\"2024-07-01 12:00:00 BST\",\"c20\":\"16777217\",\"c21\":\"1e-400\","
                + "\"c22\":\"1.23\",\"c23\":\"12.5\"}"));
  }

  private void json() {
    objects(
        "layout",
        "layout: any, ignore_case: true",
        "[{\"ID\":1},\n {\"id\":2,\n  \"Name\":{\"a\":1.50, \"a b\":[1e3]}}]",
        "1, NULL",
        "2, {\"a\":1.50, \"a b\":[1e3]}");
    objects(
        "lines",
        "layout: lines",
        "{\"id\":1}\n{\"id\":2}{\"id\":3}",
        "1, NULL",
        "2, NULL",
        "3, NULL");
  }

  private void columnarFiles() {
    file("avro", "format: {type: avro}\ncolumns: " + IDS, "a.avro", avro(), "1, a", "2, NULL");
    file("orc", "format: {type: orc}\ncolumns: " + IDS, "a.orc", orc(), "1, a", "2, NULL");
  }

  private void namesAndOrigins() {
    String csv = "format: {type: csv}\n";
    file(
        "names",
        csv
            + """
            columns:
              - {name: id, type: long, from: "_id"}
              - {name: cost, type: long, from: "Cost %"}
              - {name: dotted, type: long, from: a.b}
              - {name: quoted, type: string, from: "buyer's \\"note\\""}
              - {name: first, type: string, from: [new, old]}
              - {name: size, type: string, from: "Größe (cm)"}
              - {name: blank, type: string, from: " b "}
              - {name: now, type: string, was: [then]}
            """,
        "a.csv",
        "_id,Cost %,a.b,\"buyer's \"\"note\"\"\",old,größe (CM), b ,THEN\n1,2,3,n,o,s,b,t\n"
            .getBytes(UTF_8),
        "1, 2, 3, n, o, s, b, t");
    file(
        "origins",
        csv
            + """
            suffix: any
            columns:
              - {name: id, type: long}
              - {name: dt, type: date, from: path}
              - {name: day, type: date, from: {folder: dt}}
              - {name: region, type: string, from: {path: "/region=(?<region>[A-Z]+)/"}}
              - {name: file, type: string, from: file_name}
              - {name: number, type: int, from: {file_name: "part-([0-9]+)"}}
              - {name: recent, type: boolean, from: path}
            """,
        "dt=2024-01-02/region=EU/part-7",
        "id\n1\n".getBytes(UTF_8),
        "1, 2024-01-02, 2024-01-02, EU, part-7, 7, NULL");
    project.drop("origins/_day=1/region=__HIVE_DEFAULT_PARTITION__/part-8", "id\n2\n");
    silver.put(
        "origins",
        List.of(
            "2, NULL, NULL, NULL, part-8, 8, NULL",
            "1, 2024-01-02, 2024-01-02, EU, part-7, 7, NULL"));
    file(
        "ignore",
        csv
            + """
            files: ["sales_*.csv", "_*.csv"]
            ignore: ["x*", "old/**"]
            columns: [{name: id, type: long}, {name: uploaded, type: date, from: modified}]
            """,
        "_a.csv",
        "id\n1\n".getBytes(UTF_8),
        "1, " + LocalDate.now(ZoneOffset.UTC));
    project.drop("ignore/readme.txt", "what it is");
    project.drop("ignore/old/sales_1.csv", "id\n1\n");
    project.drop("delimiter/_SUCCESS", "");
  }

  private void text(String name, String format, String file, String... rows) {
    file(
        name,
        "format: {type: csv, %s}\ncolumns: %s".formatted(format, IDS),
        "a.csv",
        file.getBytes(UTF_8),
        rows);
  }

  private void objects(String name, String format, String file, String... rows) {
    file(
        name,
        "format: {type: json, %s}\ncolumns: %s".formatted(format, IDS),
        "a.json",
        file.getBytes(UTF_8),
        rows);
  }

  private void file(String name, String yaml, String below, byte[] content, String... rows) {
    project.source(name, yaml);
    project.drop(name + "/" + below, content);
    silver.put(name, List.of(rows));
  }

  private static byte[] zip(String name, String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] avro() {
    Schema schema =
        SchemaBuilder.record("r").fields().requiredInt("ID").optionalString("name").endRecord();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
      writer.create(schema, out);
      for (int i = 1; i <= 2; i++) {
        GenericRecord row = new GenericData.Record(schema);
        row.put("ID", i);
        row.put("name", i == 1 ? "a" : null);
        writer.append(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] orc() {
    TypeDescription schema = TypeDescription.fromString("struct<ID:bigint,name:string>");
    try {
      Path file = Files.createTempDirectory("orc").resolve("a.orc");
      try (Writer writer =
          OrcFile.createWriter(
              new org.apache.hadoop.fs.Path(file.toUri()),
              OrcFile.writerOptions(new Configuration(false)).setSchema(schema))) {
        VectorizedRowBatch rows = schema.createRowBatch();
        rows.size = 2;
        LongColumnVector id = (LongColumnVector) rows.cols[0];
        id.vector[0] = 1;
        id.vector[1] = 2;
        BytesColumnVector name = (BytesColumnVector) rows.cols[1];
        name.setVal(0, new byte[] {'a'});
        name.noNulls = false;
        name.isNull[1] = true;
        writer.addRowBatch(rows);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

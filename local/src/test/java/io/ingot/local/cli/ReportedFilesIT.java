package io.ingot.local.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people see of files that are not as they were meant: which are refused and why, what is
 * missing from the others, and what stays as it was. One project, two batches.
 */
class ReportedFilesIT {
  private static CommandLineLake lake;
  private static CommandLineLake.Ran first;
  private static CommandLineLake.Ran upload;
  private static CommandLineLake.Ran second;
  private static String status;
  private static Map<String, List<String>> silver;
  private static Map<String, List<String>> leftOver;
  private static final Map<String, String> refused = new HashMap<>();
  private static JsonNode remarks;

  @BeforeAll
  static void load(@TempDir Path temp) throws IOException {
    Project project = new Project(temp, "cases");
    lake = project.lake();
    define(project);
    firstFiles(project);
    first = lake.run("sweep");
    Path goods = Files.createDirectory(temp.resolve("again"));
    secondFiles(project);
    upload =
        lake.run(
            "upload",
            "cases/goods",
            Files.writeString(goods.resolve("a.csv"), "id,name\n1,a,x\n2,b,x\n").toString(),
            Files.writeString(goods.resolve("b.csv"), "id,name\n").toString(),
            Files.writeString(goods.resolve("quotes.csv.pdf"), "%PDF-1.7").toString());
    second = lake.run("sweep");
    status = lake.ok("status");
    JsonNode json = lake.status("cases");
    json.path("refused")
        .forEach(
            f -> refused.put(name(f.path("file").path("key").asText()), f.path("reason").asText()));
    remarks = json.path("remarks");
    silver = project.silver();
    leftOver = project.leftOver();
  }

  private static void define(Project project) {
    project.source(
        "goods",
        """
        format: {type: csv}
        columns: [{name: id, type: long, required: true}, {name: name, type: string}]
        silver: {key: [id]}
        """);
    project.source(
        "lines",
        """
        format: {type: csv, delimiter: "|"}
        columns: [{name: A, type: int}, {name: B, type: int}, {name: C, type: int}]
        silver: {key: [A]}
        """);
    project.source(
        "objects",
        """
        format: {type: json}
        columns: [{name: id, type: long}, {name: name, type: string}]
        """);
    project.source(
        "prices",
        """
        format: {type: csv, delimiter: ";"}
        columns:
          - {name: id, type: long}
          - {name: Preis, type: "decimal(12,2)"}
          - {name: am, type: date}
          - {name: Größe, type: string}
        """);
    project.source(
        "typed",
        """
        format: {type: parquet}
        columns:
          - {name: id, type: long}
          - {name: t, type: timestamp}
          - {name: clock, type: string}
          - {name: uid, type: string}
          - {name: span, type: string}
          - {name: items, type: string}
        """);
    project.source(
        "changes",
        """
        format: {type: csv, delimiter: ";"}
        columns:
          - {name: op, type: string}
          - {name: id, type: long}
          - {name: amount, type: "decimal(9,2)"}
          - {name: ts, type: timestamp}
        silver: {key: [id], sequence: [ts], operation: {column: op, delete: [D]}}
        """);
    project.source(
        "added",
        """
        format: {type: json}
        columns: [{name: id, type: long}]
        unknown_columns: add
        """);
  }

  private static void firstFiles(Project project) {
    project.drop("goods/a.csv", "id,name\n1,a\n2,b\n");
    project.drop("goods/b.csv", "id,name\n3,c\n");
    project.drop("goods/excel.csv", "sep=;\nid;name\n1;a\n");
    project.drop("goods/semicolon.csv", "id;name\n1;a\n");
    project.drop(
        "goods/denied.csv", "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code></Error>\n");
    project.drop("goods/wide.csv", "id," + numbered(2000) + "\n");
    project.drop("goods/quotes.csv", "id,name\n11,\"open\n12,b\n13,\"x\" y\n14,d\n15,e\n");
    project.drop("goods/latin.csv", "id,name\n21,Caf\u00e9\n22,b\n".getBytes(ISO_8859_1));
    project.drop("goods/half.csv", "id,name\n31\n32\n33,c\n");
    project.drop("goods/float.csv", "id,name\n1.0,x\n41,y\n");
    project.drop("goods/_SUCCESS", "");
    project.drop("goods/.a.csv.crc", "crc");
    project.drop("goods/_temporary/0/a.csv", "id,name\n99,z\n");
    project.drop("goods/goods_manifest.json", "{\"entries\":[]}");
    project.drop("lines/trailing.csv", "A|B|C\n1|2|3|\n4|5|6|\n");
    project.drop("objects/array-lines.json", "[\n  {\"id\":1},\n  {\"id\":2}\n]\n");
    project.drop("objects/array.json", "[{\"id\":1},{\"id\":2}]\n");
    project.drop("objects/pretty.json", "{\n  \"id\": 1,\n  \"name\": \"x\"\n}\n");
    project.drop("objects/other.json", "{\"ID\":1}\n{\"ident\":2}\n");
    project.drop("objects/firehose.json", "{\"id\":1}{\"id\":2}{\"id\":3}");
    project.drop("objects/upper-case.JSON.GZ", Project.gzip("{\"id\":4,\"name\":\"a\"}\n"));
    project.drop(
        "prices/german.csv", "id;Preis;am;Größe\n1;966,77;31.12.2025;L\n2;1.234,56;01.01.2026;M\n");
    project.drop(
        "prices/mixed.csv", "id;Preis;am;Groesse\n3;966,77;2025-12-31;L\n4;1.00;;M\n5;2.00;;M\n");
    project.drop(
        "typed/good.parquet",
        ParquetText.file("required int64 id;", 1, (r, i) -> r.append("id", 1L)));
    project.drop(
        "typed/nanos.parquet",
        ParquetText.file(
            "required int64 id; required int64 t (TIMESTAMP(NANOS,true));",
            1,
            (r, i) -> r.append("id", 2L).append("t", 1_704_067_200_123_456_789L)));
    project.drop(
        "typed/forms.parquet",
        ParquetText.file(
            """
            required int32 id; required int64 clock (TIME(MICROS,true));
            required fixed_len_byte_array(16) uid (UUID);
            required fixed_len_byte_array(12) span (INTERVAL);
            required group items (LIST) { repeated group list { required int32 element; } }
            """,
            1,
            (r, i) -> {
              r.append("id", 3).append("clock", 36_000_000_001L);
              r.append("uid", Binary.fromConstantByteArray(new byte[16]));
              r.append(
                  "span",
                  Binary.fromConstantByteArray(new byte[] {1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0}));
              r.addGroup("items").addGroup("list").append("element", 7);
            }));
    project.drop(
        "changes/1.csv",
        "op;id;amount;ts\nI;1;10.00;2025-01-01 10:00:00\nI;2;5.00;2025-01-01 10:00:00\n");
    project.drop(
        "added/1.json",
        "{\"id\":1,\"extra\":\"a\",\"Extra\":\"A\"}\n{\"id\":3,\"EXTRA\":\"third\"}\n");
  }

  private static void secondFiles(Project project) {
    project.drop(
        "changes/2.csv",
        "op;id;amount;ts\nU;1;99.00;02.01.2025 10:00\nD;2;;2024-13-45 00:00:00\nU;3;1.00;2025-01-03 10:00:00\n");
    project.drop("added/2.json", "{\"id\":4,\"Extra\":\"capital alone\"}\n");
  }

  @Test
  void refusedFiles_areNamedOnTheScreen_withWhatWasFoundAndWhatToDo() {
    assertThat(first.code()).isEqualTo(Ingot.REFUSED);
    assertThat(first.out() + first.err() + second.out() + second.err() + status)
        .doesNotContain("Exception", "\tat ");
    assertThat(first.out()).contains(", 3 ignored");
    assertThat(refused)
        .hasSize(14)
        .containsEntry(
            "excel.csv",
            "its header lacks required columns (id; header: sep=;); its first line is what Excel writes before a header: declare skip_lines: 1 and delimiter: \";\"")
        .containsEntry(
            "semicolon.csv",
            "its header lacks required columns (id; header: id;name); the delimiter is likely \";\"")
        .containsEntry(
            "denied.csv",
            "its header lacks required columns (id; header: <?xml version=\"1.0\"?>); it is an XML document")
        .containsEntry("wide.csv", "it has 2,001 columns, more than 2,000")
        .containsEntry(
            "half.csv",
            "2 of 3 lines could not be read, more than limits.max_corrupt allows (50%); the first: 2 fields expected, 1 found, \"31\"")
        .containsEntry(
            "trailing.csv",
            "no line could be read: 3 fields expected, 4 found; if every line ends with the delimiter, declare trailing_delimiter: true")
        .containsEntry(
            "array.json", "one object per line expected, a JSON array found; declare layout: any")
        .containsEntry(
            "array-lines.json",
            "one object per line expected, a JSON array found; declare layout: any")
        .containsEntry(
            "pretty.json",
            "one object per line expected, an object over several lines found; declare layout: any")
        .containsEntry(
            "other.json",
            "no object has a value for a declared column (declared: id, name; found: ID, ident); keys differ in case: declare ignore_case: true")
        .containsEntry(
            "german.csv",
            "column Preis: 2 of 2 values (100 %) could not be read as decimal(12,2), such as \"966,77\"; likely a decimal comma: declare decimal: \",\"; max_rescued: 100% would load it");
    refused.forEach(
        (file, reason) ->
            assertThat(first.out() + upload.out() + second.out())
                .containsPattern(
                    "refused +cases/\\w+/" + java.util.regex.Pattern.quote(file + ": " + reason)));
  }

  @Test
  void newVersionThatCannotBeRead_takesNothingAway() {
    assertThat(upload.code()).isEqualTo(Ingot.REFUSED);
    assertThat(upload.out())
        .contains("waiting    cases/goods/a.csv\n", "waiting    cases/goods/b.csv\n")
        .contains("refused    cases/goods/quotes.csv.pdf: its suffix is not one of .csv");
    assertThat(second.code()).isEqualTo(Ingot.REFUSED);
    assertThat(second.out())
        .contains("refused cases/goods/a.csv: no line could be read: 2 fields expected, 3 found")
        .contains(
            "refused cases/goods/b.csv: it has no rows, and would replace those of an earlier version; allow_empty: true allows that");
    assertThat(silver.get("goods")).contains("2, b", "3, c");
  }

  @Test
  void whatIsMissingFromALoadedFile_isToldWithACountAndTheLikelyCause() {
    List<String> lines =
        List.of(
            "WARNING cases/goods/latin.csv: column name: 1 of 2 values (50 %) could not be read as string, such as \"Caf\u00e9\"; they are not in UTF-8: the encoding is likely windows-1252",
            "WARNING cases/prices/mixed.csv: column Preis: 1 of 3 values (33 %) could not be read as decimal(12,2), such as \"966,77\"; likely a decimal comma: declare decimal: \",\"",
            "cases/goods/quotes.csv: 1 of 5 records could not be parsed: a quote is not closed, such as \"11,\"open\"",
            "cases/goods/quotes.csv: 1 of 5 records could not be parsed: text behind a closing quote, such as \"13,\"x\" y\"",
            "cases/prices/mixed.csv: column Groesse is not declared: 3 values rescued");

    assertThat(first.out()).contains(lines);
    assertThat(status).contains(lines);
    assertThat(first.err()).contains(lines.subList(0, 2));
    assertThat(remarks.findValuesAsText("text"))
        .containsAll(lines.stream().map(l -> l.replaceFirst("^(WARNING )?[^:]*: ", "")).toList());
  }

  @Test
  void whatCouldBeRead_isThere() {
    assertThat(silver.get("goods"))
        .containsExactlyInAnyOrder(
            "1, x", "2, b", "3, c", "12, b", "14, d", "15, e", "21, NULL", "22, b", "41, y");
    assertThat(silver.get("objects")).containsExactly("1, NULL", "2, NULL", "3, NULL", "4, a");
    assertThat(silver.get("prices"))
        .containsExactly("3, NULL, 2025-12-31, NULL", "4, 1.00, NULL, NULL", "5, 2.00, NULL, NULL");
    assertThat(silver.get("typed"))
        .containsExactly(
            "3, NULL, 10:00:00.000001, 00000000-0000-0000-0000-000000000000, P1M2DT0S, [7]",
            "1, NULL, NULL, NULL, NULL, NULL",
            "2, 2024-01-01 00:00:00.123456, NULL, NULL, NULL, NULL");
    assertThat(leftOver.get("goods"))
        .containsExactly(
            "{\"name\":\"Caf\u00e9\"}",
            "a quote is not closed: 11,\"open",
            "text behind a closing quote: 13,\"x\" y");
  }

  @Test
  void changesWithASequenceThatCannotBeRead_areQuarantined() {
    assertThat(silver.get("changes"))
        .containsExactlyInAnyOrder(
            "I, 1, 10.00, 2025-01-01 10:00:00",
            "I, 2, 5.00, 2025-01-01 10:00:00",
            "U, 3, 1.00, 2025-01-03 10:00:00");
    assertThat(status).contains("4 rows = 2 effective + 0 superseded + 2 quarantined + 0 corrupt");
    assertThat(
            lake.csv(
                "SELECT array_join(rules, ' ') AS rule, reason FROM cases.silver_changes_quarantine"))
        .isEqualTo(
            """
            rule,reason
            sequence:ts,sequence column ts could not be read as its type
            sequence:ts,sequence column ts could not be read as its type
            """);
  }

  @Test
  void keysThatDifferInCase_fillOneColumn_howeverFilesFallIntoBatches() {
    assertThat(lake.csv("SELECT id, extra, _rescued FROM cases.bronze_added ORDER BY id"))
        .isEqualTo(
            "id,extra,_rescued\n1,a,\"{\"\"Extra\"\":\"\"A\"\"}\"\n3,third,\n4,capital alone,\n");
  }

  private static String numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
  }

  private static String name(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }
}

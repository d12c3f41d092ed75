package io.ingot.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.json.Json;
import io.ingot.readers.Column;
import io.ingot.readers.CsvDialect;
import io.ingot.readers.CsvDialect.Layout;
import io.ingot.readers.CsvDialect.LongRows;
import io.ingot.readers.CsvDialect.ShortRows;
import io.ingot.readers.CsvDialect.Trailer;
import io.ingot.readers.Format;
import io.ingot.readers.JsonDialect;
import io.ingot.readers.Limit;
import io.ingot.readers.Origin;
import io.ingot.readers.Reading;
import io.ingot.readers.Reading.Epoch;
import io.ingot.readers.Reading.Numbers;
import io.ingot.readers.Tolerance;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of a source: what they are read into, and what is wrong with them. */
class SourceOptionsTest {
  private static final String COLUMNS = "columns: [{name: id, type: long}]\n";

  // format

  @Test
  void csv_withEveryOption_isReadAsWritten() {
    Format format =
        format(
            """
            {type: csv, encoding: cp1252, delimiter: "||", header: false, quote: "'", escape: "^",
             multiline: true, skip_lines: 1, skip_footer: 2, trailer: {starts_with: T, count: 2},
             comment: "#", null_values: ["", NULL, ~], empty_value: none,
             trailing_delimiter: true, short_rows: null, long_rows: rescue}""");

    assertThat(format)
        .isEqualTo(
            CsvDialect.with()
                .encoding("windows-1252")
                .delimiter("||")
                .header(false)
                .quote("'")
                .escape("^")
                .multiline(true)
                .skipLines(1)
                .skipFooter(2)
                .trailer(new Trailer("T", 2))
                .comment("#")
                .nulls("", "NULL", "~")
                .emptyValue(CsvDialect.EmptyValue.none)
                .trailingDelimiter(true)
                .shortRows(ShortRows.nulls)
                .longRows(LongRows.rescue)
                .format());
  }

  @Test
  void csv_withoutOptions_isThatOfTheStandard() {
    assertThat(format("{type: csv}")).isEqualTo(Format.of(CsvDialect.DEFAULT));
    assertThat(format("{type: csv, short_rows: corrupt, trailer: {starts_with: T}}"))
        .isEqualTo(CsvDialect.with().trailer(new Trailer("T", 0)).format());
  }

  @Test
  void csv_withBackslashes_quotesNothing_andWritesNullAsDatabasesDo() {
    assertThat(format("{type: csv, backslash: true}"))
        .isEqualTo(CsvDialect.with().backslash(true).quote("").escape("").nulls("\\N").format());
    assertThat(format("{type: csv, backslash: true, quote: \"'\", null_values: []}"))
        .isEqualTo(CsvDialect.with().backslash(true).quote("'").escape("").nulls().format());
  }

  @Test
  void csv_ofFixedWidth_hasItsWidths() {
    assertThat(format("{type: csv, header: false, widths: [4]}"))
        .isEqualTo(CsvDialect.with().header(false).widths(4).format());
    assertThat(format("{type: csv, widths: [4, 4, 10]}"))
        .isEqualTo(CsvDialect.with().widths(4, 4, 10).format());
  }

  @Test
  void json_withItsOptions_isReadAsWritten() {
    assertThat(format("{type: json, layout: any, ignore_case: true}"))
        .isEqualTo(Format.of(new JsonDialect(JsonDialect.Layout.any, "", true)));
    assertThat(format("{type: json, records: Records.items}"))
        .isEqualTo(Format.of(new JsonDialect(JsonDialect.Layout.any, "Records.items", false)));
    assertThat(format("{type: json, layout: lines}")).isEqualTo(Format.of(Format.Type.json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "avro", "orc"})
  void columnarFormats_haveNoOptions(String type) {
    assertThat(format("{type: " + type + "}")).isEqualTo(Format.of(Format.Type.valueOf(type)));
    assertThat(problems("{type: " + type + ", header: true, layout: any}"))
        .containsExactly(
            "2: \"format.header\" has no meaning for type " + type + ". Remove it.",
            "2: \"format.layout\" has no meaning for type " + type + ". Remove it.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "encoding: latin9000@invalid value \"latin9000\" for \"format.encoding\". Write a name that Java knows, such as UTF-8, windows-1252, ISO-8859-1, UTF-16 or Shift_JIS.",
        "encoding: \"not a name\"@invalid value \"not a name\" for \"format.encoding\". Write a name that Java knows, such as UTF-8, windows-1252, ISO-8859-1, UTF-16 or Shift_JIS.",
        "delimiter: \"\"@invalid value \"\" for \"format.delimiter\". Write one or more characters; a tab is \"\\t\" in double quotes.",
        "quote: \"''\"@invalid value \"''\" for \"format.quote\". Write one ASCII character.",
        "delimiter: \"';'\", quote: \"'\"@delimiter and quote have the same character. Write different ones, or quote: \"\" if nothing is quoted.",
        "delimiter: ^, escape: ^@delimiter and escape have the same character. Write different ones.",
        "backslash: true, escape: \"\\\\\"@\"format.escape\" has no meaning beside backslash: true. Remove it.",
        "backslash: true, delimiter: \"\\\\\"@a backslash is the delimiter or the quote. Write different ones, or remove backslash.",
        "comment: \"\"@invalid value \"\" for \"format.comment\". Write one or more characters in double quotes.",
        "comment: \",\"@a comment begins as a field can begin (,). Write different ones.",
        "comment: \"'#\", quote: \"'\"@a comment begins as a field can begin ('#). Write different ones.",
        "quote: \"\", escape: \"\\\\\"@\"format.escape\" has no meaning where nothing is quoted. Remove it.",
        "quote: \"\", multiline: true@\"format.multiline\" has no meaning where nothing is quoted. Remove it.",
        "quote: \"\", empty_value: none@\"format.empty_value\" has no meaning where nothing is quoted. Remove it.",
        "skip_lines: 1001@invalid value \"1001\" for \"format.skip_lines\". Write a number of lines from 0 to 1000.",
        "skip_footer: -1@invalid value \"-1\" for \"format.skip_footer\". Write a number of records from 0 to 1000.",
        "trailer: T@\"format.trailer\" is not a map. Write keys: starts_with, count.",
        "trailer: {count: 2}@missing key \"format.trailer.starts_with\". Add starts_with: here.",
        "trailer: {starts_with: \" \"}@invalid value \" \" for \"format.trailer.starts_with\". Write the text of the first field of the last record.",
        "trailer: {starts_with: T, count: 1}@invalid value \"1\" for \"format.trailer.count\". Write the place of a field from 2.",
        "null_values: NULL@invalid value \"NULL\" for \"format.null_values\". Write a list of texts, such as [\"\", NULL].",
        "null_values: [a, a]@\"a\" is listed twice. Remove one of them.",
        "short_rows: nulls@invalid value \"nulls\" for \"format.short_rows\". Write one of corrupt, null.",
        "long_rows: null@invalid value \"null\" for \"format.long_rows\". Write one of corrupt, rescue.",
        "widths: []@\"format.widths\" is a list. Write a list of widths in characters, such as [10, 3, 8].",
        "widths: [3, 0]@invalid value \"0\" for \"format.widths\". Write a list of widths in characters, such as [10, 3, 8].",
        "widths: [3], quote: \"\"@\"format.quote\" has no meaning beside widths. Remove it.",
        "header: false, widths: [3, 4]@there are 2 widths and 1 columns. Write one width per column, in their order.",
        "layout: any@\"format.layout\" has no meaning for type csv. Remove it.",
      })
  void csvOption_thatIsWrong_isReported(String option, String problem) {
    assertThat(problems("{type: csv, " + option + "}")).containsExactly("2: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "encoding: UTF-16@\"format.encoding\" has no meaning for type json. Remove it.",
        "records: \".a\"@invalid value \".a\" for \"format.records\". Write names joined by dots, such as Records.",
        "layout: array@invalid value \"array\" for \"format.layout\". Write one of lines, any.",
        "layout: lines, records: a@records below a path of a document are not lines. Write layout: any, or remove records.",
      })
  void jsonOption_thatIsWrong_isReported(String option, String problem) {
    assertThat(problems("{type: json, " + option + "}")).containsExactly("2: " + problem);
  }

  // nested types

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "array< int >@array<int>",
        "map<string,decimal(7, 2)>@map<string, decimal(7, 2)>",
        "struct<a:int,b:array<struct<_c:long>>>@struct<a: int, b: array<struct<_c: long>>>",
      })
  void nestedType_isReadInOneForm(String written, String type) {
    assertThat(column("type: \"" + written + "\"").definition().column("c"))
        .contains(new Column("c", type, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "array<text>@\"text\" is not a type",
        "array<decimal(39,2)>@\"decimal(39,2)\" is not a type",
        "array<>@a type is missing",
        "array<int@a array is not closed with >",
        "array<int>>@\">\" behind the type",
        "list<int>@\"list\" has no parts",
        "map<int, int>@a map is written map<string, type>",
        "map<string>@a map is written map<string, type>",
        "struct<a int>@a member is named \"a int\", not with letters, digits and _ alone",
        "struct<a>@a colon and a type are missing behind member a",
        "struct<a: int, A: int>@member A twice",
      })
  void nestedType_thatIsNone_isReported(String type, String reason) {
    assertThat(column("type: \"" + type + "\"").problems())
        .containsExactly(
            "4: invalid type \""
                + type
                + "\" of column \"c\": "
                + reason
                + ". Write string, boolean, int, long, float, double, decimal(p,s), date, timestamp,"
                + " struct<name: type, …>, array<type> or map<string, type>.");
  }

  @Test
  void nestedType_thatIsTooDeep_isReported() {
    String deep = "array<".repeat(16) + "int" + ">".repeat(16);

    assertThat(column("type: " + deep).problems())
        .singleElement()
        .asString()
        .contains("more than 16 types in one another");
    assertThat(column("type: " + deep.substring(6, deep.length() - 1)).problems()).isEmpty();
  }

  @Test
  void nestedType_withoutQuotes_isOneProblem() {
    assertThat(column("type: map<string,int>").problems())
        .containsExactly(
            "4: YAML splits map<string,int> at its comma. Write it in double quotes:"
                + " \"map<string,int>\".");
    assertThat(column("type: struct<a: int, b: int>").problems())
        .singleElement()
        .asString()
        .startsWith("4: not valid YAML: ")
        .endsWith(" Write the type in double quotes: \"struct<…>\".");
    assertThat(
            OneSource.of("format: {type: json}\ncolumns:\n  - name: c\n    type: struct<a: int>\n")
                .problems())
        .singleElement()
        .asString()
        .endsWith(" Write the type in double quotes: \"struct<…>\".");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "key: [c]@key",
        "key: [id], sequence: [c]@sequence",
        "key: [id], operation: {column: c, delete: [D]}@operation",
        "partition: [c]@partition",
      })
  void nestedType_whereValuesAreCompared_isReported(String silver, String where) {
    assertThat(
            OneSource.of(
                    """
                    format: {type: json}
                    columns: [{name: id, type: long}, {name: c, type: array<int>}]
                    silver: {%s}
                    """
                        .formatted(silver))
                .problems())
        .containsExactly(
            "4: column \"c\" of type array<int> cannot be in "
                + where
                + ". Use a column without parts; silver.select.add can make one of a part.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "c.a@",
        "c.L.X@",
        "c.m.any@",
        "c.m@",
        "c.b@c.b",
        "c.a.b@c.a.b",
        "c.l.y@c.l.y",
        "id.a@id.a",
        "d.a@d.a",
      })
  void partOfAColumn_isFoundInExpressions_ifItIsThere(String part, String unknown) {
    List<String> problems =
        OneSource.of(
                """
                format: {type: json}
                columns:
                  - {name: id, type: long}
                  - {name: c, type: "struct<a: int, l: array<struct<x: int>>, m: map<string, int>>"}
                silver: {select: {add: {part: %s}}}
                """
                    .formatted(part))
            .problems();

    assertThat(problems)
        .isEqualTo(
            unknown == null
                ? List.of()
                : List.of(
                    "6: unknown column \"%s\" in add \"part\". Known columns: c, id."
                        .formatted(unknown)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "from: path@a part of a key is not a array<int>. Write a type without parts.",
        "from: {path: \"c=(.*)/\"}@a part of a key is not a array<int>. Write a type without parts.",
        "from: modified@the time of an upload is not a array<int>. Write type: timestamp, or date.",
        "format: yyyy@\"format\" has no meaning for a column of type array<int>. Remove it, or declare date, timestamp or string.",
      })
  void nestedType_thatDoesNotFit_isReported(String option, String problem) {
    assertThat(column("type: array<int>, " + option).problems()).containsExactly("4: " + problem);
  }

  // layouts

  @Test
  void layouts_areReadAsWritten() {
    OneSource source = layouts("[{files: [\"LOAD*.csv\"], columns: [id, at]}, {columns: [at]}]");

    assertThat(source.definition().format().csv().layouts())
        .containsExactly(
            new Layout(List.of("LOAD*.csv"), List.of("id", "at")),
            new Layout(List.of(), List.of("at")));
    assertThat(source.notes()).isEmpty();
  }

  @Test
  void layouts_withoutADeclaredColumn_areNoted() {
    assertThat(layouts("[{columns: [id]}]").notes())
        .containsExactly(
            "4: no layout has column \"at\". Add it to one, unless files do not have it any more.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "[]@\"layouts\" is a list. Write a list of maps with columns.",
        "[{files: a.csv}]@missing key \"layouts[].columns\". Add columns: here.",
        "[{columns: [id, att]}]@\"att\" in a layout is not a column of the files. Did you mean \"at\"?",
        "[{columns: [id, day]}]@\"day\" in a layout is not a column of the files. Known columns: id, at.",
        "[{columns: [id]}, {columns: [at]}]@two layouts have 1 fields. Tell them apart by files, or remove one of them.",
        "[{files: a, columns: [id]}, {files: a, columns: [at]}]@two layouts are of the same files. Tell them apart by files, or remove one of them.",
      })
  void layouts_thatAreWrong_areReported(String layouts, String problem) {
    assertThat(layouts(layouts).problems()).containsExactly("4: " + problem);
  }

  @Test
  void layouts_withoutARequiredColumn_areReported() {
    assertThat(
            OneSource.of(
                    """
                    format: {type: csv, header: false}
                    columns: [{name: id, type: long, required: true}, {name: at, type: date}]
                    layouts: [{columns: [at]}]
                    """)
                .problems())
        .containsExactly(
            "4: a layout lacks the required column \"id\". Add it, or remove required: true.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "{type: csv}@\"layouts\" has no meaning where a header names the columns. Remove it, or write header: false.",
        "{type: json}@\"layouts\" has no meaning for type json. Remove it.",
        "{type: csv, header: false, widths: [3]}@\"layouts\" has no meaning beside widths. Remove it.",
      })
  void layouts_ofOtherFormats_areReported(String format, String problem) {
    assertThat(
            OneSource.of("format: " + format + "\n" + COLUMNS + "layouts: [{columns: [id]}]\n")
                .problems())
        .containsExactly("4: " + problem);
  }

  private static OneSource layouts(String layouts) {
    return OneSource.of(
        """
        format: {type: csv, header: false}
        columns: [{name: id, type: long}, {name: at, type: date}, {name: day, type: date, from: path}]
        layouts: %s
        """
            .formatted(layouts));
  }

  // columns

  @Test
  void reading_ofDates_isReadAsWritten() {
    assertThat(reading("type: date, format: [dd.MM.yy, yyyy-MM-dd], century: 1970"))
        .isEqualTo(times(List.of("dd.MM.yy", "yyyy-MM-dd"), "UTC", 1970, Epoch.none));
    assertThat(reading("type: timestamp, format: yyyy-MM-dd HH:mm, zone: Europe/Berlin"))
        .isEqualTo(times(List.of("yyyy-MM-dd HH:mm"), "Europe/Berlin", 0, Epoch.none));
    assertThat(reading("type: timestamp, epoch: millis"))
        .isEqualTo(times(List.of(), "UTC", 0, Epoch.millis));
  }

  @Test
  void reading_ofNumbers_isReadAsWritten() {
    assertThat(
            reading(
                "type: \"decimal(12,3)\", decimal: \",\", group: \". \", percent: true, currency: true, parentheses: true, null_values: [\"-\"]"))
        .isEqualTo(
            new Reading(
                List.of(),
                "UTC",
                0,
                Epoch.none,
                List.of("-"),
                new Numbers(",", ". ", true, true, true),
                List.of(),
                List.of()));
  }

  @Test
  void reading_ofBooleans_isReadAsWritten() {
    Reading reading = reading("type: boolean, true_values: [J, yes], false_values: [N, no]");

    assertThat(reading.trues()).containsExactly("J", "yes");
    assertThat(reading.falses()).containsExactly("N", "no");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "type: long, zone: UTC@\"zone\" has no meaning for a column of type long. Remove it, or declare timestamp.",
        "type: date, zone: UTC@\"zone\" has no meaning for a column of type date. Remove it, or declare timestamp.",
        "type: string, century: 1970@\"century\" has no meaning for a column of type string. Remove it, or declare date or timestamp.",
        "type: string, decimal: \",\"@\"decimal\" has no meaning for a column of type string. Remove it, or declare int, long, float, double or decimal(p,s).",
        "type: string, true_values: [J]@\"true_values\" has no meaning for a column of type string. Remove it, or declare boolean.",
        "type: timestamp, zone: CET@invalid value \"CET\" for \"columns[].zone\". Write a region such as Europe/Berlin, an offset such as +02:00, or UTC.",
        "type: timestamp, zone: Europe/Bonn@invalid value \"Europe/Bonn\" for \"columns[].zone\". Write a region such as Europe/Berlin, an offset such as +02:00, or UTC.",
        "type: timestamp, zone: Europe/Rome, epoch: millis@\"zone\" has no meaning beside \"epoch\". Remove one of them.",
        "type: date, format: yyyy-MM-dd, epoch: millis@\"epoch\" has no meaning beside \"format\". Remove one of them.",
        "type: date, epoch: none@invalid value \"none\" for \"columns[].epoch\". Write one of seconds, millis, micros, nanos.",
        "type: date, century: 1970@\"century\" has no meaning without years of two digits (yy) in a format. Remove it.",
        "type: date, zones: {EST: \"-05:00\"}@\"zones\" has no meaning for a column of type date. Remove it, or declare timestamp.",
        "type: timestamp, zones: EST@invalid value \"EST\" for \"columns[].zones\". Write a map.",
        "type: timestamp, zones: {EST: Mars/Base}@invalid value \"Mars/Base\" for \"columns[].zones.EST\". Write a region such as Europe/Berlin, an offset such as +02:00, or UTC.",
        "type: timestamp, zones: {EST: EST}@invalid value \"EST\" for \"columns[].zones.EST\". Write a region such as Europe/Berlin, an offset such as +02:00, or UTC.",
        "type: timestamp, zones: {\"+01\": UTC}@\"+01\" is not an abbreviation of a zone. Write letters, such as BST; offsets and regions are read without zones.",
        "type: timestamp, zones: {GMT: Europe/London}@\"GMT\" has a meaning already. Remove it from zones.",
        "type: timestamp, zones: {EST: \"-05:00\"}, epoch: millis@\"zones\" has no meaning beside \"epoch\". Remove one of them.",
        "type: timestamp, zones: {EST: \"-05:00\"}, format: yyyy-MM-dd HH:mm X@\"zones\" has no meaning without names of zones (z) in a format. Remove it, or write z where the abbreviation is.",
        "type: date, format: d.M.yy@format \"d.M.yy\" of type date has years of two digits, and no century is declared. Add century: with the first year that they can mean, such as century: 1970.",
        "type: date, format: [yyyy-MM-dd, d.M]@format \"d.M\" of type date has no year (y), month (M) or day (d). Write a pattern such as M/d/yyyy (date), yyyy-MM-dd HH:mm:ss (timestamp) or hh:mm a (string).",
        "type: date, format: d.M.yy, century: 70000@invalid value \"70000\" for \"columns[].century\". Write the first year that two digits can mean, such as 1970.",
        "type: double, decimal: \",,\"@invalid value \",,\" for \"columns[].decimal\". Write one character, such as \",\".",
        "type: double, group: \"1\"@invalid value \"1\" for \"columns[].group\". Write characters, such as \".\" or \" '\".",
        "type: double, group: \".\"@\".\" is the mark before the fraction and between groups. Write different ones, such as decimal: \",\" and group: \".\".",
        "type: boolean, true_values: [J], false_values: [J]@\"J\" of \"false_values\" reads as true. Declare both lists, without a text in common.",
        "type: boolean, false_values: [\"1\"]@\"1\" of \"false_values\" reads as true. Declare both lists, without a text in common.",
        "type: boolean, true_values: [n]@\"n\" of \"true_values\" reads as false. Declare both lists, without a text in common.",
        "type: boolean, true_values: [\"-\"], null_values: [\"-\"]@\"-\" of \"null_values\" is also a text for true. Declare both lists, without a text in common.",
        "type: long, max_rescued: many@invalid value \"many\" for \"columns[].max_rescued\". Write a percentage such as 20% or a number of values.",
      })
  void columnOption_thatIsWrong_isReported(String option, String problem) {
    assertThat(column(option).problems()).containsExactly("4: " + problem);
  }

  @Test
  void formats_thatReadTheSameTexts_areNoted() {
    OneSource source = column("type: date, format: [d/M/yyyy, yyyy-MM-dd, M/d/yyyy]");

    assertThat(source.problems()).isEmpty();
    assertThat(source.notes())
        .containsExactly(
            "4: what format \"M/d/yyyy\" reads, \"d/M/yyyy\" may read first. Keep one of them,"
                + " unless that is meant.");
    assertThat(column("type: date, format: [d/M/yyyy, d.M.yyyy]").notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "from: _id@record@_id@",
        "from: \"Cost %\"@record@Cost %@",
        "from: a.b@record@a.b@",
        "from: [path]@record@path@",
        "from: [after.id, before.id]@record@after.id;before.id@",
        "from: path@path@@",
        "from: file_name@file_name@@",
        "from: {folder: dt}@path@dt@",
        "from: {path: \"orders/(?<c>[A-Z]+)/\"}@path@@orders/(?<c>[A-Z]+)/",
        "from: {file_name: \"sales_(\\\\d{8})\"}@file_name@@sales_(\\d{8})",
      })
  void from_isReadAsWritten(String from, Origin.Kind kind, String names, String pattern) {
    OneSource source = column("type: string, " + from);

    assertThat(source.definition().column("c").orElseThrow().from())
        .isEqualTo(
            new Origin(
                kind,
                names == null ? List.of() : List.of(names.split(";")),
                pattern == null ? "" : pattern));
  }

  @Test
  void from_thatIsMissing_isTheColumnsOwnName() {
    assertThat(column("type: string").definition().column("c"))
        .contains(new Column("c", "string", false));
    assertThat(column("type: timestamp, from: modified").definition().column("c"))
        .map(Column::from)
        .contains(new Origin(Origin.Kind.modified, List.of(), ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "type: string, from: \"\"@invalid value \"\" for \"columns[].from\". Write a name in the files, a list of names, path, file_name, modified, or a map such as {path: \"year=(.*)/\"}.",
        "type: string, from: []@\"columns[].from\" is a list. Write a name in the files, a list of names, path, file_name, modified, or a map such as {path: \"year=(.*)/\"}.",
        "type: string, from: {}@\"columns[].from\" does not say where a value is. Write one of folder, path, file_name.",
        "type: string, from: {path: a(b), file_name: a(b)}@\"columns[].from\" does not say where a value is. Write one of folder, path, file_name.",
        "type: string, from: {path: \"(\"}@pattern \"(\" is no regular expression (Unclosed group). Write a regular expression with a group for the value, such as \"sales_([0-9]+)\".",
        "type: string, from: {path: \"a/b\"}@pattern \"a/b\" has no groups, none of them named c. Write a regular expression with a group for the value, such as \"sales_([0-9]+)\".",
        "type: string, from: {file_name: \"(a)(?<b>b)\"}@pattern \"(a)(?<b>b)\" has 2 groups, none of them named c. Write a regular expression with a group for the value, such as \"sales_([0-9]+)\".",
        "type: long, from: modified@the time of an upload is not a long. Write type: timestamp, or date.",
        "type: timestamp, zone: Europe/Rome, from: modified@\"zone\" has no meaning for the time of an upload. Remove it.",
      })
  void from_thatIsWrong_isReported(String option, String problem) {
    assertThat(column(option).problems()).containsExactly("4: " + problem);
  }

  @Test
  void columns_moreThanATableCanHave_areReported() {
    String columns =
        IntStream.range(0, 2001)
            .mapToObj(i -> "{name: c" + i + ", type: string}")
            .collect(Collectors.joining(", "));

    assertThat(OneSource.of("format: {type: csv}\ncolumns: [" + columns + "]\n").problems())
        .containsExactly(
            "3: there are 2001 columns, more than 2000. Declare those that are needed: the values"
                + " of others are kept in _rescued.");
  }

  // YAML that splits values

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "columns: [{name: id, type: decimal(7,2)}]@3@decimal(7,2)",
        "columns: [{name: id, type: decimal(7, 2), required: true}]@3@decimal(7,2)",
        "columns: [{name: id, type: long}]\\nsilver: {select: {add: {x: coalesce(id, 0)}}}@4@coalesce(id,0)",
        "columns: [{name: id, type: long}]\\nsilver: {partition: [bucket(4, id)]}@4@bucket(4,id)",
        "columns: [{name: id, type: long}]\\nsilver: {expect: {warn: {x: id in (1, 2, 3)}}}@4@id in (1,2,3)",
      })
  void value_thatYamlSplitsAtItsComma_isOneProblem(String lines, int line, String value) {
    assertThat(OneSource.of("format: {type: csv}\n" + lines.replace("\\n", "\n")).problems())
        .containsExactly(
            "%d: YAML splits %s at its comma. Write it in double quotes: \"%s\"."
                .formatted(line, value, value));
  }

  // files and limits

  @Test
  void files_withoutAWord_areAllButMarkers() {
    assertThat(OneSource.of("format: {type: csv}\n" + COLUMNS).definition().files())
        .isEqualTo(FileNames.DEFAULT);
    assertThat(OneSource.of("format: {type: json}\n" + COLUMNS).definition().files())
        .isEqualTo(FileNames.of(Format.Type.json));
  }

  @Test
  void files_areReadAsWritten() {
    FileNames files =
        OneSource.of(
                "files: \"*.csv\"\nignore: [\"_*\", \"*manifest*\"]\nsuffix: any\nformat: {type:"
                    + " csv}\n"
                    + COLUMNS)
            .definition()
            .files();

    assertThat(files).isEqualTo(new FileNames(List.of("*.csv"), List.of("_*", "*manifest*"), true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "files: []@no file is read. Write patterns, or remove files.",
        "files: \"/a\"@no key below the landing prefix matches \"/a\". Write a name such as \"*.csv\", or a path such as \"new/*.csv\".",
        "ignore: \"*.crc\"@invalid value \"*.crc\" for \"ignore\". Write patterns such as \"*.csv\".",
        "suffix: none@invalid value \"none\" for \"suffix\". Write one of usual, any.",
        "allow_empty: maybe@invalid value \"maybe\" for \"allow_empty\". Write true or false.",
        "limits: {max_field: 2GB}@invalid value \"2GB\" for \"limits.max_field\". Write a size up to 1GB, such as 100MB.",
        "limits: {max_corrupt: some}@invalid value \"some\" for \"limits.max_corrupt\". Write a percentage such as 20% or a number of records.",
        "limits: {max_rescued: 101%}@invalid value \"101%\" for \"limits.max_rescued\". Write a percentage such as 20% or a number of values.",
      })
  void filesOrLimits_thatAreWrong_areReported(String line, String problem) {
    assertThat(OneSource.of(line + "\nformat: {type: csv}\n" + COLUMNS).problems())
        .containsExactly("2: " + problem);
  }

  @Test
  void limits_areReadAsWritten() {
    assertThat(
            OneSource.of(
                    """
                    format: {type: csv}
                    columns:
                      - {name: id, type: long, max_rescued: 100%}
                      - {name: day, type: date, max_rescued: 5}
                    limits: {max_file_size: 1GB, max_field: 1MB, max_corrupt: 0, max_rescued: 20%}
                    allow_empty: true
                    """)
                .definition()
                .limits())
        .isEqualTo(
            new SourceLimits(
                1_000_000_000,
                1_000_000,
                new Tolerance(
                    Limit.number(0),
                    Limit.part(0.2),
                    Map.of("id", Limit.NONE, "day", Limit.number(5)),
                    true)));
  }

  @Test
  void sequence_thatNeedNotBeThere_isNoted() {
    String lines =
        """
        format: {type: csv}
        columns: [{name: id, type: long}, {name: at, type: timestamp}, {name: up, type: timestamp, from: modified}]
        silver: {key: [id], sequence: [at, up]}
        """;

    assertThat(OneSource.of(lines).notes())
        .containsExactly(
            "4: a change that has no \"at\" counts as the earliest of its key. Declare the column"
                + " with required: true, unless that is meant.");
    assertThat(OneSource.of(lines.replace("name: at,", "name: at, required: true,")).notes())
        .isEmpty();
  }

  @Test
  void source_asJson_isReadBackEqual() {
    SourceDefinition source =
        OneSource.of(
                """
                files: "*.csv"
                suffix: any
                format: {type: csv, delimiter: "||", backslash: true, trailer: {starts_with: T, count: 2},
                         short_rows: null, long_rows: rescue, encoding: UTF-16}
                columns:
                  - {name: id, type: long, from: [_id, ID], required: true, was: [no], max_rescued: 5}
                  - {name: day, type: date, format: [d.M.yy, yyyy-MM-dd], century: 1970}
                  - {name: at, type: timestamp, epoch: nanos}
                  - {name: seen, type: timestamp, zones: {BST: Europe/London}}
                  - {name: fare, type: "decimal(9,2)", decimal: ",", group: ".", currency: true}
                  - {name: open, type: boolean, true_values: [J], false_values: [N]}
                  - {name: region, type: string, from: {path: "r=(.*)/"}}
                limits: {max_field: 1MB, max_corrupt: 3, max_rescued: 20%}
                allow_empty: true
                silver: {expect: {fail: {parsed: {max_corrupt: 1%}, clean: {max_quarantined: 5}}}}
                """)
            .definition();

    assertThat(Json.read(Json.write(source), SourceDefinition.class)).isEqualTo(source);
  }

  private static Format format(String yaml) {
    return OneSource.of("format: " + yaml + "\n" + COLUMNS).definition().format();
  }

  private static List<String> problems(String format) {
    return OneSource.of("format: " + format + "\n" + COLUMNS).problems();
  }

  /** A source with a column {@code c} on line 4. */
  private static OneSource column(String keys) {
    return OneSource.of("format: {type: csv}\ncolumns:\n  - {name: c, " + keys + "}\n");
  }

  private static Reading reading(String keys) {
    return column(keys).definition().column("c").orElseThrow().reading();
  }

  private static Reading times(List<String> formats, String zone, int century, Epoch epoch) {
    return new Reading(
        formats, zone, century, epoch, List.of(), Numbers.PLAIN, List.of(), List.of());
  }
}

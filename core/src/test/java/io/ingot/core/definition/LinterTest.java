package io.ingot.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One wrong thing at a time in definitions that are right otherwise. */
class LinterTest {
  private static final String PIPELINE = "shop/pipeline.yaml";
  private static final String SALES = "shop/sources/sales.yaml";
  private static final String TOTALS = "shop/marts/totals.yaml";
  private static final String QUERY = "shop/marts/totals.sql";

  private final SortedMap<String, String> files = new TreeMap<>();

  @BeforeEach
  void good() {
    files.put(PIPELINE, "pipeline: shop\ndatabase: shop_db\n");
    files.put(
        SALES,
        """
        source: sales
        format: {type: csv}
        columns:
          - {name: Op, type: string}
          - {name: id, type: long}
          - {name: day, type: date}
          - {name: at, type: timestamp}
          - {name: price, type: "decimal(10,2)"}
          - {name: open, type: boolean}
        silver:
          select: {drop: [Op], rename: {day: date}, add: {half: "price / 2"}}
          key: [id]
          sequence: [at]
          operation: {column: Op, delete: [D]}
          partition: [months(date)]
          expect:
            warn: {cheap: "half < 5"}
            quarantine: {dear: "price > 0"}
            fail: {clean: {max_quarantined: 20%}}
        """);
    files.put(TOTALS, "mart: totals\nkey: [id]\nrefresh: incremental\nreads: [sales]\n");
    files.put(QUERY, "SELECT id, sum(price) AS total\nFROM sales\nGROUP BY id\n");
  }

  @Test
  void definitions_thatAreRight_haveNoProblems() {
    problems();
  }

  @Test
  void everything_wrong_isReportedAtOnceByFileAndLine() {
    change(SALES, "source: sales", "source: sale");
    change(SALES, "type: csv", "type: cvs");
    change(PIPELINE, "database", "databse");
    problems(
        "shop/pipeline.yaml:1: missing key \"database\". Add database: here.",
        "shop/pipeline.yaml:2: unknown key \"databse\". Did you mean \"database\"?",
        "shop/sources/sales.yaml:1: source \"sale\" is not the name of its file \"sales\"."
            + " Write source: sales, or rename the file.",
        "shop/sources/sales.yaml:2: invalid value \"cvs\" for \"format.type\"."
            + " Write one of csv, json, parquet, avro, orc.");
  }

  // YAML and keys

  @Test
  void yaml_thatIsNone_isReported() {
    files.put(PIPELINE, "pipeline: shop\ndatabase: [a\n");
    problems(
        "shop/pipeline.yaml:3: not valid YAML: expected ',' or ']', but got <stream end>."
            + " Correct the YAML here.");
  }

  @Test
  void yaml_withForbiddenCharacter_isReported() {
    files.put(PIPELINE, "pipeline: shop\ndatabase: a\u0001\n");
    problems(
        "shop/pipeline.yaml:2: not valid YAML: the character U+0001 is not allowed."
            + " Remove the character.");
  }

  @Test
  void file_thatIsEmpty_isReported() {
    files.put(PIPELINE, "# nothing\n");
    problems("shop/pipeline.yaml:1: the file is empty. Write a definition, or remove the file.");
  }

  @Test
  void file_thatIsAList_isReported() {
    files.put(PIPELINE, "- shop\n");
    problems(
        "shop/pipeline.yaml:1: the file is not a map."
            + " Write keys: pipeline, description, database, limits.");
  }

  @Test
  void key_unknown_namesTheNearest() {
    change(SALES, "format: ", "foramt: ");
    problems(
        "shop/sources/sales.yaml:1: missing key \"format\". Add format: here.",
        "shop/sources/sales.yaml:2: unknown key \"foramt\". Did you mean \"format\"?");
  }

  @Test
  void key_farFromAll_listsAll() {
    change(SALES, "{type: csv}", "{type: csv, thing: 1}");
    problems(
        "shop/sources/sales.yaml:2: unknown key \"thing\"."
            + " Known keys: type, encoding, delimiter, header, quote, escape, backslash, multiline,"
            + " skip_lines, skip_footer, trailer, comment, null_values, empty_value,"
            + " trailing_delimiter, short_rows, long_rows, widths, layout, records, ignore_case.");
  }

  @Test
  void key_missingBelow_isReportedWhereItBelongs() {
    change(SALES, "{name: id, type: long}", "{name: id}");
    problems("shop/sources/sales.yaml:5: missing key \"columns[].type\". Add type: here.");
  }

  @Test
  void key_twice_isReported() {
    change(SALES, "source: sales", "source: sales\nsource: sales");
    problems("shop/sources/sales.yaml:2: duplicate key \"source\". Remove one of them.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "overwrite: sometimes | invalid value \"sometimes\" for \"overwrite\". Write one of append, replace, ignore, reject.",
        "unknown_columns: [add] | \"unknown_columns\" is a list. Write one of rescue, add, fail.",
        "description: | \"description\" is empty. Write text.",
        "description: {} | \"description\" is a map. Write text.",
        "limits: 5 | \"limits\" is not a map. Write keys: max_file_size, max_field, max_corrupt, max_rescued.",
        "limits: {max_file_size: 5GiB} | invalid value \"5GiB\" for \"limits.max_file_size\". Write a size such as 5GB.",
        "limits: {max_file_size: 0B} | invalid value \"0B\" for \"limits.max_file_size\". Write a size such as 5GB.",
      })
  void value_notAllowed_namesWhatIs(String line, String problem) {
    files.merge(SALES, line + "\n", String::concat);
    problems("shop/sources/sales.yaml:20: " + problem);
  }

  @ParameterizedTest
  @CsvSource({
    "files_per_batch, 0, a whole number from 1",
    "max_attempts, many, a whole number from 1",
    "bytes_per_batch, 10, a size such as 10GB"
  })
  void limit_ofPipelineNotAllowed_namesWhatIs(String key, String value, String allowed) {
    files.merge(PIPELINE, "limits: {" + key + ": " + value + "}\n", String::concat);
    problems(
        "shop/pipeline.yaml:3: invalid value \"%s\" for \"limits.%s\". Write %s."
            .formatted(value, key, allowed));
  }

  @Test
  void bool_neitherTrueNorFalse_isReported() {
    change(SALES, "name: id, type: long", "name: id, type: long, required: yes");
    problems(
        "shop/sources/sales.yaml:5: invalid value \"yes\" for \"columns[].required\"."
            + " Write true or false.");
  }

  @Test
  void list_withAValueTwice_isReported() {
    change(SALES, "key: [id]", "key: [id, id]");
    problems("shop/sources/sales.yaml:12: \"id\" is listed twice. Remove one of them.");
  }

  @Test
  void map_insteadOfList_isReported() {
    change(SALES, "sequence: [at]", "sequence: at");
    problems(
        "shop/sources/sales.yaml:13: invalid value \"at\" for \"silver.sequence\"."
            + " Write a list of names.");
  }

  @Test
  void delimiter_withABackslash_isReported() {
    change(SALES, "type: csv", "type: csv, delimiter: \\t");
    problems(
        "shop/sources/sales.yaml:2: invalid value \"\\t\" for \"format.delimiter\"."
            + " Write one or more characters; a tab is \"\\t\" in double quotes.");
  }

  @Test
  void delimiter_ofJson_isReported() {
    change(SALES, "type: csv", "type: json, delimiter: ';'");
    problems(
        "shop/sources/sales.yaml:2: \"format.delimiter\" has no meaning for type json. Remove it.");
  }

  @Test
  void quote_thatIsTheDelimiter_isReported() {
    change(SALES, "type: csv", "type: csv, quote: \",\"");
    problems(
        "shop/sources/sales.yaml:2: delimiter and quote have the same character."
            + " Write different ones, or quote: \"\" if nothing is quoted.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "at, type: timestamp|at, type: timestamp, format: 'dd.MM.yyyy HH:mm'",
        "day, type: date|day, type: date, format: M/d/yyyy",
        "Op, type: string|Op, type: string, format: 'hh:mm a'",
        "type: csv|type: csv, multiline: true, skip_lines: 3, null_values: [NULL, \"\"], empty_value: none",
        "type: csv|type: parquet",
      })
  void format_thatIsRight_hasNoProblems(String from, String to) {
    change(SALES, from, to);
    problems();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7|day, type: date|yyyy-MM|no year (y), month (M) or day (d)",
        "7|day, type: date|M/d/yyyy HH:mm|a time of day, which a date does not keep",
        "7|day, type: date|EEE d MMM yyyy|letters that are not read (E)",
        "7|day, type: date|yyyy-MMMMM-dd|a letter too often",
        "7|day, type: date|yyyy-MM-dd #|no pattern in it (reserved: #)",
        "8|at, type: timestamp|hh:mm a|no year (y), month (M) or day (d)",
        "8|at, type: timestamp|yyyy-MM-dd K:mm|hours of a half day (h, K) without AM or PM (a)",
        "5|Op, type: string|yyyy HH:mm|more than a time of day, which is all that a string can have a format for",
        "5|Op, type: string|mm:ss|no hour",
      })
  void format_thatLosesOrReadsNothing_isReported(
      int line, String where, String format, String why) {
    change(SALES, where, where + ", format: \"" + format + "\"");
    String type = where.substring(where.lastIndexOf(' ') + 1);
    problems(
        "shop/sources/sales.yaml:%d: format \"%s\" of type %s has %s."
                .formatted(line - 1, format, type, why)
            + " Write a pattern such as M/d/yyyy (date), yyyy-MM-dd HH:mm:ss (timestamp) or"
            + " hh:mm a (string).");
  }

  @Test
  void format_withOtherLetters_isAnsweredWithTheLikelyOne() {
    change(SALES, "at, type: timestamp", "at, type: timestamp, format: \"dd.mm.yyyy HH:MM:ss\"");
    problems(
        "shop/sources/sales.yaml:7: format \"dd.mm.yyyy HH:MM:ss\" of type timestamp has minutes"
            + " (m) where a month (M) belongs. Write \"dd.MM.yyyy HH:mm:ss\".");
  }

  @Test
  void format_ofANumber_isReported() {
    change(SALES, "id, type: long", "id, type: long, format: 0");
    problems(
        "shop/sources/sales.yaml:5: \"format\" has no meaning for a column of type long."
            + " Remove it, or declare date, timestamp or string.");
  }

  // names and places

  @Test
  void pipeline_notNamedAsItsFolder_isReported() {
    change(PIPELINE, "pipeline: shop", "pipeline: store");
    problems(
        "shop/pipeline.yaml:1: pipeline \"store\" is not the name of its folder \"shop\"."
            + " Write pipeline: shop, or rename the folder.");
  }

  @Test
  void pipeline_withBadName_isReported() {
    files.clear();
    files.put("My-shop/pipeline.yaml", "pipeline: My-shop\ndatabase: Shop\n");
    problems(
        "My-shop/pipeline.yaml:1: invalid pipeline name \"My-shop\"."
            + " Use lower-case letters, digits and _, beginning with a letter.",
        "My-shop/pipeline.yaml:2: invalid database name \"Shop\"."
            + " Use lower-case letters, digits and _, beginning with a letter.");
  }

  @Test
  void pipelineName_tooLongForAws_isReported() {
    String name = "p" + "1".repeat(40);
    files.clear();
    files.put(name + "/pipeline.yaml", "pipeline: " + name + "\ndatabase: d\n");
    problems(
        name
            + "/pipeline.yaml:1: pipeline name \""
            + name
            + "\" is too long (41 characters, at most 40). Shorten it: AWS limits the names of"
            + " executions and the subjects of messages, which contain it.");
    files.clear();
    name = "p" + "1".repeat(39);
    files.put(name + "/pipeline.yaml", "pipeline: " + name + "\ndatabase: d\n");
    problems();
  }

  @Test
  void databaseAndTableNames_tooLongForGlue_areReported() {
    String name = "d" + "1".repeat(240);
    String why =
        " name \"%s\" is too long (241 characters, at most 240). Shorten it: Glue takes 255"
                .formatted(name)
            + " characters, and side tables have longer names than their table.";
    change(PIPELINE, "shop_db", name);
    change(TOTALS, "mart: totals", "mart: totals\ntable: " + name);
    change(SALES, "source: sales", "source: sales\nbronze: {table: " + name + ".b}");
    problems("shop/marts/totals.yaml:2: table" + why, "shop/pipeline.yaml:2: database" + why);
    change(SALES, name + ".b", name + "2.b");
    problems(
        "shop/marts/totals.yaml:2: table" + why,
        "shop/pipeline.yaml:2: database" + why,
        "shop/sources/sales.yaml:2: database"
            + why.replace(name, name + "2").replace("241", "242"));
  }

  @Test
  void pipeline_withoutItsFile_isReported() {
    files.remove(PIPELINE);
    problems(
        "shop/pipeline.yaml:1: the file is missing. Add it, with pipeline: shop and database:.");
  }

  @Test
  void file_withAnotherSuffix_isReported() {
    files.put("shop/sources/more.yml", "");
    problems("shop/sources/more.yml:1: the file is not read. Let its name end in .yaml.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b.c", "Sales", "a.", "a-b"})
  void table_withBadName_isReported(String name) {
    files.merge(SALES, "bronze: {table: " + name + "}\n", String::concat);
    problems(
        "shop/sources/sales.yaml:20: invalid table name \"%s\". Write <database>.<table> or <table>,"
                .formatted(name)
            + " in lower-case letters, digits and _.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bronze_sales",
        "bronze_sales_files",
        "silver_sales",
        "silver_sales_quarantine",
        "silver_sales_tombstones"
      })
  void table_ofTwoOwners_isReported(String table) {
    files.merge(TOTALS, "table: " + table + "\n", String::concat);
    problems(
        "shop/marts/totals.yaml:5: table \"shop_db.%s\" belongs to shop/sources/sales.yaml already."
                .formatted(table)
            + " Give it another name.");
  }

  @Test
  void table_ofTwoPipelines_isReported() {
    other("silver: {table: shop_db.totals}");
    problems(
        "shop/marts/totals.yaml:1: table \"shop_db.totals\" belongs to other/sources/more.yaml"
            + " already. Give it another name.");
  }

  @ParameterizedTest
  @CsvSource({
    "/in/, landing \"/in/\" begins with /, 'Write it as a prefix, such as a/b/.'",
    "in, landing \"in\" does not end in /, Write \"in/\".",
    "in//x/, 'landing \"in//x/\" has an empty part, . or .. in it', 'Write it as a prefix, such as a/b/.'",
    "in/../x/, 'landing \"in/../x/\" has an empty part, . or .. in it', 'Write it as a prefix, such as a/b/.'"
  })
  void landing_thatIsNoPrefix_isReported(String landing, String reason, String fix) {
    files.merge(SALES, "landing: " + landing + "\n", String::concat);
    problems("shop/sources/sales.yaml:20: " + reason + ". " + fix);
  }

  @Test
  void landing_ofTwoSources_isReported() {
    other("landing: shop/sales/");
    problems(
        "shop/sources/sales.yaml:1: landing \"shop/sales/\" belongs to other/sources/more.yaml"
            + " already. Give each source its own prefix.");
  }

  @Test
  void landing_insideAnother_isReportedAtTheInner() {
    other("landing: shop/sales/new/");
    problems(
        "other/sources/more.yaml:4: landing \"shop/sales/new/\" is inside \"shop/sales/\" of"
            + " shop/sources/sales.yaml. Choose prefixes of which none begins with the other.");
  }

  // columns

  @ParameterizedTest
  @CsvSource({
    "_file, column name \"_file\" is reserved by Iceberg",
    "_last_updated_sequence_number, column name \"_last_updated_sequence_number\" is reserved by Iceberg",
    "_rescued, column name \"_rescued\" is one of Ingot's own",
    "_mine, 'column name \"_mine\" begins with _, as only Iceberg''s and Ingot''s own do'",
    "a.b, 'invalid column name \"a.b\": it is empty, has spaces around it or contains . ` \" ( ) or ,'"
  })
  void column_withForbiddenName_isReported(String name, String reason) {
    String problem = reason + ". Give the column another name.";
    change(SALES, "{name: open,", "{name: " + name + ",");
    problems("shop/sources/sales.yaml:9: " + problem);
  }

  @Test
  void column_renamedOrAddedToForbiddenName_isReported() {
    change(SALES, "rename: {", "rename: {open: _pos, ");
    change(SALES, "add: {", "add: {_batch: 'price', ");
    problems(
        "shop/sources/sales.yaml:11: column name \"_pos\" is reserved by Iceberg."
            + " Give the column another name.",
        "shop/sources/sales.yaml:11: column name \"_batch\" is one of Ingot's own."
            + " Give the column another name.");
  }

  @ParameterizedTest
  @CsvSource({
    "id, duplicate column \"id\"",
    "Price, columns \"price\" and \"Price\" differ only in case"
  })
  void column_twice_isReported(String name, String reason) {
    change(SALES, "{name: open,", "{name: " + name + ",");
    problems("shop/sources/sales.yaml:9: " + reason + ". Keep one of them.");
  }

  @Test
  void columns_none_isReported() {
    files.put(SALES, "source: sales\nformat: {type: csv}\ncolumns: []\n");
    problems("shop/sources/sales.yaml:3: there are no columns. Declare at least one column.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text", "decimal", "decimal(39,2)", "decimal(0,0)", "decimal(4,5)", "Int"})
  void type_unknown_isReported(String type) {
    change(SALES, "type: boolean", "type: \"" + type + "\"");
    problems(
        "shop/sources/sales.yaml:9: invalid type \"%s\" of column \"open\".".formatted(type)
            + " Write string, boolean, int, long, float, double, decimal(p,s), date, timestamp,"
            + " struct<name: type, …>, array<type> or map<string, type>.");
  }

  @ParameterizedTest
  @CsvSource({
    "drop: [Op], drop: [Opp], 11, drop, Opp, Op",
    "rename: {day, rename: {dya, 11, rename, dya, day",
    "key: [id], key: [ids], 12, key, ids, id",
    "sequence: [at], sequence: [att], 13, sequence, att, at",
    "column: Op, column: op, 14, operation, op, Op",
    "months(date), months(dte), 15, partition, dte, date"
  })
  void column_unknown_namesTheNearest(
      String good, String bad, int line, String where, String column, String nearest) {
    change(SALES, good, bad);
    assertThat(found())
        .contains(
            "shop/sources/sales.yaml:%d: unknown column \"%s\" in %s. Did you mean \"%s\"?"
                .formatted(line, column, where, nearest));
  }

  @ParameterizedTest
  @CsvSource({
    "price / 2, prise / 2, 11, add \"half\"",
    "half < 5, prise < 5, 17, rule \"cheap\"",
    "price > 0, prise > 0, 18, rule \"dear\"",
    "{max_quarantined: 20%}, prise > 0, 19, rule \"clean\""
  })
  void expression_withUnknownColumn_namesTheNearest(
      String good, String bad, int line, String where) {
    change(SALES, good, bad);
    problems(
        "shop/sources/sales.yaml:%d: unknown column \"prise\" in %s. Did you mean \"price\"?"
            .formatted(line, where));
  }

  @ParameterizedTest
  @CsvSource({"price / 2, 11, add \"half\"", "price > 0, 18, rule \"dear\""})
  void expression_thatIsNone_isReported(String good, int line, String where) {
    change(SALES, good, "???");
    problems(
        "shop/sources/sales.yaml:%d: %s is no SQL expression: unexpected ???."
                .formatted(line, where)
            + " Correct the expression.");
  }

  @Test
  void column_addedTwice_isReported() {
    change(SALES, "half: \"price / 2\"", "PRICE: \"price / 2\", open: id");
    change(SALES, "half < 5", "price < 5");
    problems(
        "shop/sources/sales.yaml:11: columns \"price\" and \"PRICE\" differ only in case."
            + " Choose another name.",
        "shop/sources/sales.yaml:11: duplicate column \"open\". Choose another name.");
  }

  @Test
  void rename_toAColumn_isReported() {
    change(SALES, "rename: {", "rename: {open: price, ");
    problems(
        "shop/sources/sales.yaml:11: cannot rename \"open\" to \"price\", which is a column already."
            + " Choose another name.");
  }

  @Test
  void rename_ofDroppedColumn_isReported() {
    change(SALES, "rename: {", "rename: {Op: operation, ");
    problems(
        "shop/sources/sales.yaml:11: column \"Op\" is dropped and renamed."
            + " Remove it from drop or from rename.");
  }

  @Test
  void drop_ofEverything_isReported() {
    files.put(
        SALES,
        """
        source: sales
        format: {type: csv}
        columns: [{name: id, type: long}]
        silver: {select: {drop: [id]}}
        """);
    problems("shop/sources/sales.yaml:4: every column is dropped. Keep at least one column.");
  }

  @Test
  void key_dropped_isReported() {
    change(SALES, "drop: [Op]", "drop: [Op, id]");
    problems("shop/sources/sales.yaml:12: key column \"id\" is dropped. Remove it from drop.");
  }

  @Test
  void key_renamed_namesTheNewName() {
    change(SALES, "key: [id]", "key: [day]");
    problems(
        "shop/sources/sales.yaml:12: key column \"day\" is renamed to \"date\"."
            + " Write \"date\": the key names columns after rename.");
  }

  @Test
  void key_empty_isReported() {
    change(SALES, "key: [id]", "key: []");
    problems("shop/sources/sales.yaml:12: the key is empty. Name its columns, or remove key.");
  }

  @Test
  void sequenceOfText_isReported_unlessItIsMeant() {
    change(SALES, "sequence: [at]", "sequence: [Op]");
    problems(
        "shop/sources/sales.yaml:13: sequence column \"Op\" is text, of which \"9\" comes after \"10\"."
            + " Declare it as long or timestamp, or write sequence_as: text if that is meant.");

    change(SALES, "sequence: [Op]", "sequence: [Op]\n  sequence_as: text");
    problems();
  }

  @Test
  void operation_thatIsBothDeletionAndUpsert_isReported() {
    change(SALES, "delete: [D]", "delete: [D], upsert: [I, D]");
    problems(
        "shop/sources/sales.yaml:14: value \"D\" means a deletion and an upsert."
            + " Remove it from one of the lists.");
  }

  @Test
  void sequenceAndOperation_withoutKey_areReported() {
    change(SALES, "  key: [id]\n", "");
    problems(
        "shop/sources/sales.yaml:12: \"sequence\" has no meaning without a key."
            + " Add key: to silver, or remove sequence.",
        "shop/sources/sales.yaml:13: \"operation\" has no meaning without a key."
            + " Add key: to silver, or remove operation.");
  }

  @Test
  void operation_withoutValues_isReported() {
    change(SALES, "delete: [D]", "delete: []");
    problems(
        "shop/sources/sales.yaml:14: no value means a deletion."
            + " Name the values of the column that do, or remove operation.");
  }

  @Test
  void keepTombstones_thatIsNoNumberOfDays_isReported() {
    change(SALES, "delete: [D]", "delete: [D], keep_tombstones: 3 months");
    problems(
        "shop/sources/sales.yaml:14: invalid value \"3 months\" for"
            + " \"silver.operation.keep_tombstones\". Write a number of days such as 90 days.");
  }

  @Test
  void history_withItsKeyAndSequence_isRight_andOwnsItsTable() {
    change(SALES, "  key: [id]\n", "  key: [id]\n  history: true\n");
    problems();
    files.merge(TOTALS, "table: silver_sales_history\n", String::concat);
    problems(
        "shop/marts/totals.yaml:5: table \"shop_db.silver_sales_history\" belongs to"
            + " shop/sources/sales.yaml already. Give it another name.");
  }

  @Test
  void history_thatIsNoBoolean_isReported() {
    change(SALES, "  key: [id]\n", "  key: [id]\n  history: yes\n");
    problems(
        "shop/sources/sales.yaml:13: invalid value \"yes\" for \"silver.history\"."
            + " Write true or false.");
  }

  @Test
  void history_withoutKeyOrSequence_isReported() {
    change(SALES, "  key: [id]\n  sequence: [at]\n", "  history: true\n");
    change(SALES, "  operation: {column: Op, delete: [D]}\n", "");
    problems(
        "shop/sources/sales.yaml:12: \"history\" has no meaning without a key."
            + " Add key: to silver, or remove history.",
        "shop/sources/sales.yaml:12: \"history\" needs a sequence of one column, which says since"
            + " when a row holds; there are 0."
            + " Write sequence: with that column alone, or remove history.");
  }

  @Test
  void history_withTwoSequenceColumns_isReported() {
    change(SALES, "sequence: [at]", "sequence: [day, at]\n  history: true");
    problems(
        "shop/sources/sales.yaml:14: \"history\" needs a sequence of one column, which says since"
            + " when a row holds; there are 2."
            + " Write sequence: with that column alone, or remove history.");
  }

  @Test
  void history_withColumnsOfItsOwnNames_isReported_unlessSilverDropsThem() {
    change(SALES, "{name: open, type: boolean}", "{name: Is_Current, type: boolean}");
    change(SALES, "{name: price, ", "{name: valid_to, type: date}\n  - {name: price, ");
    change(SALES, "{half: ", "{valid_from: price, half: ");
    problems();
    change(SALES, "sequence: [at]", "sequence: [at]\n  history: true");
    problems(
        "shop/sources/sales.yaml:15: silver has a column \"valid_from\", and its history has one of"
            + " its own. Rename or drop the column in select, or remove history.",
        "shop/sources/sales.yaml:15: silver has a column \"valid_to\", and its history has one of"
            + " its own. Rename or drop the column in select, or remove history.",
        "shop/sources/sales.yaml:15: silver has a column \"is_current\", and its history has one of"
            + " its own. Rename or drop the column in select, or remove history.");
    change(SALES, "valid_from: price, ", "");
    change(SALES, "drop: [Op]", "drop: [Op, valid_to, Is_Current]");
    problems();
  }

  // partitions

  @ParameterizedTest
  @ValueSource(
      strings = {"month(date)", "months(1, date)", "bucket(id)", "'bucket(0, id)'", "days(date"})
  void partition_unknownTransform_isReported(String transform) {
    change(SALES, "partition: [months(date)]", "partition: [\"" + transform + "\"]");
    problems(
        "shop/sources/sales.yaml:15: unknown partition transform \"%s\". Write a column,"
                .formatted(transform)
            + " years(c), months(c), days(c), hours(c), bucket(n, c) or truncate(n, c).");
  }

  @ParameterizedTest
  @CsvSource({
    "hours(date), hours, date, date, timestamp",
    "days(price), days, price, 'decimal(10,2)', 'date, timestamp'",
    "'bucket(4, open)', bucket, open, boolean, 'date, decimal, int, long, string, timestamp'",
    "'truncate(4, date)', truncate, date, date, 'decimal, int, long, string'"
  })
  void partition_ofUnsuitableColumn_isReported(
      String text, String transform, String column, String type, String allowed) {
    change(SALES, "[months(date)]", "[\"" + text + "\"]");
    problems(
        "shop/sources/sales.yaml:15: partition transform %s does not take column \"%s\" of type %s."
                .formatted(transform, column, type)
            + " Use a column of type %s.".formatted(allowed));
  }

  @Test
  void partition_byTwoTimesOfOneColumn_isReported() {
    change(SALES, "[months(date)]", "[months(date), days(date)]");
    problems(
        "shop/sources/sales.yaml:15: partition \"days(date)\" divides what \"months(date)\" divides"
            + " already. Keep the finer of the two.");
  }

  // rules

  @Test
  void rule_withBadName_isReported() {
    change(SALES, "{dear:", "{is dear:");
    problems(
        "shop/sources/sales.yaml:18: invalid rule name \"is dear\"."
            + " Use letters, digits and _, beginning with a letter.");
  }

  @ParameterizedTest
  @CsvSource({
    "day, that of a declared column, 'Remove it from was, or the column of that name.'",
    "Price, that of a declared column, 'Remove it from was, or the column of that name.'"
  })
  void formerName_ofADeclaredColumn_isReported(String name, String what, String fix) {
    change(
        SALES, "{name: open, type: boolean}", "{name: open, type: boolean, was: [" + name + "]}");
    problems("shop/sources/sales.yaml:9: former name \"%s\" is %s. %s".formatted(name, what, fix));
  }

  @Test
  void formerName_ofTwoColumns_isReported() {
    change(SALES, "{name: open, type: boolean}", "{name: open, type: boolean, was: [Was]}");
    change(SALES, "{name: Op, type: string}", "{name: Op, type: string, was: [was, ware]}");
    problems(
        "shop/sources/sales.yaml:9: former name \"Was\" belongs to two columns."
            + " Keep it in one of them.");
  }

  @Test
  void rule_twice_isReported() {
    change(SALES, "{dear:", "{cheap:");
    problems(
        "shop/sources/sales.yaml:18: rule \"cheap\" is in warn already."
            + " Give each rule of a source its own name.");
  }

  @Test
  void rule_thatIsAList_isReported() {
    change(SALES, "{dear: \"price > 0\"}", "{dear: [price > 0]}");
    problems(
        "shop/sources/sales.yaml:18: \"silver.expect.quarantine.dear\" is a list. Write text.");
  }

  @Test
  void gate_thatIsAList_isReported() {
    change(SALES, "{max_quarantined: 20%}", "[20%]");
    problems(
        "shop/sources/sales.yaml:19: rule \"clean\" is neither a predicate nor a limit."
            + " Write \"<SQL predicate>\" or {max_quarantined: 20%}, {max_corrupt: 1%} or"
            + " {predicate: \"<SQL predicate>\", max_broken: 1%}.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{max_quarantined: 1, predicate: half < 5}",
        "{max_quarantined: 1, max_corrupt: 1}",
        "{max_broken: 1}"
      })
  void gate_aboutNothingOrTwoThings_isReported(String gate) {
    change(SALES, "{max_quarantined: 20%}", gate);
    problems(
        "shop/sources/sales.yaml:19: rule \"clean\" is not about one of: a predicate, quarantined"
            + " rows, corrupt records. Write {max_quarantined: 20%}, {max_corrupt: 1%} or"
            + " {predicate: \"<SQL predicate>\", max_broken: 1%}.");
  }

  @Test
  void warn_thatLimitsQuarantinedRows_isReported() {
    change(SALES, "{cheap: \"half < 5\"}", "{cheap: {max_quarantined: 1%}}");
    assertThat(found()).hasSize(2).first().asString().contains("unknown key");
  }

  @Test
  void ruleOfMart_withUnknownColumn_namesTheNearest() {
    files.put(TOTALS, files.get(TOTALS) + "expect: {fail: {positive: totl > 0}}\n");
    problems(
        "shop/marts/totals.yaml:5: unknown column \"totl\" in rule \"positive\"."
            + " Did you mean \"total\"?");
  }

  @Test
  void quarantineOfMart_isReported() {
    files.put(TOTALS, files.get(TOTALS) + "expect: {quarantine: {positive: total > 0}}\n");
    problems("shop/marts/totals.yaml:5: unknown key \"quarantine\". Known keys: warn, fail.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"101%", "few", "-1"})
  void gate_withBadLimit_isReported(String limit) {
    change(SALES, "20%", limit);
    problems(
        "shop/sources/sales.yaml:19: invalid value \"%s\" for".formatted(limit)
            + " \"silver.expect.fail.<rule>.max_quarantined\"."
            + " Write a percentage such as 20% or a number of rows.");
  }

  // marts

  @Test
  void mart_withoutSql_isReported() {
    files.remove(QUERY);
    problems("shop/marts/totals.yaml:1: mart \"totals\" has no SQL. Add totals.sql beside it.");
  }

  @Test
  void sql_withoutMart_isReported() {
    files.put("shop/marts/lost.sql", "SELECT 1");
    problems(
        "shop/marts/lost.sql:1: SQL without a mart. Add lost.yaml beside it, or remove the file.");
  }

  @Test
  void athenaSql_withoutMart_isReported() {
    files.put("shop/marts/totals.athena.sql", "SELECT 1");
    files.put("shop/marts/lost.athena.sql", "SELECT 1");
    problems(
        "shop/marts/lost.athena.sql:1: SQL without a mart. Add lost.yaml beside it, or remove the file.");
  }

  @Test
  void mart_namedAsASource_isReported() {
    mart("sales", "SELECT id FROM sales");
    assertThat(found())
        .contains(
            "shop/marts/sales.yaml:1: mart \"sales\" has the name of a source."
                + " Rename one of them: SQL names both alike.");
  }

  @Test
  void mart_withUnparsableSql_isReportedAtItsLine() {
    change(QUERY, "FROM", "???");
    problems(
        "shop/marts/totals.sql:2: not a SQL query: unexpected ??? (line 2, pos 7)."
            + " Correct the SQL.");
  }

  @Test
  void reads_ofUnknownRelation_namesTheNearest() {
    change(TOTALS, "[sales]", "[sales, sale]");
    problems(
        "shop/marts/totals.yaml:4: unknown relation \"sale\" in reads. Did you mean \"sales\"?");
  }

  @Test
  void query_ofUnknownRelation_namesTheNearest() {
    change(QUERY, "FROM sales", "FROM sales JOIN sailes");
    problems(
        "shop/marts/totals.sql:2: unknown relation \"sailes\" in the query."
            + " Did you mean \"sales\"?");
  }

  @Test
  void query_ofRelationNotListed_isReported() {
    mart("base", "SELECT id FROM sales");
    change(QUERY, "FROM sales", "FROM sales JOIN base");
    problems(
        "shop/marts/totals.sql:2: the query reads \"base\", which reads does not list."
            + " Add it to reads.");
  }

  @Test
  void reads_notInTheQuery_isReported() {
    mart("base", "SELECT id FROM sales");
    change(TOTALS, "[sales]", "[sales, base]");
    change(TOTALS, "refresh: incremental\n", "");
    problems(
        "shop/marts/totals.yaml:3: reads lists \"base\", which the query does not read."
            + " Remove it from reads.");
  }

  @Test
  void reads_empty_isReported() {
    change(TOTALS, "[sales]", "[]");
    problems(
        "shop/marts/totals.sql:2: the query reads \"sales\", which reads does not list."
            + " Add it to reads.",
        "shop/marts/totals.yaml:4: \"reads\" is empty. Name at least one.");
  }

  @Test
  void marts_inACircle_areReportedOnce() {
    files.put("shop/marts/a.yaml", "mart: a\nkey: [id]\nreads: [b]\n");
    files.put("shop/marts/a.sql", "SELECT id FROM b");
    files.put("shop/marts/b.yaml", "mart: b\nkey: [id]\nreads: [a]\n");
    files.put("shop/marts/b.sql", "SELECT id FROM a");
    problems(
        "shop/marts/b.yaml:3: marts read each other in a circle (a -> b -> a)."
            + " Remove one of these reads.");
  }

  @Test
  void key_notInTheResult_namesTheNearest() {
    change(TOTALS, "key: [id]", "key: [idd]");
    problems(
        "shop/marts/totals.yaml:2: key column \"idd\" is not in the result of the query."
            + " Did you mean \"id\"?");
  }

  @Test
  void result_withForbiddenOrDoubleNames_isReported() {
    change(QUERY, "AS total", "AS _total, open AS ID");
    problems(
        "shop/marts/totals.sql:1: column name \"_total\" begins with _, as only Iceberg's and"
            + " Ingot's own do in the result of the query. Give the column another name.",
        "shop/marts/totals.sql:1: columns \"id\" and \"ID\" differ only in case in the result of"
            + " the query. Give the column another name.");
  }

  @Test
  void partition_notInTheResult_namesTheNearest() {
    files.merge(TOTALS, "partition: ['bucket(4, idd)']\n", String::concat);
    problems("shop/marts/totals.yaml:5: unknown column \"idd\" in partition. Did you mean \"id\"?");
  }

  @Test
  void incremental_thatDoesNotDecompose_saysFull() {
    files.merge(QUERY, "HAVING total > 1\n", String::concat);
    problems(
        "shop/marts/totals.yaml:3: refresh: incremental is not possible: it has HAVING."
            + " Use refresh: full.");
  }

  @Test
  void incremental_overAMart_saysFull() {
    mart("base", "SELECT id FROM sales");
    change(TOTALS, "[sales]", "[base]");
    change(QUERY, "FROM sales", "FROM base");
    problems(
        "shop/marts/totals.yaml:3: refresh: incremental is not possible: it reads mart \"base\"."
            + " Use refresh: full.");
  }

  private void change(String file, String from, String to) {
    assertThat(files.get(file)).contains(from);
    files.put(file, files.get(file).replace(from, to));
  }

  /** A second pipeline with a source {@code more}. */
  private void other(String lines) {
    files.put("other/pipeline.yaml", "pipeline: other\ndatabase: other_db\n");
    files.put(
        "other/sources/more.yaml",
        "source: more\nformat: {type: csv}\ncolumns: [{name: id, type: long}]\n" + lines + "\n");
  }

  private void mart(String name, String query) {
    files.put("shop/marts/" + name + ".yaml", "mart: " + name + "\nkey: [id]\nreads: [sales]\n");
    files.put("shop/marts/" + name + ".sql", query);
  }

  private List<String> found() {
    return DefinitionReader.read(files, new WordSqlSyntax()).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  private void problems(String... expected) {
    assertThat(found()).containsExactly(expected);
  }
}

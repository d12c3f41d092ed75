package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables that are computed again by a definition that they could not become, and marts on demand.
 */
class RebuildIT {
  private static final String HEADER = "id,item,code,at\n";

  /** All but where a row came from by batches. */
  private static final String LINES = "SELECT id, item, code FROM shop.silver_lines ORDER BY 1, 2";

  private static final String TOTALS = "SELECT * FROM shop.by_item ORDER BY item";

  @TempDir private Path temp;
  private Project project;
  private CommandLineLake lake;

  @BeforeEach
  void load() {
    project = new Project(temp, "shop");
    lake = project.lake();
    define("decimal(6,0)", "id", "code > 0");
    mart("count(*) AS n, max(cast(code AS string)) AS top");
    project.drop(
        "lines/a.csv",
        HEADER
            + "1,x,007,2024-01-01T00:00:00\n"
            + "1,y,012,2024-01-02T00:00:00\n"
            + "2,x,3,2024-01-01T00:00:00\n"
            + "3,z,-4,2024-01-01T00:00:00\n");
    lake.ok("sweep");
    assertThat(lines()).containsExactly("1,y,12", "2,x,3");
  }

  private void define(String type, String key, String rule) {
    project.source(
        "lines",
        """
        format: {type: csv, header: true}
        columns:
          - {name: id, type: string, required: true}
          - {name: item, type: string, required: true}
          - {name: code, type: "%s"}
          - {name: at, type: timestamp, required: true}
        silver:
          key: [%s]
          sequence: [at]
          history: true
          expect: {quarantine: {code_fits: "%s"}}
        """
            .formatted(type, key, rule));
  }

  private void mart(String values) {
    try {
      Path marts = Files.createDirectories(temp.resolve("mart/marts"));
      Files.writeString(
          marts.resolve("by_item.yaml"),
          "mart: by_item\nkey: [item]\nreads: [lines]\nrefresh: incremental\n");
      Files.writeString(
          marts.resolve("by_item.sql"), "SELECT item, " + values + " FROM lines GROUP BY item");
      project.define(temp.resolve("mart"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void checkSays(String problem, String from) {
    CommandLineLake.Ran check = lake.run("check");
    assertThat(check.code()).isEqualTo(Ingot.WRONG);
    assertThat(check.err())
        .contains(problem, "./ingot rebuild shop/lines" + from)
        .endsWith("problems: 1\n");
  }

  private List<String> lines() {
    return rows(LINES);
  }

  private List<String> rows(String sql) {
    return lake.csv(sql).lines().skip(1).toList();
  }

  /** The mart is what its query says of silver. */
  private void goldIsComplete(String values) {
    assertThat(lake.csv(TOTALS))
        .isEqualTo(
            lake.csv(
                "SELECT item, " + values + " FROM shop.silver_lines GROUP BY item ORDER BY item"));
  }

  private List<String> everything() {
    return List.of(
        lake.csv("SELECT * FROM shop.bronze_lines ORDER BY id, item").replaceAll(INGESTED, ""),
        lake.csv("SELECT * FROM shop.silver_lines ORDER BY id, item"),
        lake.csv("SELECT * FROM shop.silver_lines_history ORDER BY id, item, valid_from"),
        lake.csv("SELECT * FROM shop.silver_lines_quarantine ORDER BY _position"),
        lake.csv("SELECT * FROM shop.bronze_lines_files ORDER BY batch"),
        lake.csv(TOTALS));
  }

  /** When bronze read a row. */
  private static final String INGESTED = "20\\d\\d-\\d\\d-\\d\\dT?[ \\d:.]+Z?";

  @Test
  void wrongFirstType_readFromLanding_hasEveryValueAsItWasWritten_andCanBeRolledBack() {
    define("string", "id", "code <> '-4'");
    mart("count(*) AS n, max(cast(code AS string)) AS top");
    checkSays("Cannot change column code of table shop.bronze_lines", " --from landing");
    project.drop("lines/b.csv", HEADER + "4,x,0A9,2024-01-03T00:00:00\n");
    CommandLineLake.Ran held = lake.run("sweep");
    assertThat(held.code()).isEqualTo(Ingot.FAILED);
    assertThat(held.out() + held.err()).contains("./ingot rebuild shop/lines --from landing");
    assertThat(lines()).containsExactly("1,y,12", "2,x,3");

    assertThat(lake.ok("rebuild", "lines", "--from", "landing", "--dry-run"))
        .contains("1 files would be read again", "lines/a.csv", "Nothing was changed.");
    lake.ok("rebuild", "lines", "--from", "landing");

    assertThat(lines()).containsExactly("1,y,012", "2,x,3", "4,x,0A9");
    assertThat(rows("SELECT id, code, _batch FROM shop.bronze_lines ORDER BY id, code"))
        .containsExactly("1,007,1", "1,012,1", "2,3,1", "3,-4,1", "4,0A9,2");
    assertThat(rows("SELECT code, is_current FROM shop.silver_lines_history ORDER BY id, code"))
        .containsExactly("007,false", "012,true", "3,true", "0A9,true");
    goldIsComplete("count(*) AS n, max(cast(code AS string)) AS top");

    List<String> before = everything();
    lake.ok("rebuild", "shop/lines", "--from", "landing");
    assertThat(everything()).isEqualTo(before);
    project.drop("lines/c.csv", HEADER + "5,y,B,2024-01-04T00:00:00\n");
    lake.ok("sweep");
    assertThat(lines()).containsExactly("1,y,012", "2,x,3", "4,x,0A9", "5,y,B");
    goldIsComplete("count(*) AS n, max(cast(code AS string)) AS top");

    lake.ok("rollback", "--to-batch", "1");
    assertThat(lines()).containsExactly("1,y,12", "2,x,3");
    assertThat(rows("SELECT sum(code) FROM shop.bronze_lines")).containsExactly("18");
    goldIsComplete("count(*) AS n, max(cast(code AS string)) AS top");
    lake.ok("rebuild", "lines", "--from", "landing");
    assertThat(lines()).containsExactly("1,y,012", "2,x,3");
  }

  @Test
  void otherKeyAndTightenedRule_fromBronze_resumeAfterAStopBetweenPublishes() throws IOException {
    define("decimal(6,0)", "id, item", "code > 5");
    checkSays("its rows are by another key (id; the definition says id, item)", "");
    project.drop("lines/b.csv", HEADER + "4,y,1,2024-01-03T00:00:00\n");
    CommandLineLake.Ran held = lake.run("sweep");
    assertThat(held.out() + held.err()).contains("./ingot rebuild shop/lines");

    Path plan =
        Files.writeString(
            temp.resolve("faults.json"),
            "{\"faults\":[{\"at\":\"silver:publish:shop.silver_lines_quarantine:after\",\"do\":\"refuse\"}]}");
    CommandLineLake.Ran stopped = lake.run("rebuild", "lines", "--faults", plan.toString());
    assertThat(stopped.code()).isEqualTo(Ingot.FAILED);
    assertThat(lines()).containsExactly("1,y,12", "2,x,3");
    lake.ok("redrive", "--batch", "2");

    assertThat(lines()).containsExactly("1,x,7", "1,y,12");
    assertThat(rows("SELECT array_join(rules, ' ') FROM shop.silver_lines_quarantine"))
        .containsExactly("code_fits", "code_fits", "code_fits");
    goldIsComplete("count(*) AS n, max(cast(code AS string)) AS top");
    List<String> before = everything();
    lake.ok("rebuild", "lines");
    assertThat(everything()).isEqualTo(before);

    define("decimal(6,0)", "id, item", "code > 0");
    assertThat(lake.run("rebuild", "lines", "--faults", plan.toString()).code())
        .isEqualTo(Ingot.FAILED);
    define("decimal(6,0)", "id, item", "code > 2");
    lake.ok("redrive", "--batch", "4");
    assertThat(lines()).containsExactly("1,x,7", "1,y,12", "2,x,3");
    goldIsComplete("count(*) AS n, max(cast(code AS string)) AS top");
  }

  @Test
  void martThatIsNewOrChanged_waits_andIsComputedOnDemand() {
    mart("count(*) AS n");
    String waits =
        "mart by_item is computed by its former definition: it waits for the next batch of what it"
            + " reads. To compute it now, run: ./ingot rebuild shop/by_item";
    assertThat(lake.ok("run")).contains("shop: " + waits);
    assertThat(lake.ok("status")).contains(waits);
    lake.ok("rebuild", "by_item");
    assertThat(rows(TOTALS)).containsExactly("x,1", "y,1");
    assertThat(lake.ok("status")).doesNotContain("waits for the next batch");

    mart("count(*) AS many, min(id) AS first");
    assertThat(lake.ok("run", "--refresh", "shop/by_item")).contains("shop: nothing waits");
    assertThat(rows(TOTALS)).containsExactly("x,1,2", "y,1,1");

    lake.ok("rollback", "--to-batch", "0");
    assertThat(lake.run("rebuild", "by_items").err())
        .isEqualTo(
            "Cannot rebuild by_items: no source or mart has that name. Did you mean"
                + " \"by_item\"?\n");
    assertThat(lake.run("run", "--refresh", "lines").err())
        .isEqualTo("Cannot refresh lines: it is a source. Run ./ingot rebuild shop/lines.\n");
  }

  @Test
  void queryOfAMartThatIsNotComputed_saysSo() throws IOException {
    Path marts = Files.createDirectories(temp.resolve("more/marts"));
    Files.writeString(
        marts.resolve("codes.yaml"), "mart: codes\nkey: [item]\nreads: [lines]\nrefresh: full\n");
    Files.writeString(
        marts.resolve("codes.sql"), "SELECT item, max(code) AS m FROM lines GROUP BY item");
    project.define(temp.resolve("more"));

    assertThat(lake.run("query", "SELECT * FROM shop.codes").err())
        .isEqualTo(
            "Cannot query table shop.codes: mart codes is not computed yet: it waits for the next"
                + " batch of what it reads. To compute it now, run: ./ingot rebuild shop/codes.\n");
    lake.ok("rebuild", "codes");
    assertThat(rows("SELECT * FROM shop.codes ORDER BY item")).containsExactly("x,3", "y,12");
    assertThat(lake.ok("redrive", "shop/lines/a.csv"))
        .contains("shop: nothing to do", "is loaded by batch 1. To load it again, upload it again")
        .contains("./ingot rebuild shop/lines --from landing");
  }
}

package io.ingot.jobs;

import static io.ingot.jobs.Typed.column;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.ledger.FileItem;
import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.UnknownColumns;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonIT {
  private static final Format JSON = Format.of(Format.Type.json);
  private static final Column ID = new Column("id", "int", true);

  @Test
  void lines_areReadExactlyOrKept() {
    Lake lake =
        new Lake(
            Typed.pipeline(
                JSON,
                UnknownColumns.rescue,
                ID,
                column("m", "decimal(20,2)"),
                column("w", "decimal(38,0)"),
                column("s", "string"),
                column("day", "date", "M/d/yyyy")));
    lake.upload(
        "t",
        "a.json",
        "{\"id\":1,\"m\":123456789012345678.25,\"w\":12345678901234567890123456789012345678,\"s\":\"1234567890123456789.5\",\"day\":\"2/9/2024\"}",
        "{\"id\": 2, \"m\": 123456789012345678.255, \"w\": 1234567890123456789012345678901234567890, \"s\": {\"a\":[1.5,null]}}",
        "{\"id\":3,\"m\":1.50,\"w\":1.0,\"s\":\"a\\\"1234567890123456789.5\"}",
        "{\"id\":4,\"m\":1e400,\"w\":0.5,\"s\":true}",
        "{\"id\":5}{\"id\":6}",
        "{\"id\":5},{\"id\":6}",
        "{\"id\":5},\"x\":{\"id\":6}",
        "{\"id\":5}] x",
        "{\"id\":5,\"a\":1,\"a\":2}",
        "[{\"id\":5}]",
        "{'id':5}",
        "{\"id\":5",
        "null",
        "{}");
    lake.upload(
        "t",
        "b.json.zst",
        Zstd.compress(
            "\uFEFF{\"id\":7}\r\n\r\n{\"id\":8}\r{\"id\":9}".getBytes(StandardCharsets.UTF_8)));
    lake.upload("t", "c.json.gz", Lake.gzip("{\"id\":10,\"ID\":11,\"s\":null}"));
    lake.upload(
        "t",
        "d.json",
        "{\"id\":12,\"s\":\"\u00e9\"}\n{\"id\":13}".getBytes(StandardCharsets.ISO_8859_1));
    bronze(lake);

    assertThat(
            lake.query(
                "SELECT id, m, w, s, day, _rescued, _corrupt FROM db.t WHERE id IS NOT NULL"))
        .containsExactly(
            "10|null|null|null|null|{\"ID\":\"11\"}|null",
            "13|null|null|null|null|null|null",
            "1|123456789012345678.25|12345678901234567890123456789012345678|1234567890123456789.5|2024-02-09|null|null",
            "2|null|null|{\"a\":[1.5,null]}|null|{\"m\":\"123456789012345678.255\",\"w\":\"1234567890123456789012345678901234567890\"}|null",
            "3|1.50|1|a\"1234567890123456789.5|null|null|null",
            "4|null|null|true|null|{\"m\":\"1e400\",\"w\":\"0.5\"}|null",
            "7|null|null|null|null|null|null",
            "8|null|null|null|null|null|null",
            "9|null|null|null|null|null|null");
    assertThat(lake.query("SELECT _corrupt FROM db.t WHERE _corrupt IS NOT NULL"))
        .containsExactlyInAnyOrder(
            "{\"id\":5}{\"id\":6}",
            "{\"id\":5},{\"id\":6}",
            "{\"id\":5},\"x\":{\"id\":6}",
            "{\"id\":5}] x",
            "{\"id\":5,\"a\":1,\"a\":2}",
            "[{\"id\":5}]",
            "{'id':5}",
            "{\"id\":5",
            "null",
            "{\"id\":12,\"s\":\"\u00e9\"}");
  }

  @Test
  void undeclaredKeys_areAddedOrRefuseTheirFile() {
    Lake adding = new Lake(Typed.pipeline(JSON, UnknownColumns.add, ID));
    adding.upload(
        "t",
        "a.json",
        "{\"id\":1,\"tip\":{\"a\":1},\"a.b\":2,\"Tip\":3}",
        "{\"id\":2,\"more\":\"x\"}");
    bronze(adding);
    assertThat(adding.query("SELECT id, Tip, more, _rescued FROM db.t"))
        .containsExactly("1|3|null|{\"tip\":\"{\\\"a\\\":1}\",\"a.b\":\"2\"}", "2|null|x|null");

    Lake failing = new Lake(Typed.pipeline(JSON, UnknownColumns.fail, ID));
    FileItem good = failing.upload("t", "a b.json", "{\"id\":1}");
    FileItem bad =
        failing.upload("t", "b é.json", "{\"id\":2}", "{\"id\":3,\"z\":1,\"y\":null}", "{\"x\":1}");
    Lake.Batch batch = bronze(failing);
    assertThat(batch.result(1, 1, "bronze").files())
        .containsExactlyInAnyOrder(
            new FileResult(good.file().toString(), 1, ""),
            new FileResult(bad.file().toString(), 0, "its objects have undeclared keys [x, z]"));
    assertThat(failing.query("SELECT id FROM db.t")).containsExactly("1");
  }

  private static Lake.Batch bronze(Lake lake) {
    Lake.Batch batch = lake.batch(1);
    batch.run(1, 1, "bronze", JobPoints.NONE);
    return batch;
  }
}

package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is refused with a reason or rescued; what is right loads. */
class BadInputIT {
  private static final String HEADER =
      "ride_id,Date,driver_number,speed,distance_travelled,fare_amount,route_taken,start_point,end_point\n";
  private static final String P = "rides/data/";

  @TempDir private Path temp;

  @Test
  void run_amongBadInput_loadsEveryGoodFile() throws IOException {
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"));
    byte[] noise = new byte[4000];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) random.nextInt();
    }
    byte[] gz = gzip(HEADER + manyRows("G1"));
    Map<String, byte[]> uploads = new HashMap<>();
    uploads.put(P + "empty.csv", new byte[0]);
    uploads.put(P + "report.pdf", text(HEADER));
    uploads.put("elsewhere/a.csv", text(HEADER + row("E1")));
    uploads.put(P + "no-key.csv", text("Date,speed\n2024-01-01,1\n"));
    uploads.put(P + "half.csv.gz", Arrays.copyOf(gz, gz.length / 2));
    uploads.put(P + "noise.csv", noise);
    uploads.put(P + "a b+c%41 é.csv", text(HEADER + row("K1")));
    uploads.put(P + "good.csv", text(HEADER + row("K2")));
    uploads.put(P + "whole.csv.gz", gzip(HEADER + row("K3")));
    uploads.put(P + "more.csv", text("extra," + HEADER + "x," + row("K4") + "too,few\n"));
    uploads.forEach((key, content) -> Redelivery.put(lake.path(), key, content));

    Redelivery.marker(lake.path(), P + "folder/");

    CommandLineLake.Ran ran = lake.run("run");

    assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(Ingot.REFUSED);
    assertThat(ran.out() + ran.err()).doesNotContain("\tat ", "Exception");
    assertThat(lake.csv("SELECT ride_id FROM uber_database.rides_silver_data ORDER BY 1"))
        .isEqualTo("ride_id\nK1\nK2\nK3\nK4\n");
    assertThat(lake.csv("SELECT ride_id, _rescued FROM uber_database.rides WHERE ride_id = 'K4'"))
        .isEqualTo("ride_id,_rescued\nK4,\"{\"\"extra\"\":\"\"x\"\"}\"\n");
    assertThat(lake.csv("SELECT _corrupt FROM uber_database.rides WHERE _corrupt IS NOT NULL"))
        .isEqualTo("_corrupt\n\"too,few\"\n");
    assertThat(
            lake.csv("SELECT DISTINCT _source_file FROM uber_database.rides WHERE ride_id = 'K1'"))
        .isEqualTo("_source_file\ns3://landing/rides/data/a b+c%41 é.csv\n");
    Map<String, String> reasons = reasons(lake);
    assertThat(reasons)
        .containsEntry(P + "empty.csv", "it is empty (0 bytes)")
        .containsEntry("elsewhere/a.csv", "no source's landing prefix matches its key")
        .containsKey(P + "half.csv.gz")
        .containsKey(P + "noise.csv")
        .hasSize(6);
    assertThat(reasons.get(P + "report.pdf")).startsWith("its suffix is not one of");
    assertThat(reasons.get(P + "no-key.csv"))
        .startsWith("its header lacks required columns (ride_id");
    assertThat(lake.ok("run")).contains("nothing waits");
  }

  /** Values and names that would end a SQL literal are data, twice: inserted, then matched. */
  @Test
  void run_keysThatLookLikeSql_areData() {
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"));
    String id = "x') OR ('' = '\\";
    for (String file : new String[] {"o'brien\\'.csv", "second';--.csv"}) {
      Redelivery.put(lake.path(), P + file, text(HEADER + row(id) + row("plain")));
      lake.ok("run");
    }

    assertThat(
            lake.csv(
                "SELECT ride_id, element_at(split(_source_file, '/'), -1) AS file FROM uber_database.rides_silver_data ORDER BY 1"))
        .isEqualTo("ride_id,file\nplain,second';--.csv\n" + id + ",second';--.csv\n");
  }

  @Test
  void run_newVersionThatCannotBeRead_leavesTheFormerInPlace() throws IOException {
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"));
    byte[] whole = gzip(HEADER + row("V1"));
    byte[] large = gzip(HEADER + manyRows("V2"));
    Redelivery.put(lake.path(), P + "day.csv.gz", whole);
    lake.ok("run");

    Redelivery.put(lake.path(), P + "day.csv.gz", Arrays.copyOf(large, large.length / 2));
    assertThat(lake.run("run").code()).isEqualTo(Ingot.REFUSED);

    assertThat(lake.csv("SELECT ride_id FROM uber_database.rides_silver_data"))
        .isEqualTo("ride_id\nV1\n");
    assertThat(lake.csv("SELECT state, rows FROM uber_database.rides_files ORDER BY arrival"))
        .isEqualTo("state,rows\nloaded,1\nrefused,0\n");
    Redelivery.put(lake.path(), P + "day.csv.gz", large);
    lake.ok("run");
    assertThat(lake.csv("SELECT ride_id FROM uber_database.rides_silver_data"))
        .isEqualTo("ride_id\nV2\n");
    assertThat(lake.csv("SELECT state, rows FROM uber_database.rides_files ORDER BY arrival"))
        .isEqualTo("state,rows\nsuperseded,1\nrefused,0\nloaded,5000\n");
  }

  @Test
  void markers_besideAFile_areIgnoredAndCounted() throws IOException {
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"));
    Path marker = Files.writeString(temp.resolve("_SUCCESS"), "");
    Path good = Files.writeString(temp.resolve("good.csv"), HEADER + row("M1"));

    assertThat(lake.ok("upload", "rides/rides", marker.toString(), good.toString()))
        .contains("waiting")
        .contains("ignored: 1");
    assertThat(lake.ok("sweep")).contains("0 were unknown (0 of them refused), 1 ignored");
    assertThat(reasons(lake)).isEmpty();
  }

  @Test
  void run_fileAboveTheLimit_isRefused() throws IOException {
    Path pipelines = temp.resolve("pipelines");
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"), pipelines);
    copyDefinitions(pipelines);
    Path yaml = pipelines.resolve("rides/sources/rides.yaml");
    Files.writeString(yaml, Files.readString(yaml) + "limits: {max_file_size: 1KB}\n");
    Path large = Files.writeString(temp.resolve("large.csv"), HEADER + row("L1").repeat(100));

    CommandLineLake.Ran ran = lake.run("upload", "rides/rides", large.toString());

    assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(Ingot.REFUSED);
    assertThat(ran.out()).contains("it is larger than max_file_size (").contains("of 1000 bytes)");
  }

  @Test
  void commands_wrongUsage_sayWhatToDo() {
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"));

    CommandLineLake.Ran unknown = lake.run("upload", "rides/nope", "/nowhere.csv");
    assertThat(unknown.code()).isEqualTo(Ingot.WRONG);
    assertThat(unknown.err())
        .isEqualTo("Cannot upload /nowhere.csv: it is not there. Name files.\n");
    CommandLineLake.Ran folder = lake.run("upload", "rides/rides", temp.toString());
    assertThat(folder.err())
        .isEqualTo("Cannot upload %s: it is a folder. Name files.%n".formatted(temp));
    Redelivery.put(lake.path(), P + "good.csv", text(HEADER + row("K1")));
    assertThat(lake.run("run", "--pipeline", "nope").err())
        .isEqualTo(
            "Cannot find pipeline nope: it is not defined (defined: orders, rides, tpcds). Correct the name.\n");
    CommandLineLake.Ran query = lake.run("query", "SELECT * FROM nothing.here");
    assertThat(query.code()).isEqualTo(Ingot.WRONG);
    assertThat(query.err()).startsWith("Cannot run the query: ").doesNotContain("\tat ");
    assertThat(lake.run("nonsense").code()).isEqualTo(Ingot.WRONG);
  }

  private static void copyDefinitions(Path to) throws IOException {
    for (String file :
        new String[] {
          "pipeline.yaml",
          "sources/rides.yaml",
          "marts/rides_gold_data.yaml",
          "marts/rides_gold_data.sql"
        }) {
      Path target = to.resolve("rides").resolve(file);
      Files.createDirectories(target.getParent());
      Files.copy(CommandLineLake.RIDES.resolve(file), target);
    }
  }

  private static Map<String, String> reasons(CommandLineLake lake) {
    JsonNode status = Json.read(lake.ok("status", "--json"), JsonNode.class);
    Map<String, String> reasons = new HashMap<>();
    lake.status("rides")
        .path("refused")
        .forEach(f -> reasons.put(f.path("file").path("key").asText(), f.path("reason").asText()));
    status
        .path("unrouted")
        .forEach(f -> reasons.put(f.path("file").path("key").asText(), f.path("reason").asText()));
    return reasons;
  }

  private static String row(String id) {
    return id + ",2024-01-01,D1,50.00,1.00,2.00,r,s,e\n";
  }

  /** Rows of a text that does not compress to what Admit looks at. */
  private static String manyRows(String id) {
    SplittableRandom random = new SplittableRandom(2);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      StringBuilder route = new StringBuilder();
      for (int part = 0; part < 4; part++) {
        route.append(Long.toHexString(random.nextLong()));
      }
      rows.append(row(id).replace(",r,", "," + route + ","));
    }
    return rows.toString();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text(text));
    }
    return bytes.toByteArray();
  }
}

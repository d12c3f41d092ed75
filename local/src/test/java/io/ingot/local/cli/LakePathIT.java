package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakePathIT {
  private static final String RIDE =
      """
      ride_id,Date,driver_number,speed,distance_travelled,fare_amount,route_taken,start_point,end_point
      %s,2024-01-01,D1,50.00,1.00,2.00,r,s,e
      """;

  @TempDir private Path temp;

  @Test
  void lake_underAnyPath_isOneFolder_isOnlyReadByQueries_andNotTouchedByItsCopy()
      throws IOException {
    Path home = Files.createDirectories(temp.resolve("home"));
    Path root = home.resolve("my läke 100%41+#");
    Path file = Files.writeString(temp.resolve("a.csv"), RIDE.formatted("A1"));
    CommandLineLake lake = new CommandLineLake(root);
    lake.ok("upload", "rides/rides", file.toString());
    lake.ok("run");

    assertThat(lake.csv("SELECT ride_id FROM uber_database.rides_silver_data"))
        .isEqualTo("ride_id\nA1\n");
    assertThat(FolderCopy.files(home)).allMatch(f -> f.startsWith(root));

    CommandLineLake.Ran drop = lake.run("query", "DELETE FROM uber_database.rides_silver_data");
    assertThat(drop.code()).isEqualTo(Ingot.WRONG);
    assertThat(drop.err())
        .startsWith("Cannot run the query: it is not a query")
        .contains("./ingot query only reads tables");
    assertThat(lake.run("query", "SELECT * FROM text.`" + file + "`").code())
        .as("no file of the machine")
        .isEqualTo(Ingot.WRONG);
    assertThat(
            lake.ok(
                "query",
                "--json",
                "SELECT CAST(NULL AS string) AS a, TIMESTAMP'2024-01-01 00:00:00.123456' AS t, DATE'1500-02-28' AS d"))
        .isEqualTo("{\"a\":null,\"t\":\"2024-01-01T00:00:00.123456Z\",\"d\":\"1500-02-28\"}\n");

    CommandLineLake copy = new CommandLineLake(temp.resolve("copy"));
    FolderCopy.of(root, copy.path());
    List<Path> before = FolderCopy.files(home);
    for (String[] line :
        List.of(
            new String[] {"upload", "rides/rides", file.toString()},
            new String[] {"run"},
            new String[] {"query", "SELECT 1"})) {
      CommandLineLake.Ran ran = copy.run(line);
      assertThat(ran.code()).isEqualTo(Ingot.WRONG);
      assertThat(ran.err())
          .startsWith(
              "Cannot open lake " + copy.path() + ": it was copied or moved, and its table ");
    }
    assertThat(FolderCopy.files(home)).isEqualTo(before);
  }
}

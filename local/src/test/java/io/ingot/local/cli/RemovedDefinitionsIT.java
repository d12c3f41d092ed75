package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovedDefinitionsIT {
  @TempDir private Path temp;

  @Test
  void tablesOfOneName_areAskedBack_andThoseOfRemovedDefinitions_areNamedUntilTheyAreDropped()
      throws IOException {
    Path definitions = temp.resolve("pipelines");
    define(definitions, "rides", "uber_database");
    define(definitions, "a_trips", "a_database");
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"), definitions);
    upload(lake, "rides", "a");
    lake.ok("run");

    assertThat(lake.ok("explain", "rides_silver_data", "ride_id = 'a'"))
        .as("the one that has been made")
        .contains("rides/data/a.csv");
    upload(lake, "a_trips", "b");
    lake.ok("run");
    CommandLineLake.Ran asked = lake.run("explain", "rides_silver_data", "ride_id = 'a'");
    assertThat(asked.code()).isEqualTo(Ingot.WRONG);
    assertThat(asked.err())
        .isEqualTo(
            "Cannot explain table rides_silver_data: there are several of that name. Name one of a_database.rides_silver_data, uber_database.rides_silver_data.\n");
    assertThat(lake.ok("explain", "a_database.rides_silver_data", "ride_id = 'b'"))
        .contains("a_trips/data/b.csv");
    assertThat(lake.ok("status")).doesNotContain("no definition");

    delete(definitions.resolve("a_trips"));
    delete(definitions.resolve("rides/marts"));
    String status = lake.ok("status");
    assertThat(status)
        .contains(
            "tables that no definition names any more\n",
            "  a_database.rides_silver_data (1 rows, pipeline a_trips)\n",
            "  uber_database.rides_gold_data (1 rows, pipeline rides)\n")
        .doesNotContain("  uber_database.rides_silver_data (1 rows, pipeline rides)\n");
    CommandLineLake.Ran defined = lake.run("drop", "uber_database.rides_silver_data");
    assertThat(defined.code()).isEqualTo(Ingot.WRONG);
    assertThat(defined.err())
        .isEqualTo(
            "Cannot drop table uber_database.rides_silver_data: a pipeline defines it. Remove its source or mart from the definitions first.\n");

    String[] command =
        status
            .lines()
            .filter(l -> l.contains("./ingot drop"))
            .findFirst()
            .orElseThrow()
            .split(" +", -1);
    String[] drop =
        List.of(command)
            .subList(List.of(command).indexOf("drop"), command.length)
            .toArray(String[]::new);
    assertThat(lake.ok(with(drop, "--dry-run"))).contains("would delete uber_database.rides_gold_");
    assertThat(lake.ok("status")).contains("uber_database.rides_gold_data");
    assertThat(lake.ok(drop)).contains("deleted uber_database.rides_gold_data (1 rows)");
    assertThat(lake.ok("status")).doesNotContain("no definition", "rides_gold_data");
    assertThat(lake.ok(drop)).contains("rides_gold_data: nothing to do, there is no such table");
    assertThat(lake.path().resolve("warehouse/uber_database/rides_gold_data")).doesNotExist();

    upload(lake, "rides", "c");
    lake.ok("run");
    assertThat(lake.csv("SELECT count(*) AS n FROM uber_database.rides_silver_data"))
        .isEqualTo("n\n2\n");
  }

  private static String[] with(String[] line, String more) {
    return Stream.concat(Stream.of(line), Stream.of(more)).toArray(String[]::new);
  }

  private void upload(CommandLineLake lake, String pipeline, String id) throws IOException {
    Path file =
        Files.writeString(
            temp.resolve(id + ".csv"),
            """
            ride_id,Date,driver_number,speed,distance_travelled,fare_amount,route_taken,start_point,end_point
            %s,2024-01-01,D1,50.00,1.00,2.00,r,s,e
            """
                .formatted(id));
    lake.ok("upload", pipeline + "/rides", file.toString());
  }

  /** The rides under a name, in a database of their own. */
  private static void define(Path definitions, String name, String database) throws IOException {
    for (Path file : files(CommandLineLake.RIDES)) {
      Path target =
          definitions.resolve(name).resolve(CommandLineLake.RIDES.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.writeString(
          target,
          Files.readString(file)
              .replaceFirst("(?m)^pipeline: .*$", "pipeline: " + name)
              .replace("rides/data/", name + "/data/")
              .replace("uber_database", database));
    }
  }

  private static List<Path> files(Path in) throws IOException {
    try (Stream<Path> found = Files.walk(in)) {
      return found.filter(f -> f.toString().matches(".*\\.(yaml|sql)")).toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    for (Path file : files(folder)) {
      Files.delete(file);
    }
    try (Stream<Path> folders = Files.walk(folder)) {
      for (Path empty : folders.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(empty);
      }
    }
  }
}

package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateIT {
  @TempDir private Path temp;

  @Test
  void upload_ofGeneratedFiles_isLoadedByTheCommandsThatItNames() {
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"));
    String out = temp.resolve("out").toString();

    String screen = lake.ok("generate", "rides", "--rows", "50", "--files", "1", "--out", out);
    List<String> lines =
        screen.lines().map(String::strip).filter(l -> l.startsWith("./ingot ")).toList();
    lines.forEach(l -> lake.ok(l.substring("./ingot ".length()).split(" ")));

    assertThat(lines)
        .containsExactly(
            "./ingot upload rides/rides " + out + "/rides/data/rides-2024-01-01.csv",
            "./ingot run");
    assertThat(count(lake, "uber_database.rides_silver_data")).isEqualTo(50);

    assertThat(lake.ok("generate", "rides", "--rows", "50", "--files", "3", "--upload"))
        .contains("3 files", "150 rows", "Load them: ./ingot run");
    lake.ok("run");

    assertThat(count(lake, "uber_database.rides_silver_data")).isEqualTo(150);
  }

  private static long count(CommandLineLake lake, String table) {
    return Long.parseLong(
        lake.csv("SELECT count(*) FROM " + table).lines().skip(1).findFirst().orElseThrow());
  }
}

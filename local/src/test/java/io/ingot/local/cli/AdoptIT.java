package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.local.lake.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptIT {
  private static final String HEADER =
      "ride_id,Date,driver_number,speed,distance_travelled,fare_amount,route_taken,start_point,end_point\n";

  @TempDir private Path temp;

  @Test
  void copiedLake_whoseOriginalIsThere_isAdopted_andLeavesTheOriginalAlone() throws IOException {
    Path original = original();
    Map<Path, String> before = contents(original);
    CommandLineLake copy = new CommandLineLake(temp.resolve("your läke 100%41+#'s"));
    FolderCopy.of(original, copy.path());

    CommandLineLake.Ran refused = copy.run("run");
    assertThat(refused.code()).isEqualTo(Ingot.WRONG);
    assertThat(refused.err())
        .startsWith(
            "Cannot open lake " + copy.path() + ": it was copied or moved, and its table uber_")
        .endsWith(". Run ./ingot adopt --moved-from '" + original + "'.\n");
    CommandLineLake.Ran mistaken = copy.run("adopt", "--moved-from", temp.resolve("x").toString());
    assertThat(mistaken.code()).isEqualTo(Ingot.WRONG);
    assertThat(mistaken.err())
        .startsWith("Cannot adopt lake " + copy.path() + ": its table uber_")
        .endsWith(". Run ./ingot adopt --moved-from '" + original + "'.\n");

    assertThat(copy.ok("adopt", "--moved-from", original.toString()))
        .contains("tables lie in " + copy.path() + " now");
    worksOn(copy, original);
    assertThat(contents(original)).isEqualTo(before);
  }

  @Test
  void movedLake_isAdopted_alsoAfterAnAdoptionThatWasInterrupted() throws IOException {
    Path original = original();
    CommandLineLake moved = new CommandLineLake(temp.resolve("far/läke"));
    Files.createDirectories(moved.path().getParent());
    Files.move(original, moved.path());
    Path metadata = moved.path().resolve("warehouse/uber_database/rides_silver_data/metadata");
    Path kept = temp.resolve("kept");
    FolderCopy.of(metadata, kept);
    String adopted = moved.ok("adopt", "--moved-from", original.toString());
    // As if it had been killed at its last table, before the files that refer to others.
    for (Path file : FolderCopy.files(kept)) {
      if (!file.getFileName().toString().matches("\\..*|.*-m\\d+\\.avro")) {
        Files.copy(
            file,
            metadata.resolve(file.getFileName()),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    }

    assertThat(moved.run("query", "SELECT 1").code()).isEqualTo(Ingot.WRONG);
    assertThat(adopted).doesNotStartWith("1 ");
    assertThat(moved.ok("adopt", "--moved-from", original.toString())).startsWith("1 ");
    assertThat(moved.ok("adopt", "--moved-from", original.toString()))
        .isEqualTo("Nothing to do: all tables lie in " + moved.path() + ".\n");
    worksOn(moved, original);
    assertThat(original).doesNotExist();
  }

  /** A lake with rows that were replaced, which Iceberg keeps as deletes of positions. */
  private Path original() throws IOException {
    CommandLineLake lake = new CommandLineLake(temp.resolve("home/my läke 50%+"));
    Files.createDirectories(lake.path().getParent());
    load(lake, "a", ride("A1", "2.00") + ride("A2", "3.00"));
    load(lake, "b", ride("A1", "5.00"));
    assertThat(FolderCopy.files(lake.path()))
        .anyMatch(f -> f.toString().endsWith("-deletes.parquet"));
    return lake.path();
  }

  private void worksOn(CommandLineLake lake, Path original) throws IOException {
    everyPathIsIn(lake.path());
    assertThat(lake.silver()).contains("A1,").contains("5.00").doesNotContain("2.00");
    assertThat(lake.ok("status")).contains("uber_database.rides_silver_data");
    load(lake, "c", ride("A2", "7.00") + ride("A3", "1.00"));
    assertThat(lake.silver()).contains("5.00", "7.00", "1.00").doesNotContain("2.00", "3.00");
    assertThat(lake.gold()).contains("13.00");
    everyPathIsIn(lake.path());
    assertThat(lake.ok("adopt", "--moved-from", original.toString())).startsWith("Nothing to do");
    lake.ok("rollback", "--to-batch", "1", "--pipeline", "rides");
    assertThat(lake.silver()).contains("2.00", "3.00").doesNotContain("5.00");
  }

  /** All snapshots, with the lengths that readers other than Iceberg's own rely on. */
  private static void everyPathIsIn(Path lake) throws IOException {
    try (HadoopCatalog catalog =
        new HadoopCatalog(new Configuration(), Lake.uri(lake.resolve("warehouse")))) {
      for (TableIdentifier id : catalog.listTables(Namespace.of("uber_database"))) {
        Table table = catalog.loadTable(id);
        for (Snapshot snapshot : table.snapshots()) {
          assertThat(here(snapshot.manifestListLocation(), lake)).exists();
          for (ManifestFile manifest : snapshot.allManifests(table.io())) {
            assertThat(here(manifest.path(), lake)).hasSize(manifest.length());
            if (manifest.content() == ManifestContent.DATA) {
              ManifestFiles.readPaths(manifest, table.io())
                  .forEach(path -> assertThat(here(path, lake)).exists());
            } else {
              deletes(table, manifest, lake);
            }
          }
        }
      }
    }
  }

  private static void deletes(Table table, ManifestFile manifest, Path lake) throws IOException {
    try (ManifestReader<DeleteFile> files =
        ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs())) {
      for (DeleteFile file : files) {
        assertThat(here(file.location(), lake)).hasSize(file.fileSizeInBytes());
      }
    }
  }

  private static Path here(String uri, Path lake) {
    Path path = Path.of(uri.replaceFirst("^file:/*", "/"));
    assertThat(path).startsWith(lake);
    return path;
  }

  private void load(CommandLineLake lake, String name, String rows) throws IOException {
    Path file = Files.writeString(temp.resolve(name + ".csv"), HEADER + rows);
    lake.ok("upload", "rides/rides", file.toString());
    lake.ok("run");
  }

  private static String ride(String id, String fare) {
    return "%s,2024-01-01,D1,50.00,1.00,%s,r,s,e%n".formatted(id, fare);
  }

  private static Map<Path, String> contents(Path in) throws IOException {
    Map<Path, String> contents = new TreeMap<>();
    for (Path file : FolderCopy.files(in)) {
      contents.put(
          file,
          Files.getLastModifiedTime(file)
              + " "
              + java.util.Arrays.hashCode(Files.readAllBytes(file)));
    }
    return contents;
  }
}

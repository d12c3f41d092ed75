package io.ingot.jobs;

import io.ingot.jobs.files.LocalFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of this JVM's tests, with an Iceberg catalog in a temporary folder. */
public final class SharedSpark {
  public static final SparkSession SESSION = open();

  private SharedSpark() {}

  private static SparkSession open() {
    try {
      Path warehouse = Files.createTempDirectory("ingot-warehouse");
      return SparkSession.builder()
          .master("local[2]")
          .appName("ingot tests")
          .config("spark.ui.enabled", "false")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config(LocalFiles.SETTING, LocalFiles.class.getName())
          // For tables of a few rows, re-planning and compiling queries takes longer than they do.
          .config("spark.sql.adaptive.enabled", "false")
          .config("spark.sql.codegen.wholeStage", "false")
          .config("spark.sql.shuffle.partitions", "2")
          .config("spark.sql.session.timeZone", "UTC")
          .config("spark.sql.ansi.enabled", "true")
          .config(
              "spark.sql.extensions",
              "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
          .config("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog")
          .config("spark.sql.catalog.lake.type", "hadoop")
          .config("spark.sql.catalog.lake.warehouse", warehouse.toUri().toString())
          .config("spark.sql.catalog.lake.cache-enabled", "false")
          .config("spark.sql.defaultCatalog", "lake")
          .getOrCreate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

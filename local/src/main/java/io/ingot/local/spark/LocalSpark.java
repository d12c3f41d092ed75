package io.ingot.local.spark;

import io.ingot.jobs.files.LocalFiles;
import io.ingot.local.lake.Lake;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Spark in this JVM. There is one Spark per JVM; every lake gets a session of its own on it, with
 * its own catalog {@code lake}.
 */
public final class LocalSpark {
  /** The catalog of a lake. */
  public static final String CATALOG = "lake";

  private static final String SETTINGS = "spark.sql.catalog." + CATALOG;

  private LocalSpark() {}

  /**
   * A session whose catalog {@code lake} keeps its tables in a folder; it becomes the thread's
   * active one.
   *
   * @param warehouse the folder
   */
  public static SparkSession session(Path warehouse) {
    SparkSession session = base().newSession();
    session.conf().set(SETTINGS, "org.apache.iceberg.spark.SparkCatalog");
    session.conf().set(SETTINGS + ".type", "hadoop");
    session.conf().set(SETTINGS + ".warehouse", Lake.uri(warehouse));
    session.conf().set(SETTINGS + ".cache-enabled", "false");
    session.conf().set("spark.sql.defaultCatalog", CATALOG);
    SparkSession.setActiveSession(session);
    return session;
  }

  /** The same, with all tables as they were. */
  public static SparkSession session(Path warehouse, AsOf asOf) {
    SparkSession session = session(warehouse);
    session.conf().set(SETTINGS, AsOfCatalog.class.getName());
    session.conf().set(SETTINGS + "." + AsOfCatalog.SETTING, asOf.text());
    return session;
  }

  /** A session without tables. */
  public static SparkSession session() {
    return base().newSession();
  }

  private static SparkSession base() {
    return SparkSession.builder()
        .appName("ingot")
        .master("local[*]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "4")
        // A Spark job more for every exchange: with four partitions there is little to adapt.
        .config("spark.sql.adaptive.enabled", "false")
        .config(LocalFiles.SETTING, LocalFiles.class.getName())
        .config("spark.sql.ansi.enabled", "true")
        .config("spark.sql.datetime.java8API.enabled", "true")
        // Only tables can be read, no file that SQL names.
        .config("spark.sql.runSQLOnFiles", "false")
        .config("spark.rdd.compress", "true")
        // Otherwise a task that runs out of memory ends the JVM, as if somebody had stopped it.
        .config("spark.executor.killOnFatalError.depth", "0")
        .config("spark.sql.catalogImplementation", "in-memory")
        .config(
            "spark.sql.extensions",
            "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
        .getOrCreate();
  }
}

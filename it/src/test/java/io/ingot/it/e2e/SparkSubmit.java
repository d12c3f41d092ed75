package io.ingot.it.e2e;

import io.ingot.it.Build;
import io.ingot.it.StandIns;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** spark-submit on this machine: a main class in a JVM of its own, with Spark's settings. */
final class SparkSubmit {
  /** With a journal that lets readers and a writer be: each session has a catalog of its own. */
  private static final String SQLITE = "jdbc:sqlite:%s?journal_mode=WAL&busy_timeout=20000";

  private final Path folder;
  private int runs;

  SparkSubmit(Path folder) {
    this.folder = folder;
  }

  /**
   * How a run ended.
   *
   * @param exitCode 0 if it succeeded
   * @param output what it wrote
   */
  record End(int exitCode, String output) {}

  /**
   * The settings that the template gives a job, for the stand-ins: tables are files in the
   * warehouse bucket, written by Iceberg's own access to S3; only the catalog is a file here.
   */
  static Map<String, String> settings(StandIns standIns, Path catalog) {
    Map<String, String> s3 =
        Map.of(
            "s3.endpoint", standIns.s3Uri(),
            "s3.path-style-access", "true",
            "s3.access-key-id", "test",
            "s3.secret-access-key", "test",
            "client.region", "eu-central-1");
    Map<String, String> settings = new LinkedHashMap<>();
    String lake = "spark.sql.catalog.lake";
    settings.put(
        "spark.sql.extensions",
        "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions");
    settings.put("spark.sql.defaultCatalog", "lake");
    settings.put(lake, "org.apache.iceberg.spark.SparkCatalog");
    settings.put(lake + ".type", "jdbc");
    settings.put(lake + ".uri", SQLITE.formatted(catalog.resolve("catalog.db")));
    settings.put(lake + ".clients", "1");
    settings.put(lake + ".jdbc.schema-version", "V1");
    settings.put(lake + ".io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
    settings.put(lake + ".warehouse", "s3://" + standIns.warehouse());
    settings.put(lake + ".cache-enabled", "false");
    settings.put("spark.sql.catalogImplementation", "in-memory");
    settings.put("spark.sql.session.timeZone", "UTC");
    settings.put("spark.rdd.compress", "true");
    settings.put("spark.hadoop.fs.s3.impl", S3FileSystem.class.getName());
    s3.forEach(
        (name, value) -> {
          settings.put(lake + "." + name, value);
          settings.put("spark.hadoop." + S3FileSystem.SETTINGS + name, value);
        });
    return settings;
  }

  /** Settings as they stand on spark-submit's command line. */
  static String parameters(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(s -> "--conf " + s.getKey() + "=" + s.getValue())
        .collect(Collectors.joining(" "));
  }

  /** Runs to the end. */
  End run(String parameters, List<String> arguments) throws IOException, InterruptedException {
    Path log = folder.resolve("job-" + ++runs + ".log");
    Process process =
        new ProcessBuilder(command(parameters, arguments))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      process.waitFor(3, TimeUnit.MINUTES);
    } finally {
      process.destroyForcibly();
    }
    return new End(process.waitFor(), Files.readString(log));
  }

  private static List<String> command(String parameters, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx2g",
            "-Dfile.encoding=UTF-8",
            "-Dspark.master=local[2]",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-Dspark.sql.shuffle.partitions=2"));
    List<String> words = List.of(parameters.trim().split("\\s+", -1));
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("--conf")) {
        command.add("-D" + words.get(i + 1));
      }
    }
    command.add("-cp");
    command.add(classPath());
    command.add(words.get(words.indexOf("--class") + 1));
    command.addAll(arguments);
    return command;
  }

  /** This JVM's, with Iceberg's own copy of the AWS SDK instead of the functions'. */
  private static String classPath() throws IOException {
    try (Stream<Path> bundle = Files.list(Build.target().resolve("iceberg-aws"))) {
      return Stream.concat(
              Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                  .filter(entry -> !entry.contains("awssdk")),
              bundle.map(Path::toString))
          .collect(Collectors.joining(File.pathSeparator));
    }
  }
}

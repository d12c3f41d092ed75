package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import io.ingot.local.asl.Pacer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A lake of its own, used through the command line, with time that does not wait. */
final class CommandLineLake {
  static final Path ROOT = Path.of(System.getProperty("ingot.root"));
  static final Path RIDES = ROOT.resolve("pipelines/rides");

  private final Path lake;
  private final Path pipelines;

  CommandLineLake(Path lake) {
    this(lake, ROOT.resolve("pipelines"));
  }

  CommandLineLake(Path lake, Path pipelines) {
    this.lake = lake;
    this.pipelines = pipelines;
  }

  /** What a command printed and how it ended. */
  record Ran(int code, String out, String err) {}

  Path path() {
    return lake;
  }

  Ran run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> line =
        new ArrayList<>(List.of("--lake", lake.toString(), "--pipelines", pipelines.toString()));
    line.addAll(List.of(args));
    int code =
        Ingot.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new NoWaiting(),
            line.toArray(String[]::new));
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command that must end well. */
  String ok(String... args) {
    Ran ran = run(args);
    assertThat(ran.code()).as("%s%n%s", ran.out(), ran.err()).isZero();
    return ran.out();
  }

  /** Uploads the sample of that number under the name that it is uploaded as. */
  void uploadSample(int number) {
    for (Samples.Sample sample : Samples.of(ROOT.resolve("pipelines"), "rides")) {
      if (sample.number() == number) {
        try {
          Path named = Files.createTempDirectory(lake.getParent(), "up").resolve(sample.name());
          Files.copy(sample.file(), named);
          ok("upload", "rides/rides", named.toString());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /** What {@code status --json} says of a pipeline. */
  JsonNode status(String pipeline) {
    for (JsonNode status : Json.read(ok("status", "--json"), JsonNode.class).path("pipelines")) {
      if (status.path("pipeline").asText().equals(pipeline)) {
        return status;
      }
    }
    throw new IllegalArgumentException(pipeline);
  }

  String csv(String sql) {
    return ok("query", sql, "--csv");
  }

  /** The tables are exactly what {@code expected/<upload>} holds. */
  void mustShow(int upload) {
    assertThat(silver()).isEqualTo(expected(upload, "rides_silver_data"));
    assertThat(gold()).isEqualTo(expected(upload, "rides_gold_data"));
    assertThat(files()).isEqualTo(expected(upload, "rides_files"));
    assertThat(bronze()).isEqualTo(expected(upload, "rides"));
    assertThat(quarantine()).isEqualTo(expected(upload, "rides_silver_data_quarantine"));
  }

  String silver() {
    return csv(SILVER);
  }

  String gold() {
    return csv(GOLD);
  }

  static final String SILVER =
      "SELECT ride_id, date, driver_number, max_speed, distance_travelled, fare_amount"
          + " FROM uber_database.rides_silver_data ORDER BY ride_id";
  static final String GOLD = "SELECT * FROM uber_database.rides_gold_data ORDER BY driver_number";

  private static final String VERSIONS =
      "WITH versions AS (SELECT _source_file, _file_version, batch, rows, state,"
          + " row_number() OVER (PARTITION BY _source_file ORDER BY arrival) AS version,"
          + " element_at(split(_source_file, '/'), -1) AS file_name"
          + " FROM uber_database.rides_files) ";

  private String files() {
    return csv(
        VERSIONS + "SELECT file_name, version, batch, rows, state FROM versions ORDER BY batch");
  }

  private String bronze() {
    return csv(
        VERSIONS
            + "SELECT ride_id, Date, driver_number, speed, distance_travelled, fare_amount,"
            + " route_taken, start_point, end_point, file_name AS source_file, version"
            + " FROM uber_database.rides JOIN versions USING (_source_file, _file_version)"
            + " ORDER BY versions.batch, _position");
  }

  private String quarantine() {
    return csv(
        VERSIONS
            + ", numbered AS (SELECT *, row_number() OVER"
            + " (PARTITION BY _source_file, _file_version ORDER BY _position) AS row"
            + " FROM uber_database.rides)"
            + " SELECT n.ride_id, array_join(q.rules, ' ') AS rules, v.file_name, n.row"
            + " FROM uber_database.rides_silver_data_quarantine q"
            + " JOIN numbered n USING (_source_file, _file_version, _position)"
            + " JOIN versions v USING (_source_file, _file_version)"
            + " ORDER BY v.batch, n.row");
  }

  static String expected(int upload, String table) {
    return expected("rides", upload, table);
  }

  static String expected(String pipeline, int upload, String table) {
    try {
      return Files.readString(
          ROOT.resolve("pipelines/%s/expected/%d/%s.csv".formatted(pipeline, upload, table)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Time passes by being asked for, and never in the test. */
  private static final class NoWaiting implements Pacer {
    private Duration skipped = Duration.ZERO;

    @Override
    public Instant now() {
      return Instant.now().plus(skipped);
    }

    @Override
    public void pause(Duration duration) {
      skipped = skipped.plus(duration);
    }

    @Override
    public double jitter() {
      return 0.5;
    }
  }
}

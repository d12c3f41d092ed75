package io.ingot.jobs;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.AttemptFile;
import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.Rebuild;
import io.ingot.core.attempt.Shape;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageFailure;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.attempt.Work;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.jobs.run.JobPoints;
import io.ingot.jobs.run.WorkFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.SparkSession;

/** A pipeline's tables and uploads for one test: what Admit and Plan batch do elsewhere. */
public final class Lake {
  static final Instant T0 = Instant.parse("2024-03-01T10:00:00Z");

  private final PipelineDefinition definition;
  private final Path folder;
  private final Map<String, String> readable = new HashMap<>();
  private final Map<FileVersion, Path> copies = new HashMap<>();
  private final List<FileItem> uploads = new ArrayList<>();
  private final List<FileItem> supersedes = new ArrayList<>();
  private final Map<FileVersion, FileItem> loaded = new HashMap<>();
  private int clock;

  Lake(PipelineDefinition definition) {
    this.definition = definition;
    try {
      folder = Files.createTempDirectory("ingot lake");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static SparkSession spark() {
    return SharedSpark.SESSION;
  }

  /** Uploads lines; every upload is a minute after the one before. */
  FileItem upload(String source, String name, String... lines) {
    return upload(
        source, name, String.join("\n", lines).concat("\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Lets time pass before the next upload. */
  void pass(int days) {
    clock += days * 24 * 60;
  }

  FileItem upload(String source, String name, byte[] content) {
    return upload(source, name, content, "");
  }

  /** With an entity tag. */
  FileItem upload(String source, String name, byte[] content, String etag) {
    int version = clock++;
    FileItem item =
        item(source, name, version, content.length, etag, T0.plusSeconds(60L * version));
    try {
      Path file = folder.resolve("landing/v" + version + "/" + name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      // Hadoop paths are raw: what looks percent-encoded in them is part of the name.
      readAt(item, "file:" + file);
      copies.put(item.file(), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // The same key again: the newer version replaces the older one.
    loaded.values().stream()
        .filter(f -> f.file().key().equals(item.file().key()))
        .forEach(supersedes::add);
    supersedes.forEach(f -> loaded.remove(f.file()));
    uploads.add(item);
    return item;
  }

  private static FileItem item(
      String source, String name, int version, long size, String etag, Instant arrival) {
    FileVersion file = new FileVersion("landing", source + "/" + name, "v" + version);
    return new FileItem(source, file, size, etag, arrival, "", FileState.loaded, 0, "");
  }

  /** The immutable copy of a version. */
  Path path(FileItem item) {
    return copies.get(item.file());
  }

  /** From now on attempts read a version there. */
  void readAt(FileItem item, String uri) {
    readable.put(item.file().toString(), uri);
  }

  static byte[] gzip(String... lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(String.join("\n", lines).concat("\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A batch of what was uploaded since the last one. */
  Batch batch(long number) {
    List<FileItem> files = List.copyOf(uploads);
    uploads.clear();
    List<FileItem> old =
        supersedes.stream().map(f -> f.in(FileState.superseded, number, "replaced")).toList();
    supersedes.clear();
    files.forEach(f -> loaded.put(f.file(), f));
    return new Batch(
        new Manifest(definition.name(), number, number, T0.plusSeconds(3600), files, old));
  }

  /** A batch that checks a source's quarantine again. */
  Batch quarantine(long number, String source) {
    return new Batch(
        new Manifest(
            definition.name(),
            number,
            number,
            T0.plusSeconds(3600),
            List.of(),
            List.of(),
            source,
            Rebuild.NONE));
  }

  /** Uploads are taken as one batch and run to the end. */
  Batch run(long number) {
    Batch batch = batch(number);
    batch.run(number, 1, "all", JobPoints.NONE);
    return batch;
  }

  /** A table's full name. */
  String name(String table) {
    return definition.database() + "." + table;
  }

  Table table(String name) {
    try {
      return Spark3Util.loadIcebergTable(spark(), "lake." + definition.database() + "." + name);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Rows as text, fields separated by a bar, sorted; {@code db.} stands for the database. */
  List<String> query(String sql) {
    return spark().sql(sql.replace("db.", definition.database() + ".")).collectAsList().stream()
        .map(r -> r.mkString("|"))
        .sorted()
        .toList();
  }

  /** One batch of this lake. */
  final class Batch {
    private final Manifest manifest;

    Batch(Manifest manifest) {
      this.manifest = manifest;
    }

    Attempt attempt(long fence, int number) {
      return attempt(fence, number, definition);
    }

    Attempt attempt(long fence, int number, PipelineDefinition pipeline) {
      return new Attempt(
          manifest,
          fence,
          number,
          pipeline,
          Map.copyOf(readable),
          "file:" + folder.resolve("work"),
          PipelineItem.LOADS);
    }

    /** Takes all tables back to what they were after a batch. */
    void withdraw(long fence, long toBatch) {
      withdraw(attempt(fence, 1), toBatch);
    }

    void withdraw(Attempt a, long toBatch) {
      run(
          new Attempt(
              a.manifest(), a.fence(), a.attempt(), a.definition(), Map.of(), a.work(), toBatch),
          "withdraw",
          JobPoints.NONE);
    }

    void run(long fence, int number, String stages, JobPoints points) {
      run(attempt(fence, number), stages, points);
    }

    void run(Attempt attempt, String stages, JobPoints points) {
      String key =
          Attempt.key(manifest.pipeline(), manifest.batch(), attempt.fence(), attempt.attempt());
      String uri = attempt.work() + "/" + key;
      String manifestKey = Manifest.key(manifest.pipeline(), manifest.batch(), manifest.fence());
      WorkFiles files = new WorkFiles(spark().sparkContext().hadoopConfiguration());
      files.write(attempt.work() + "/" + manifestKey, manifest);
      files.write(
          uri,
          new AttemptFile(
              manifestKey,
              attempt.fence(),
              attempt.attempt(),
              attempt.definition(),
              attempt.readable(),
              attempt.unreadable(),
              attempt.work(),
              attempt.restore(),
              new AttemptFile.Run(Work.batch, "local", Shape.fused, "", 0, 0, 0)));
      Job.run(spark(), JobOptions.of(stages, uri, "lake"), points);
    }

    StageResult result(long fence, int number, Stage stage) {
      return read(attempt(fence, number).resultKey(stage), StageResult.class);
    }

    StageFailure failure(long fence, int number) {
      return read(
          StageFailure.key(manifest.pipeline(), manifest.batch(), fence, number),
          StageFailure.class);
    }

    private <T> T read(String key, Class<T> type) {
      try {
        return Json.read(Files.readAllBytes(folder.resolve("work").resolve(key)), type);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

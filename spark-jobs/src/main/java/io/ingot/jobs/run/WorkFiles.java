package io.ingot.jobs.run;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.AttemptFile;
import io.ingot.core.attempt.Manifest;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.TransientException;
import io.ingot.core.json.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** JSON documents in the work bucket, through Hadoop: {@code s3:} in the cloud, {@code file:}. */
public final class WorkFiles {
  private final Configuration hadoop;

  public WorkFiles(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  <T> T read(String uri, Class<T> type) {
    return find(uri, type).orElseThrow(() -> missing(uri));
  }

  private static RefusedException missing(String uri) {
    return new RefusedException(
        "Cannot read "
            + uri
            + ": it does not exist. Start the job through the workflow, which writes it.");
  }

  /**
   * The attempt of an attempt file, which must have been written by the version that reads it.
   *
   * @throws RefusedException if it names a key that this version does not know
   */
  public Attempt attempt(String uri) {
    AttemptFile file = find(uri, bytes -> known(uri, bytes)).orElseThrow(() -> missing(uri));
    return file.with(read(file.work() + "/" + file.manifest(), Manifest.class));
  }

  private static AttemptFile known(String uri, byte[] bytes) {
    try {
      return Json.readKnown(bytes, AttemptFile.class);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("Cannot run %s: %s".formatted(uri, e.getMessage()), e);
    }
  }

  /** A file's content; empty if there is no such file. */
  public <T> Optional<T> find(String uri, Class<T> type) {
    return find(uri, bytes -> Json.read(bytes, type));
  }

  private <T> Optional<T> find(String uri, Function<byte[], T> read) {
    Path path = new Path(uri);
    try {
      FileSystem files = path.getFileSystem(hadoop);
      try (FSDataInputStream in = files.open(path)) {
        return Optional.of(read.apply(in.readAllBytes()));
      }
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new TransientException(
          "Cannot read " + uri + ": " + e.getMessage() + ". Run the attempt again.", e);
    }
  }

  /** Writes a document; one that exists is replaced. */
  public void write(String uri, Object value) {
    Path path = new Path(uri);
    try {
      FileSystem files = path.getFileSystem(hadoop);
      try (OutputStream out = files.create(path, true)) {
        out.write(Json.bytes(value));
      }
    } catch (IOException e) {
      throw new TransientException(
          "Cannot write " + uri + ": " + e.getMessage() + ". Run the attempt again.", e);
    }
  }
}

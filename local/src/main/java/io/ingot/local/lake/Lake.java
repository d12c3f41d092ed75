package io.ingot.local.lake;

import io.ingot.core.failure.TransientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The lake folder: everything that the laptop keeps in place of buckets and services. Its folders
 * are made when they are first asked for.
 *
 * @param root the lake folder, absolute
 */
public record Lake(Path root) {
  /** The bucket name of the landing folder. */
  public static final String LANDING_BUCKET = "landing";

  /** Takes any path of the folder. */
  public Lake {
    root = root.toAbsolutePath().normalize();
  }

  /** Whether anybody has made it. */
  public boolean exists() {
    return Files.isDirectory(root.resolve("landing"))
        || Files.exists(root.resolve("ledger.sqlite"));
  }

  /** Where files are dropped; holds the newest version of each. */
  public Path landing() {
    return folder("landing");
  }

  /** Every version of every landed file, immutable. */
  public Path versions() {
    return folder("versions");
  }

  /** Manifests, attempt files and results. */
  public Path work() {
    return folder("work");
  }

  /** The Iceberg tables. */
  public Path warehouse() {
    return folder("warehouse");
  }

  /** The address of a folder, as Hadoop takes it: nothing is encoded. */
  public static String uri(Path folder) {
    return "file://" + folder.toUri().getPath().replaceAll("/+$", "");
  }

  /** What is kept of executions. */
  public Path executions() {
    return folder("executions");
  }

  /** Messages that were published. */
  public Path notifications() {
    return folder("notifications");
  }

  /** Logs of the jobs. */
  public Path logs() {
    return folder("logs");
  }

  /** The ledger's database file; {@link SqliteLedger#open} makes it. */
  public Path ledger() {
    return folder("").resolve("ledger.sqlite");
  }

  private Path folder(String name) {
    Path folder = root.resolve(name);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new TransientException(
          "Cannot make folder "
              + folder
              + ": "
              + e
              + ". Check that the lake folder's file system has room and may be written.",
          e);
    }
  }
}

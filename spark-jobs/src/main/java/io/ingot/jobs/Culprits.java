package io.ingot.jobs;

import io.ingot.core.attempt.StageFailure.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finds the files on which a reading of many fails, by halves. A file is to blame if it fails
 * alone, twice, while its bytes can be had: whatever is wrong is in them.
 */
final class Culprits {
  private static final int LONGEST = 300;

  private final Consumer<List<FileHead>> read;
  private final Predicate<FileHead> reachable;
  private final Map<FileHead, String> found = new LinkedHashMap<>();

  /**
   * @param read reads files to their ends and throws if it cannot
   * @param reachable whether the storage gives a file's bytes
   */
  Culprits(Consumer<List<FileHead>> read, Predicate<FileHead> reachable) {
    this.read = read;
    this.reachable = reachable;
  }

  /**
   * Why files cannot be read, by file.
   *
   * @param failure what came of reading them together; thrown again if no file is to blame
   */
  Map<FileHead, String> among(List<FileHead> files, RuntimeException failure) {
    Kind kind = Failures.kind(failure);
    if (kind != Kind.refused && kind != Kind.transient_failure) {
      throw failure;
    }
    search(files);
    if (found.isEmpty()) {
      throw failure;
    }
    return found;
  }

  private void search(List<FileHead> files) {
    Optional<Exception> failure = failure(files);
    if (failure.isEmpty()) {
      return;
    }
    if (files.size() > 1) {
      int half = files.size() / 2;
      search(files.subList(0, half));
      search(files.subList(half, files.size()));
      return;
    }
    FileHead file = files.get(0);
    failure(files)
        .filter(f -> reachable.test(file))
        .ifPresent(f -> found.put(file, "it cannot be read (" + shortened(f) + ")"));
  }

  private Optional<Exception> failure(List<FileHead> files) {
    try {
      read.accept(files);
      return Optional.empty();
    } catch (Exception e) {
      // Spark throws checked exceptions that its methods do not declare.
      return Optional.of(e);
    }
  }

  private static String shortened(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String line = Failures.line(cause);
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}

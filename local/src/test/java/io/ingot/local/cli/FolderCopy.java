package io.ingot.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Copies folders. */
final class FolderCopy {
  private FolderCopy() {}

  /** All files below a folder, in a fixed order. */
  static List<Path> files(Path in) throws IOException {
    try (Stream<Path> found = Files.walk(in)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    }
  }

  static void of(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Path target = to.resolve(from.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
  }
}

package io.ingot.local.lake;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds the files in a folder that people and programs have finished, as far as names tell. */
final class DroppedFiles extends SimpleFileVisitor<Path> {
  private static final Pattern BEING_WRITTEN =
      Pattern.compile("\\..*|.*~|.*\\.(tmp|temp|part|partial|filepart|crdownload|swp)");

  private final Path folder;
  private final Map<String, Look> found = new TreeMap<>();

  private DroppedFiles(Path folder) {
    this.folder = folder;
  }

  /** What they look like, by key; links to files count as files. */
  static Map<String, Look> in(Path folder) throws IOException {
    DroppedFiles visitor = new DroppedFiles(folder);
    Files.walkFileTree(folder, visitor);
    return visitor.found;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    return !directory.equals(folder) && isBeingWritten(directory)
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (!isBeingWritten(file) && Files.isRegularFile(file)) {
      found.put(
          KeyPath.of(folder, file),
          attributes.isSymbolicLink() ? Look.at(file) : Look.of(attributes));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException) {
      // It was renamed or removed since its folder was listed: the next look shows what came of it.
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }

  private static boolean isBeingWritten(Path path) {
    return BEING_WRITTEN.matcher(path.getFileName().toString().toLowerCase(Locale.ROOT)).matches();
  }
}

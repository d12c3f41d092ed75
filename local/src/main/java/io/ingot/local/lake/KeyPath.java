package io.ingot.local.lake;

import io.ingot.core.failure.RefusedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;

/** Object keys as paths in a folder. */
final class KeyPath {
  private KeyPath() {}

  /**
   * The path of a key.
   *
   * @throws RefusedException if the key would not name one file inside the folder
   */
  static Path in(Path folder, String key) {
    List<String> segments = List.of(key.split("/", -1));
    if (segments.contains("") || segments.contains(".") || segments.contains("..")) {
      throw refused(
          key, "it is absolute, or a part of it is empty, . or ..", "Use a key like orders/a.csv");
    }
    try {
      Path path = folder.resolve(key).normalize();
      if (!path.startsWith(folder)) {
        throw refused(key, "it leads out of " + folder, "Use a key like orders/a.csv");
      }
      return path;
    } catch (InvalidPathException e) {
      throw refused(
          key,
          "this system has no such file name: " + e.getReason(),
          "Use other characters, or a UTF-8 locale such as LC_ALL=C.UTF-8");
    }
  }

  /** The key of a path in the folder. */
  static String of(Path folder, Path path) {
    StringJoiner key = new StringJoiner("/");
    folder.relativize(path).forEach(name -> key.add(name.toString()));
    return key.toString();
  }

  private static RefusedException refused(String key, String why, String next) {
    return new RefusedException("Cannot use key " + key + ": " + why + ". " + next + ".");
  }
}

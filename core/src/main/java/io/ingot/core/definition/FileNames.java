package io.ingot.core.definition;

import io.ingot.readers.Format;
import io.ingot.readers.NamePattern;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of the uploads below a source's landing prefix are files of its, by {@link NamePattern}s.
 *
 * @param read patterns of the files that are read; empty for all
 * @param ignored patterns of what is passed over without a word, of names and of folders
 * @param anySuffix whether a file may have any suffix, or none
 */
public record FileNames(List<String> read, List<String> ignored, boolean anySuffix) {
  private static final List<String> MARKERS =
      List.of("_*", ".*", "*.crc", "*.md5", "*.checksum", "*_$folder$");

  /** Every CSV file by its usual suffix. */
  public static final FileNames DEFAULT = of(Format.Type.csv);

  public FileNames {
    read = read == null ? List.of() : List.copyOf(read);
    ignored = ignored == null ? MARKERS : List.copyOf(ignored);
  }

  /** Every file of a format by its usual suffix. */
  public static FileNames of(Format.Type type) {
    return new FileNames(List.of(), markers(type, false), false);
  }

  /**
   * What writers leave beside their files: hidden files and folders, checksums, and manifests,
   * unless these may be files of the source by their suffix.
   */
  static List<String> markers(Format.Type type, boolean anySuffix) {
    List<String> markers = new ArrayList<>(MARKERS);
    if (!anySuffix) {
      markers.add("*manifest");
    }
    if (!anySuffix && type != Format.Type.json) {
      markers.add("*manifest.json");
    }
    return List.copyOf(markers);
  }

  /**
   * Whether an upload is no file of the source.
   *
   * @param below its key, below the landing prefix
   */
  public boolean passesOver(String below) {
    if (below.isEmpty() || below.endsWith("/")) {
      return true;
    }
    return ignored.stream().anyMatch(p -> ignores(p, below))
        || (!read.isEmpty() && read.stream().noneMatch(p -> NamePattern.isOfFile(p, below)));
  }

  /** A folder {@code key=value} holds a column, whatever its key begins with. */
  private static boolean ignores(String pattern, String below) {
    if (pattern.contains("/")) {
      return NamePattern.matches(pattern, below);
    }
    String[] parts = below.split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean column = i < parts.length - 1 && parts[i].contains("=") && !pattern.contains("=");
      if (!column && NamePattern.matches(pattern, parts[i])) {
        return true;
      }
    }
    return false;
  }
}

package io.ingot.core.definition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What {@code docs/configuration.md} says about the keys of definitions. */
final class ConfigurationReference {
  private static final Pattern ROW =
      Pattern.compile("^\\| `([^`]+)` \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);
  private static final Map<FileKind, String> HEADINGS =
      Map.of(
          FileKind.PIPELINE, "pipeline.yaml",
          FileKind.SOURCE, "sources/&lt;source&gt;.yaml",
          FileKind.MART, "marts/&lt;mart&gt;.yaml");

  private ConfigurationReference() {}

  static String document() throws IOException {
    return Files.readString(Path.of(System.getProperty("ingot.root"), "docs", "configuration.md"));
  }

  /** The keys of such a file, in their order. */
  static List<Row> rows(FileKind kind) throws IOException {
    String section = document().split("(?m)^## " + HEADINGS.get(kind) + "$", 2)[1];
    return ROW.matcher(section.split("(?m)^## ", 2)[0])
        .results()
        .map(row -> new Row(row.group(1), row.group(2), row.group(3), row.group(4)))
        .toList();
  }

  /**
   * A key.
   *
   * @param path where it stands, as in {@link FileKind.Key}
   * @param type what its value is
   * @param otherwise what is taken if it is not there
   * @param meaning in Markdown
   */
  record Row(String path, String type, String otherwise, String meaning) {}
}

package io.ingot.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/configuration.md} against the keys that the reader knows, both ways. */
class ConfigurationReferenceTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| `([^`]+)` \\| [^|]+ \\| ([^|]+) \\| [^|]+ \\|$", Pattern.MULTILINE);
  private static final Map<FileKind, String> HEADINGS =
      Map.of(
          FileKind.PIPELINE, "pipeline.yaml",
          FileKind.SOURCE, "sources/&lt;source&gt;.yaml",
          FileKind.MART, "marts/&lt;mart&gt;.yaml");

  @Test
  void reference_hasTheKeysOfTheReader_inTheirOrder() throws IOException {
    String text =
        Files.readString(Path.of(System.getProperty("ingot.root"), "docs", "configuration.md"));
    Map<String, String> sections =
        Pattern.compile("^## ", Pattern.MULTILINE)
            .splitAsStream(text)
            .collect(
                Collectors.toMap(
                    section -> section.lines().findFirst().orElse(""), section -> section));

    for (FileKind kind : FileKind.values()) {
      assertThat(documented(sections.get(HEADINGS.get(kind))))
          .as(kind.name())
          .isEqualTo(kind.keys());
    }
  }

  private static List<FileKind.Key> documented(String section) {
    return ROW.matcher(section)
        .results()
        .map(row -> new FileKind.Key(row.group(1), row.group(2).equals("required")))
        .toList();
  }
}

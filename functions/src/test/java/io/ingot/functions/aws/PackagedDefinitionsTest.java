package io.ingot.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.definition.PipelineDefinition;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagedDefinitionsTest {
  @TempDir Path folder;

  @Test
  void definitions_ofThisBuild_haveNoProblems() {
    assertThat(new PackagedDefinitions().definitions().pipelines())
        .extracting(PipelineDefinition::name)
        .contains("rides");
  }

  @Test
  void read_ofThisBuild_hasDefinitionsOnly() {
    assertThat(new PackagedDefinitions().read().keySet())
        .contains("rides/pipeline.yaml", "rides/marts/rides_gold_data.sql")
        .allMatch(name -> name.endsWith(".yaml") || name.endsWith(".sql"))
        .noneMatch(name -> name.contains("/samples/") || name.contains("/expected/"));
  }

  @Test
  void read_ofAJarAndOfADirectory_isTheSame() throws IOException {
    Path directory = Files.createDirectories(folder.resolve("classes/pipelines/a/sources"));
    Files.writeString(directory.resolve("b.yaml"), "source: é");
    Path jar = folder.resolve("code.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry("pipelines/a/sources/b.yaml"));
      entries.write("source: é".getBytes(StandardCharsets.UTF_8));
      entries.putNextEntry(new JarEntry("other/c.yaml"));
    }

    assertThat(new PackagedDefinitions(jar).read())
        .containsOnlyKeys("a/sources/b.yaml")
        .isEqualTo(new PackagedDefinitions(folder.resolve("classes")).read());
  }

  @Test
  void read_withoutDefinitions_saysWhere() {
    assertThatThrownBy(() -> new PackagedDefinitions(folder).read())
        .hasMessage(
            "Cannot read the definitions: none are packed in %s. Build the jar with ./mvnw package.",
            folder);
  }
}

package io.ingot.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a deploy uploads is where the template says, as the build leaves it. */
final class UploadsIT {
  @Test
  void everyUpload_isWhereTheTemplateSays() {
    assertThat(Template.uploads())
        .containsKeys(
            "AdmitFunction.CodeUri",
            "MedallionStateMachine.DefinitionUri",
            "SparkJobLayer.ContentUri")
        .allSatisfy(
            (property, path) -> assertThat(Build.root().resolve(path)).as(property).exists());
  }

  @Test
  void layer_holdsTheSparkJarAlone_underTheNameThatStageReads() throws Exception {
    Path layer = Build.root().resolve(Template.uploads().get("SparkJobLayer.ContentUri"));
    String jar = Template.functions().get("StageFunction").variables().get("INGOT_JOB_JAR");

    assertThat(files(layer))
        .containsExactly(layer.resolve(Path.of("/opt").relativize(Path.of(jar))));
    assertThat(mainClass(files(layer).get(0))).isEqualTo("io.ingot.jobs.JobMain");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static String mainClass(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      String name = jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
      assertThat(jar.getEntry(name.replace('.', '/') + ".class")).as(name).isNotNull();
      return name;
    }
  }
}

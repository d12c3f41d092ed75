package io.ingot.local.run;

import io.ingot.core.definition.DefinitionFiles;
import io.ingot.core.failure.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Definitions in a folder, such as the repository's {@code pipelines/}. */
public record DirectoryDefinitions(Path folder) implements DefinitionFiles {
  @Override
  public SortedMap<String, String> read() {
    if (!Files.isDirectory(folder)) {
      throw new RefusedException(
          "Cannot read the definitions: there is no folder %s. Name yours with --pipelines DIR."
              .formatted(folder.toAbsolutePath()));
    }
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(DirectoryDefinitions::isDefinition).toList()) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the definitions in " + folder, e);
    }
    return files;
  }

  private static boolean isDefinition(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file)
        && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".sql"));
  }
}

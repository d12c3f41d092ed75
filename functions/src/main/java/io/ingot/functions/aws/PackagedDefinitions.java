package io.ingot.functions.aws;

import io.ingot.core.definition.DefinitionFiles;
import io.ingot.core.definition.DefinitionReader;
import io.ingot.core.definition.Definitions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The definitions that were packed with this code, below {@code pipelines/}: in its jar, or in the
 * directory that Lambda unpacks the jar into.
 */
public final class PackagedDefinitions implements DefinitionFiles {
  private static final String FOLDER = "pipelines/";

  private final Path code;

  /** The definitions packed with this class. */
  public PackagedDefinitions() {
    this(codeOf(PackagedDefinitions.class));
  }

  /**
   * The definitions in a jar or directory.
   *
   * @param code the jar or directory that holds {@code pipelines/}
   */
  public PackagedDefinitions(Path code) {
    this.code = code;
  }

  /**
   * The definitions, read.
   *
   * @throws io.ingot.core.failure.RefusedException if something is wrong with them
   */
  public Definitions definitions() {
    return DefinitionReader.read(read(), new UncheckedSql()).orThrow();
  }

  @Override
  public SortedMap<String, String> read() {
    try {
      SortedMap<String, String> files = Files.isDirectory(code) ? fromDirectory() : fromJar();
      if (files.isEmpty()) {
        throw new IllegalStateException(
            "Cannot read the definitions: none are packed in %s. Build the jar with ./mvnw package."
                .formatted(code));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the definitions in " + code + ".", e);
    }
  }

  private SortedMap<String, String> fromDirectory() throws IOException {
    Path folder = code.resolve(FOLDER);
    SortedMap<String, String> files = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(path).toString().replace('\\', '/');
        files.put(name, Files.readString(path));
      }
    }
    return files;
  }

  private SortedMap<String, String> fromJar() throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (JarFile jar = new JarFile(code.toFile())) {
      List<JarEntry> entries =
          jar.stream().filter(e -> !e.isDirectory() && e.getName().startsWith(FOLDER)).toList();
      for (JarEntry entry : entries) {
        try (InputStream content = jar.getInputStream(entry)) {
          files.put(
              entry.getName().substring(FOLDER.length()),
              new String(content.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return files;
  }

  private static Path codeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Cannot find the code of " + type.getName() + ".", e);
    }
  }
}

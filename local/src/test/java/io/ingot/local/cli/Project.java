package io.ingot.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ingot.core.definition.DefinitionReader;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.jobs.syntax.SparkSqlSyntax;
import io.ingot.local.lake.Lake;
import io.ingot.local.run.DirectoryDefinitions;
import io.ingot.readers.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A folder of definitions with one pipeline, and a lake whose landing folder files are put into.
 */
final class Project {
  private final Path definitions;
  private final String pipeline;
  private final CommandLineLake lake;
  private final Path landing;

  /**
   * A project without sources.
   *
   * @param folder a folder of its own
   * @param pipeline the pipeline's name, and that of its database
   */
  Project(Path folder, String pipeline) {
    this.definitions = folder.resolve("pipelines");
    this.pipeline = pipeline;
    this.lake = new CommandLineLake(folder.resolve("lake"), definitions);
    this.landing = new Lake(folder.resolve("lake")).landing();
    write(
        definitions.resolve(pipeline).resolve("pipeline.yaml"),
        "pipeline: %1$s\ndatabase: %1$s\n".formatted(pipeline).getBytes(UTF_8));
  }

  CommandLineLake lake() {
    return lake;
  }

  Path definitions() {
    return definitions;
  }

  /** Takes the definitions of a folder. */
  void define(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = definitions.resolve(pipeline).resolve(folder.relativize(file).toString());
        write(to, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Defines a source by what stands behind the first line. */
  void source(String name, String yaml) {
    write(
        definitions.resolve(pipeline).resolve("sources").resolve(name + ".yaml"),
        "source: %s\n%s\n".formatted(name, yaml).getBytes(UTF_8));
  }

  /**
   * Copies a file into the landing folder, as people do.
   *
   * @param below its key below the pipeline's name
   */
  void drop(String below, byte[] content) {
    write(landing.resolve(pipeline).resolve(below), content);
  }

  void drop(String below, String content) {
    drop(below, content.getBytes(UTF_8));
  }

  /** The silver rows of all sources, in the order of the files, by source. */
  Map<String, List<String>> silver() {
    return rows("silver", "");
  }

  /** What no type held, and what could not be parsed, by source. */
  Map<String, List<String>> leftOver() {
    return rows("bronze", " WHERE _rescued IS NOT NULL OR _corrupt IS NOT NULL");
  }

  private Map<String, List<String>> rows(String layer, String where) {
    String sql =
        DefinitionReader.read(new DirectoryDefinitions(definitions).read(), new SparkSqlSyntax())
            .orThrow()
            .pipelines()
            .get(0)
            .sources()
            .stream()
            .map(
                s ->
                    "SELECT '%s' AS source, _source_file, _position, %s AS row FROM %s.%s_%s%s"
                        .formatted(s.name(), text(s, layer), pipeline, layer, s.name(), where))
            .collect(Collectors.joining(" UNION ALL "));
    Map<String, List<String>> rows = new TreeMap<>();
    lake.csv(
            "SELECT concat(source, '=', replace(row, '\\n', '⏎')) AS row FROM ("
                + sql
                + ") ORDER BY _source_file, _position")
        .lines()
        .skip(1)
        .map(Project::unquoted)
        .forEach(
            line ->
                rows.computeIfAbsent(line.substring(0, line.indexOf('=')), k -> new ArrayList<>())
                    .add(line.substring(line.indexOf('=') + 1)));
    return rows;
  }

  private static String unquoted(String field) {
    return field.startsWith("\"")
        ? field.substring(1, field.length() - 1).replace("\"\"", "\"")
        : field;
  }

  private static String text(SourceDefinition source, String layer) {
    return layer.equals("silver")
        ? source.columns().stream()
            .map(Column::name)
            .map("coalesce(CAST(`%s` AS string), 'NULL')"::formatted)
            .collect(Collectors.joining(", ", "concat_ws(', ', ", ")"))
        : "coalesce(_rescued, concat_ws(': ', _corrupt_reason, _corrupt))";
  }

  static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.ingot.core.definition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The definition files of one pipeline. Samples, expectations, READMEs and the like are not among
 * them.
 *
 * @param name the folder's name
 * @param files text by path below the folder, definition files only
 */
record PipelineFolder(String name, SortedMap<String, String> files) {
  private static final String PIPELINE_FILE = "pipeline.yaml";

  /** Sorts files into folders; a folder without any definition file is left out. */
  static SortedMap<String, PipelineFolder> of(SortedMap<String, String> files, Problems problems) {
    SortedMap<String, PipelineFolder> folders = new TreeMap<>();
    files.forEach(
        (path, text) -> {
          int slash = path.indexOf('/');
          String below = path.substring(slash + 1);
          if (slash > 0
              && below.matches(PIPELINE_FILE + "|(sources|marts)/[^/]+\\.yaml|marts/[^/]+\\.sql")) {
            folders
                .computeIfAbsent(
                    path.substring(0, slash), n -> new PipelineFolder(n, new TreeMap<>()))
                .files
                .put(below, text);
          } else if (slash > 0
              && below.matches("(pipeline|(sources|marts)/[^/]+)\\.(yml|YAML|YML)")) {
            problems.add(path, 1, "the file is not read", "Let its name end in .yaml.");
          }
        });
    folders.values().forEach(f -> f.checkComplete(problems));
    return folders;
  }

  private void checkComplete(Problems problems) {
    if (!files.containsKey(PIPELINE_FILE)) {
      problems.add(
          path(PIPELINE_FILE),
          1,
          "the file is missing",
          "Add it, with pipeline: " + name + " and database:.");
    }
    for (String mart : names("marts", ".yaml")) {
      if (!files.containsKey("marts/" + mart + ".sql")) {
        problems.add(
            path("marts/" + mart + ".yaml"),
            1,
            "mart \"" + mart + "\" has no SQL",
            "Add " + mart + ".sql beside it.");
      }
      if (files.containsKey("sources/" + mart + ".yaml")) {
        problems.add(
            path("marts/" + mart + ".yaml"),
            1,
            "mart \"" + mart + "\" has the name of a source",
            "Rename one of them: SQL names both alike.");
      }
    }
    for (String query : names("marts", ".sql")) {
      String mart = query.replaceFirst("\\.athena$", "");
      if (!files.containsKey("marts/" + mart + ".yaml")) {
        problems.add(
            path("marts/" + query + ".sql"),
            1,
            "SQL without a mart",
            "Add " + mart + ".yaml beside it, or remove the file.");
      }
    }
  }

  /** A path below the pipelines folder. */
  String path(String below) {
    return name + "/" + below;
  }

  /** The query of a mart, without the semicolon at its end; empty if there is none. */
  String query(String mart) {
    return files.getOrDefault("marts/" + mart + ".sql", "").replaceFirst("[;\\s]+$", "");
  }

  /** What sources and marts are called by their files, readable or not. */
  SortedSet<String> relations() {
    SortedSet<String> result = names("sources", ".yaml");
    result.addAll(names("marts", ".yaml"));
    return result;
  }

  /** The pipeline's own file, if it can be read. */
  Optional<YamlNode> pipelineYaml(Problems problems) {
    return files.containsKey(PIPELINE_FILE)
        ? YamlNode.read(path(PIPELINE_FILE), files.get(PIPELINE_FILE), problems)
        : Optional.empty();
  }

  /** The YAML files below a folder that can be read, by name. */
  Map<String, YamlNode> yaml(String sub, Problems problems) {
    Map<String, YamlNode> result = new LinkedHashMap<>();
    for (String file : names(sub, ".yaml")) {
      String below = sub + "/" + file + ".yaml";
      YamlNode.read(path(below), files.get(below), problems)
          .ifPresent(node -> result.put(file, node));
    }
    return result;
  }

  private SortedSet<String> names(String sub, String suffix) {
    SortedSet<String> result = new TreeSet<>();
    for (String file : files.keySet()) {
      if (file.startsWith(sub + "/") && file.endsWith(suffix)) {
        result.add(file.substring(sub.length() + 1, file.length() - suffix.length()));
      }
    }
    return result;
  }
}

package io.ingot.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.readers.Column;
import io.ingot.readers.Format;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/configuration.md} against the keys that the reader knows, both ways. */
class ConfigurationReferenceTest {
  /** Of each record of a definition, the keys that its components are read from. */
  private static final Map<Class<?>, Map<String, String>> COMPONENTS =
      Map.of(
          PipelineDefinition.class,
          keys(
              """
              name=pipeline description=description database=database limits=limits
              sources= marts=
              """),
          SourceDefinition.class,
          keys(
              """
              name=source description=description landing=landing files=files format=format
              columns=columns limits=limits overwrite=overwrite unknownColumns=unknown_columns
              bronze=bronze.table silver=silver.table
              """),
          FileNames.class,
          keys("read=files ignored=ignore anySuffix=suffix"),
          Format.class,
          keys("type=format.type csv=layouts json=format.records"),
          Column.class,
          keys(
              """
              name=columns[].name type=columns[].type required=columns[].required
              was=columns[].was from=columns[].from reading=columns[].format
              """),
          SourceLimits.class,
          keys("maxFileSize=limits.max_file_size maxField=limits.max_field tolerance=allow_empty"),
          SilverDefinition.class,
          keys(
              """
              table=silver.table drop=silver.select.drop rename=silver.select.rename
              add=silver.select.add key=silver.key sequence=silver.sequence
              operation=silver.operation partition=silver.partition expect=silver.expect.quarantine
              history=silver.history
              """),
          MartDefinition.class,
          keys(
              """
              name=mart description=description table=table key=key refresh=refresh reads=reads
              sql=reads partition=partition expect=expect
              """));

  private static final Pattern OLD_ROWS =
      Pattern.compile(
          "^\\| (pipeline|source|mart) \\| (`[^|]+`) \\| [^|]+ \\| [^|]+ \\|$", Pattern.MULTILINE);

  private static Map<String, String> keys(String text) {
    return Stream.of(text.strip().split("\\s+"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  @Test
  void everyKey_saysWhatItsChangeMeansToRowsThatAreThere() throws IOException {
    Map<FileKind, Set<String>> said = new EnumMap<>(FileKind.class);
    OLD_ROWS
        .matcher(ConfigurationReference.document())
        .results()
        .forEach(
            row -> {
              Set<String> keys =
                  said.computeIfAbsent(
                      FileKind.valueOf(row.group(1).toUpperCase(Locale.ROOT)),
                      k -> new LinkedHashSet<>());
              for (String key : row.group(2).replace("`", "").split(", ", -1)) {
                assertThat(keys.add(key)).as(key).isTrue();
              }
            });
    for (FileKind kind : FileKind.values()) {
      List<String> paths = kind.keys().stream().map(FileKind.Key::path).toList();
      assertThat(paths).as(kind.name()).containsAll(said.get(kind));
      // A map of keys that have rows of their own says nothing itself.
      assertThat(paths)
          .as(kind.name())
          .allMatch(
              path -> said.get(kind).stream().anyMatch(k -> below(path, k) || below(k, path)));
      assertThat(
              paths.stream()
                  .filter(p -> paths.stream().noneMatch(q -> !q.equals(p) && below(q, p))))
          .as(kind.name())
          .allMatch(path -> said.get(kind).stream().anyMatch(k -> below(path, k)));
    }
  }

  @Test
  void everyComponentOfADefinition_isReadFromAKey() {
    COMPONENTS.forEach(
        (type, keys) -> {
          assertThat(keys.keySet())
              .as(type.getSimpleName())
              .containsExactlyInAnyOrderElementsOf(
                  Stream.of(type.getRecordComponents()).map(RecordComponent::getName).toList());
          assertThat(keys.values().stream().filter(k -> !k.isEmpty()))
              .as(type.getSimpleName())
              .allMatch(
                  key ->
                      Stream.of(FileKind.values())
                          .flatMap(kind -> kind.keys().stream())
                          .anyMatch(known -> known.path().equals(key)));
        });
  }

  private static boolean below(String path, String key) {
    return path.equals(key) || path.startsWith(key + ".") || path.startsWith(key + "[]");
  }

  @Test
  void reference_hasTheKeysOfTheReader_inTheirOrder() throws IOException {
    for (FileKind kind : FileKind.values()) {
      assertThat(
              ConfigurationReference.rows(kind).stream()
                  .map(row -> new FileKind.Key(row.path(), row.otherwise().equals("required"))))
          .as(kind.name())
          .containsExactlyElementsOf(kind.keys());
    }
  }
}

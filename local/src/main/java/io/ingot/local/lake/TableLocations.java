package io.ingot.local.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the tables of a lake say that they lie. Iceberg writes to that place whatever folder it was
 * opened from, so that a copied or moved lake would change the one that it comes from.
 */
public final class TableLocations {
  private TableLocations() {}

  /** Why a lake must not be opened; empty if all its tables lie in it. */
  public static Optional<String> problem(Lake lake) {
    for (Path database : folders(lake.warehouse())) {
      for (Path table : folders(database)) {
        String expected = Lake.uri(table);
        Optional<String> location = location(table.resolve("metadata"));
        if (location.isPresent() && !plain(location.get()).equals(plain(expected))) {
          return Optional.of(
              "Cannot open lake %s: it was copied or moved, and its table %s.%s lies in %s. Use that lake, or move this one back to where it was."
                  .formatted(
                      lake.root(), database.getFileName(), table.getFileName(), location.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** Without what addresses of one place may differ in. */
  private static String plain(String uri) {
    return uri.replaceFirst("^file:/*", "/").replaceAll("/+$", "");
  }

  private static List<Path> folders(Path in) {
    try (Stream<Path> found = Files.list(in)) {
      return found.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the newest metadata of a table says; empty if there is none. */
  private static Optional<String> location(Path metadata) {
    Path hint = metadata.resolve("version-hint.text");
    if (!Files.exists(hint)) {
      return Optional.empty();
    }
    try {
      Path newest = metadata.resolve("v" + Files.readString(hint).strip() + ".metadata.json");
      return Files.exists(newest) ? location(newest.toFile()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> location(java.io.File json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals("location");
        parser.nextToken();
        if (found) {
          return Optional.of(parser.getText());
        }
        parser.skipChildren();
      }
    }
    return Optional.empty();
  }
}

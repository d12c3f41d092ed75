package io.ingot.local.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the tables of a lake say that they lie. Iceberg writes to that place whatever folder it was
 * opened from, so that a copied or moved lake would change the one that it comes from.
 */
public final class TableLocations {
  private TableLocations() {}

  /**
   * A table that says that it lies elsewhere.
   *
   * @param folder its folder in this lake
   * @param location where it says that it lies, without {@code file:}
   */
  record Elsewhere(Path folder, String location) {
    /** Its name, with the database. */
    String name() {
      return folder.getParent().getFileName() + "." + folder.getFileName();
    }

    /** The folder of the lake that it says to lie in; empty if that is not one of ours. */
    Optional<Path> lake() {
      Path root = folder.getParent().getParent().getParent();
      String within = "/" + root.relativize(folder);
      return location.endsWith(within)
          ? Optional.of(Path.of(location.substring(0, location.length() - within.length())))
          : Optional.empty();
    }
  }

  /** Why a lake must not be opened; empty if all its tables lie in it. */
  public static Optional<String> problem(Lake lake) {
    return elsewhere(lake).stream()
        .findFirst()
        .map(
            table ->
                "Cannot open lake %s: it was copied or moved, and its table %s lies in %s. %s"
                    .formatted(
                        lake.root(),
                        table.name(),
                        table.location(),
                        table
                            .lake()
                            .map(from -> "Run " + command(from) + ".")
                            .orElse("Use the lake that the table lies in.")));
  }

  /** The command that makes a copied or moved lake work where it lies. */
  static String command(Path from) {
    return "./ingot adopt --moved-from '" + from.toString().replace("'", "'\\''") + "'";
  }

  static List<Elsewhere> elsewhere(Lake lake) {
    List<Elsewhere> found = new ArrayList<>();
    for (Path database : folders(lake.warehouse())) {
      for (Path table : folders(database)) {
        location(table.resolve("metadata"))
            .map(TableLocations::plain)
            .filter(location -> !location.equals(plain(Lake.uri(table))))
            .ifPresent(location -> found.add(new Elsewhere(table, location)));
      }
    }
    return found;
  }

  /** Without what addresses of one place may differ in. */
  static String plain(String uri) {
    return uri.replaceFirst("^file:/*", "/").replaceAll("/+$", "");
  }

  private static List<Path> folders(Path in) {
    try (Stream<Path> found = Files.list(in)) {
      return found.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table's newest metadata, as its hint names it; empty if there is none. */
  static Optional<Path> newest(Path metadata) {
    Path hint = metadata.resolve("version-hint.text");
    if (!Files.exists(hint)) {
      return Optional.empty();
    }
    try {
      return Optional.of(metadata.resolve("v" + Files.readString(hint).strip() + ".metadata.json"))
          .filter(Files::exists);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> location(Path metadata) {
    return newest(metadata)
        .flatMap(
            newest -> {
              try {
                return location(newest.toFile());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
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

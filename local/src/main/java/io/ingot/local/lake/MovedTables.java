package io.ingot.local.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.json.Json;
import io.ingot.local.lake.TableLocations.Elsewhere;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.MetadataColumns;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DeleteSchemaUtil;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.parquet.Parquet;

/**
 * Makes the tables of a copied or moved lake lie where the lake lies now: every path in their
 * metadata, manifest lists, manifests and position deletes is changed. Only files of this lake are
 * read and written. Each file is replaced as a whole, a table's newest metadata last, so that an
 * interrupted call is completed by repeating it.
 */
public final class MovedTables {
  private final String from;
  private final Path to;
  private final Set<Path> deletes = new HashSet<>();

  private MovedTables(Path from, Path to) {
    this.from = TableLocations.plain(Lake.uri(from)) + "/";
    this.to = to;
  }

  /**
   * Adopts the tables of a lake.
   *
   * @param moved the root folder that the lake had; need not exist
   * @return how many tables were changed; 0 if all lie in the lake already
   * @throws RefusedException if a table lies somewhere else, before anything is changed
   */
  public static int adopt(Lake lake, Path moved) {
    Path from = moved.toAbsolutePath().normalize().resolve("warehouse");
    return DiskStep.of(
        "adopt lake " + lake.root(),
        () ->
            new FolderLock(lake.root().resolve("adopt.lock"))
                .holding(() -> new MovedTables(from, lake.warehouse()).adopt(lake)));
  }

  private int adopt(Lake lake) throws IOException {
    List<Elsewhere> elsewhere = TableLocations.elsewhere(lake);
    for (Elsewhere table : elsewhere) {
      if (!table.location().startsWith(from)) {
        throw new RefusedException(
            "Cannot adopt lake %s: its table %s lies in %s, not in %s. %s"
                .formatted(
                    lake.root(),
                    table.name(),
                    table.location(),
                    from,
                    table
                        .lake()
                        .map(old -> "Run " + TableLocations.command(old) + ".")
                        .orElse("Move the table away.")));
      }
    }
    for (Elsewhere table : elsewhere) {
      table(table.folder().resolve("metadata"));
    }
    return elsewhere.size();
  }

  private void table(Path metadata) throws IOException {
    for (Path file : files(metadata, "*.avro")) {
      if (!isManifestList(file)) {
        avro(file, this::manifestEntry);
      }
    }
    for (Path file : files(metadata, "*.avro")) {
      if (isManifestList(file)) {
        avro(file, this::manifest);
      }
    }
    Optional<Path> newest = TableLocations.newest(metadata);
    for (Path file : files(metadata, "*.metadata.json")) {
      if (!newest.equals(Optional.of(file))) {
        json(file);
      }
    }
    json(newest.orElseThrow());
  }

  private static boolean isManifestList(Path file) {
    return file.getFileName().toString().startsWith("snap-");
  }

  private void json(Path file) throws IOException {
    JsonNode changed = changed(Json.read(Files.readAllBytes(file), JsonNode.class));
    replace(file, written -> Files.write(written, Json.bytes(changed)));
  }

  /** With every text that is a path of the lake changed, at any depth. */
  private JsonNode changed(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(changed(field.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, changed(array.get(i)));
      }
    } else if (node.isTextual()) {
      return TextNode.valueOf(changed(node.textValue()));
    }
    return node;
  }

  /** A manifest in a manifest list. Its length is what it has now, with other paths in it. */
  private void manifest(GenericRecord manifest) throws IOException {
    String path = changed(manifest.get("manifest_path").toString());
    manifest.put("manifest_path", path);
    put(manifest, "manifest_length", path);
  }

  /** A file in a manifest. */
  private void manifestEntry(GenericRecord entry) throws IOException {
    GenericRecord file = (GenericRecord) entry.get("data_file");
    String path = changed(file.get("file_path").toString());
    file.put("file_path", path);
    if (file.hasField("referenced_data_file") && file.get("referenced_data_file") != null) {
      file.put("referenced_data_file", changed(file.get("referenced_data_file").toString()));
    }
    if (file.hasField("content") && file.get("content").equals(FileContent.POSITION_DELETES.id())) {
      bounds(file, "lower_bounds");
      bounds(file, "upper_bounds");
      positionDeletes(Path.of(TableLocations.plain(path)));
      put(file, "file_size_in_bytes", path);
    }
  }

  /** The least and greatest path of position deletes tell Iceberg which data files they concern. */
  private void bounds(GenericRecord file, String field) {
    if (file.get(field) instanceof Iterable<?> bounds) {
      for (Object bound : bounds) {
        GenericRecord pair = (GenericRecord) bound;
        if (pair.get("key").equals(MetadataColumns.DELETE_FILE_PATH.fieldId())) {
          ByteBuffer value = (ByteBuffer) pair.get("value");
          String path = StandardCharsets.UTF_8.decode(value.duplicate()).toString();
          pair.put("value", ByteBuffer.wrap(changed(path).getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
  }

  private void positionDeletes(Path file) throws IOException {
    if (!Files.exists(file) || !deletes.add(file)) {
      return;
    }
    Schema schema = DeleteSchemaUtil.pathPosSchema();
    replace(
        file,
        written -> {
          try (CloseableIterable<Record> rows =
                  Parquet.read(org.apache.iceberg.Files.localInput(file.toFile()))
                      .project(schema)
                      .createReaderFunc(form -> GenericParquetReaders.buildReader(schema, form))
                      .build();
              FileAppender<Record> out =
                  Parquet.write(org.apache.iceberg.Files.localOutput(written.toFile()))
                      .schema(schema)
                      .meta("delete-type", "position")
                      .set(TableProperties.PARQUET_COMPRESSION, "zstd")
                      .createWriterFunc(GenericParquetWriter::create)
                      .overwrite()
                      .build()) {
            String path = MetadataColumns.DELETE_FILE_PATH.name();
            for (Record row : rows) {
              row.setField(path, changed((String) row.getField(path)));
              out.add(row);
            }
          }
        });
  }

  private static void put(GenericRecord in, String field, String path) throws IOException {
    Path file = Path.of(TableLocations.plain(path));
    // What has expired stays named in old manifests.
    if (Files.exists(file)) {
      in.put(field, Files.size(file));
    }
  }

  private String changed(String uri) {
    String plain = TableLocations.plain(uri);
    return uri.startsWith("file:") && plain.startsWith(from) && !Path.of(plain).startsWith(to)
        ? Lake.uri(to) + "/" + plain.substring(from.length())
        : uri;
  }

  /** Changes the records of an Avro file; schema, settings and compression stay. */
  private static void avro(Path file, Change<GenericRecord> change) throws IOException {
    replace(
        file,
        written -> {
          try (DataFileReader<GenericRecord> in =
                  new DataFileReader<>(file.toFile(), new GenericDatumReader<>());
              DataFileWriter<GenericRecord> out =
                  new DataFileWriter<>(new GenericDatumWriter<>(in.getSchema()))) {
            in.getMetaKeys().stream()
                .filter(key -> !DataFileWriter.isReservedMeta(key))
                .forEach(key -> out.setMeta(key, in.getMeta(key)));
            out.setCodec(CodecFactory.fromString(in.getMetaString(DataFileConstants.CODEC)));
            out.create(in.getSchema(), written.toFile());
            for (GenericRecord entry : in) {
              change.apply(entry);
              out.append(entry);
            }
          }
        });
  }

  /** Replaces a file as a whole. Hadoop's checksum of what it was goes first. */
  private static void replace(Path file, Change<Path> write) throws IOException {
    Path written = file.resolveSibling("." + file.getFileName() + ".moved");
    write.apply(written);
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static List<Path> files(Path in, String glob) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(in, glob)) {
      files.forEach(found::add);
    }
    return found;
  }

  /** Changes a thing, or writes a file. */
  @FunctionalInterface
  private interface Change<T> {
    void apply(T thing) throws IOException;
  }
}

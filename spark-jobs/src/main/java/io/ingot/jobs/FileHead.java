package io.ingot.jobs;

import java.io.Serializable;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * What a probe found out about a file.
 *
 * @param uri where it was read, as the attempt file has it
 * @param path the same as Spark's scan reports it, percent-encoded
 * @param length bytes
 * @param modified its modification time, milliseconds since 1970
 * @param etag the object's entity tag, without quotes; empty where the file system knows none
 * @param header the names of its columns, as written; empty without a header
 * @param lines how many lines are no data, from the beginning to the header's end
 * @param schema Parquet: its columns as Spark's JSON; empty otherwise
 * @param problem why it cannot be read; empty if it can
 */
record FileHead(
    String uri,
    String path,
    long length,
    long modified,
    String etag,
    List<String> header,
    int lines,
    String schema,
    String problem)
    implements Serializable {

  /** A file of which nothing is known yet. */
  static FileHead of(String uri) {
    return new FileHead(uri, uri, 0, 0, "", List.of(), 0, "", "");
  }

  boolean readable() {
    return problem.isEmpty();
  }

  FileHead refused(String why) {
    return new FileHead(uri, path, length, modified, etag, header, lines, schema, why);
  }

  FileHead with(List<String> names, int skipped, String columns) {
    return new FileHead(
        uri, path, length, modified, etag, List.copyOf(names), skipped, columns, problem);
  }

  /** How a scan may name it in {@code _path}. */
  Set<String> paths() {
    String decoded = new Path(URI.create(path)).toString();
    return Stream.of(path, decoded)
        .map(p -> p.replaceFirst("^file:/+", "file:/"))
        .collect(Collectors.toSet());
  }

  /** Whether nobody has written the file between two probes. */
  boolean same(FileHead later) {
    return later.readable()
        && length == later.length
        && modified == later.modified
        && etag.equals(later.etag);
  }
}

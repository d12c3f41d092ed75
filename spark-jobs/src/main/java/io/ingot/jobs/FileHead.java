package io.ingot.jobs;

import java.io.Serializable;
import java.util.List;

/**
 * What a probe found out about a file.
 *
 * @param uri where it was read, as the attempt file has it
 * @param path the same as Spark's scan reports it, percent-encoded
 * @param length bytes
 * @param modified its modification time, milliseconds since 1970
 * @param header the header's names, as written; empty without a header
 * @param problem why it cannot be read; empty if it can
 */
record FileHead(
    String uri, String path, long length, long modified, List<String> header, String problem)
    implements Serializable {

  boolean readable() {
    return problem.isEmpty();
  }

  FileHead refused(String why) {
    return new FileHead(uri, path, length, modified, header, why);
  }

  /** Whether nobody has written the file between two probes. */
  boolean same(FileHead later) {
    return later.readable() && length == later.length && modified == later.modified;
  }
}

package io.ingot.core.port;

import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Port: the bucket (or laptop folder) where files are uploaded. */
public interface Landing {

  /** Whether the bucket keeps versions; without them nothing can be read exactly once. */
  boolean versioned(String bucket);

  /** The object version, if it exists; without a version, the newest of the key. */
  Optional<LandedObject> find(FileVersion file);

  /** The first bytes of an object version, {@code count} of them or fewer if it is shorter. */
  byte[] firstBytes(FileVersion file, int count);

  /**
   * Where Spark can read exactly this version: in place while it is the newest, else a copy of it
   * in the work bucket.
   */
  String readable(FileItem file);

  /**
   * Where Spark can read each of these versions, by file version as text: {@link
   * #readable(FileItem)} of many.
   */
  default Map<String, String> readable(List<FileItem> files) {
    Map<String, String> uris = new TreeMap<>();
    files.forEach(f -> uris.put(f.file().toString(), readable(f)));
    return uris;
  }

  /** All versions of all objects under a prefix, oldest first within a key, without deletions. */
  Stream<LandedObject> list(String prefix);
}

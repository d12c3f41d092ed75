package io.ingot.core.port;

import io.ingot.core.failure.FileRefusedException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Port: the bucket (or laptop folder) where files are uploaded. */
public interface Landing {

  /** Whether the bucket keeps versions; without them nothing can be read exactly once. */
  boolean versioned(String bucket);

  /**
   * The object version, if it exists; without a version, the newest of the key.
   *
   * @throws io.ingot.core.failure.FileRefusedException if it exists and may not be read
   */
  Optional<LandedObject> find(FileVersion file);

  /**
   * The first bytes of an object version, {@code count} of them or fewer if it is shorter.
   *
   * @throws io.ingot.core.failure.FileRefusedException if it is gone or may not be read
   */
  byte[] firstBytes(FileVersion file, int count);

  /**
   * Where Spark can read exactly this version: in place while it is the newest, else a copy of it
   * in the work bucket.
   *
   * @throws io.ingot.core.failure.FileRefusedException if it is gone or may not be read
   */
  String readable(FileItem file);

  /** {@link #readable(FileItem)} of many; a file that is gone does not keep the others. */
  default Reading readable(List<FileItem> files) {
    Reading reading = Reading.empty();
    files.forEach(f -> reading.add(f, () -> readable(f)));
    return reading;
  }

  /**
   * Where Spark can read file versions, and why it cannot read the others; by file version as text.
   *
   * @param uris where to read those that can be read
   * @param refused why the others cannot
   */
  record Reading(Map<String, String> uris, Map<String, String> refused) {
    /** Of no files yet. */
    public static Reading empty() {
      return new Reading(new TreeMap<>(), new TreeMap<>());
    }

    /** Adds a file: where it is, or why it cannot be read. */
    public void add(FileItem file, Supplier<String> uri) {
      String name = file.file().toString();
      try {
        uris.put(name, uri.get());
      } catch (FileRefusedException e) {
        refused.put(name, e.reason());
      }
    }
  }

  /** All versions of all objects under a prefix, oldest first within a key, without deletions. */
  Stream<LandedObject> list(String prefix);
}

package io.ingot.local.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * What a file in the landing folder looked like at one moment. Two looks that are equal, some time
 * apart, show that nobody is writing it.
 *
 * @param size bytes
 * @param modified when it was last written, as the file system says
 */
public record Look(long size, Instant modified) {

  static Look at(Path file) throws IOException {
    return of(Files.readAttributes(file, BasicFileAttributes.class));
  }

  static Look of(BasicFileAttributes file) {
    return new Look(file.size(), file.lastModifiedTime().toInstant());
  }
}

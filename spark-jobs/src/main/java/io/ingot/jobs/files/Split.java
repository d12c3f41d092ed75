package io.ingot.jobs.files;

import java.io.Serializable;

/**
 * A part of a file that one task reads.
 *
 * @param file the file
 * @param from its first byte
 * @param to the byte behind its last one
 */
record Split(BatchFile file, long from, long to) implements Serializable {
  long length() {
    return to - from;
  }
}

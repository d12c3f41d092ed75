package io.ingot.local.generate;

import java.io.IOException;
import java.io.Writer;

/**
 * A file that a generator can write.
 *
 * @param source the source that it is for
 * @param key its key in landing
 * @param content what it holds
 */
public record GeneratedFile(String source, String key, Content content) {
  /** The text of a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes the text. Memory does not grow with the rows.
     *
     * @param out neither flushed nor closed
     * @return how many rows it has, without a header
     */
    long writeTo(Writer out) throws IOException;
  }
}

package io.ingot.local.generate;

import java.nio.charset.StandardCharsets;

/**
 * One upload of the sample data.
 *
 * @param upload its place in the order of uploads, from 1
 * @param fileName the object's name under the landing prefix; a name that came before is a new
 *     version of the same object
 * @param text the object's content, UTF-8
 */
public record Sample(int upload, String fileName, String text) {
  /** The object's bytes, a fresh copy. */
  public byte[] content() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The name of the committed copy: the upload's number, a dash, the object's name. */
  public String sampleName() {
    return upload + "-" + fileName;
  }
}

package io.ingot.core.definition;

/**
 * One thing wrong with a definition.
 *
 * @param file the file's path below the pipelines folder, with {@code /}
 * @param line line in that file, from 1
 * @param reason what is wrong, with the value
 * @param fix what to write instead
 */
public record Problem(String file, int line, String reason, String fix) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + reason + ". " + fix;
  }
}

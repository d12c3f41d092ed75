package io.ingot.core.definition;

import java.util.SortedMap;

/**
 * Port: where definitions come from (a directory on the laptop, the functions' jar in the cloud).
 */
@FunctionalInterface
public interface DefinitionFiles {
  /** Text by path below the pipelines folder, such as {@code rides/sources/rides.yaml}. */
  SortedMap<String, String> read();
}

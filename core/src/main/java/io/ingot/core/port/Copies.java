package io.ingot.core.port;

import java.util.Collection;

/** Port: copies of file versions, made by Plan batch because Spark cannot read them in place. */
@FunctionalInterface
public interface Copies {
  /** Where every version is kept anyway, nothing is copied. */
  Copies NONE = addresses -> {};

  /**
   * Deletes those of some addresses that are copies, and nothing that lies elsewhere. Repeating it
   * changes nothing; a copy that is needed again is made again.
   *
   * @param addresses as {@link Landing#readable} answered them
   * @throws io.ingot.core.failure.TransientException if the storage could not be reached
   */
  void delete(Collection<String> addresses);
}

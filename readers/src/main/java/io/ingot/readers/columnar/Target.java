package io.ingot.readers.columnar;

import java.util.List;

/** Where the value of a {@link FileField} goes. */
public sealed interface Target {

  /**
   * As a whole.
   *
   * @param cell what takes it
   */
  record Whole(Cell cell) implements Target {}

  /**
   * Member by member, because declared columns are among them.
   *
   * @param members where each of them goes, in the group's order
   */
  record Members(List<Target> members) implements Target {
    public Members {
      members = List.copyOf(members);
    }
  }
}

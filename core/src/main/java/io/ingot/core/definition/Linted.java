package io.ingot.core.definition;

import io.ingot.core.failure.RefusedException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What reading definitions gave.
 *
 * @param definitions what could be read; complete and usable only if there are no problems
 * @param problems everything that is wrong, by file and line
 * @param notes what is allowed, but may not be what is meant, by file and line
 */
public record Linted(Definitions definitions, List<Problem> problems, List<Problem> notes) {
  public Linted {
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /**
   * The definitions, if nothing is wrong with them.
   *
   * @throws RefusedException that lists every problem, one a line
   */
  public Definitions orThrow() {
    if (problems.isEmpty()) {
      return definitions;
    }
    throw new RefusedException(
        "Cannot read the definitions: "
            + problems.size()
            + (problems.size() == 1 ? " problem.\n" : " problems.\n")
            + problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
  }
}

package io.ingot.local.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * How often each fault of a run was passed: a line each, in a file that all JVMs of the run share
 * and that a killed one leaves behind.
 */
final class FaultJournal {
  private final Path file;

  FaultJournal(Path file) {
    this.file = file;
  }

  /** Writes one more passing down and answers how many there were before. */
  synchronized long pass(Fault fault) {
    long before = passed(fault);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file, fault.number() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write down fault " + fault, e);
    }
    return before;
  }

  /** How often a fault's points were passed in this run. */
  synchronized long passed(Fault fault) {
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      return lines.stream().filter(Integer.toString(fault.number())::equals).count();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read what became of fault " + fault, e);
    }
  }
}

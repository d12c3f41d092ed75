package io.ingot.readers;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A reader whose every fault is one of the file, unless its storage failed or memory is short; and
 * that sets the columns whose values are the same for the whole file.
 */
final class GuardedReader implements RecordReader {
  private static final int CAUSES = 20;

  private final RecordReader reader;
  private final ConstantColumns constants;

  GuardedReader(RecordReader reader, ConstantColumns constants) {
    this.reader = reader;
    this.constants = constants;
  }

  @Override
  public boolean next(Row row) throws IOException {
    try {
      if (!reader.next(row)) {
        return false;
      }
    } catch (Throwable e) {
      throw aboutTheFile(e);
    }
    constants.write(row);
    return true;
  }

  @Override
  public FileReport report() {
    return reader.report();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /**
   * What is thrown for a fault.
   *
   * @throws OutOfMemoryError if that is the fault
   */
  static IOException aboutTheFile(Throwable fault) {
    Optional<Throwable> other =
        causes(fault)
            .filter(c -> c instanceof OutOfMemoryError || c instanceof StorageException)
            .findFirst();
    if (other.isPresent() && other.get() instanceof OutOfMemoryError memory) {
      throw memory;
    }
    return (IOException)
        other
            .or(() -> causes(fault).filter(UnreadableFileException.class::isInstance).findFirst())
            .orElseGet(
                () ->
                    new UnreadableFileException("it cannot be read (" + said(fault) + ")", fault));
  }

  private static Stream<Throwable> causes(Throwable fault) {
    return Stream.iterate(fault, Objects::nonNull, Throwable::getCause).limit(CAUSES);
  }

  private static String said(Throwable fault) {
    String message = fault.getMessage();
    return message == null || message.isBlank()
        ? fault.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow();
  }
}

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

  /** What closing it throws is told only if it is the storage's: the records have been read. */
  @Override
  public void close() throws IOException {
    try {
      reader.close();
    } catch (Throwable e) {
      if (aboutTheFile(e) instanceof StorageException fault) {
        throw fault;
      }
    }
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

  /** What is told of a fault; of one that no library means to tell, such as NULL, its name only. */
  private static String said(Throwable fault) {
    String message = fault instanceof IOException ? fault.getMessage() : null;
    return message == null || message.isBlank()
        ? fault.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow();
  }
}

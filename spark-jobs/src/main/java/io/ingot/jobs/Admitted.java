package io.ingot.jobs;

import io.ingot.core.definition.Overwrite;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.failure.TransientException;
import io.ingot.core.ledger.FileItem;
import io.ingot.readers.Column;
import io.ingot.readers.UnknownColumns;
import java.util.List;

/** Whether a file is what was admitted, and has the columns that it must have. */
final class Admitted {
  private final StageRun run;
  private final SourceDefinition source;
  private final Undeclared undeclared;

  Admitted(StageRun run, SourceDefinition source, Undeclared undeclared) {
    this.run = run;
    this.source = source;
    this.undeclared = undeclared;
  }

  /** The head, refused if the file must not be loaded. */
  FileHead checked(FileItem file, FileHead head) {
    boolean found = head.readable() || head.length() > 0;
    if (found && !same(file, head)) {
      String why = overwritten(file, head.uri(), "before it was read");
      return head.refused(
          why + " (" + head.length() + " bytes, admitted with " + file.size() + ")");
    }
    return head.readable() && !head.header().isEmpty() ? header(head) : head;
  }

  /**
   * Whether the object is the version that was admitted. A copy of a version never changes, and has
   * a time and an entity tag of its own.
   */
  private static boolean same(FileItem file, FileHead head) {
    if (head.length() != file.size() || !head.uri().equals(file.file().uri())) {
      return head.length() == file.size();
    }
    boolean tagged = !head.etag().isEmpty() && !file.etag().isEmpty();
    return tagged
        ? head.etag().equals(file.etag())
        : head.modified() / 1000 == file.arrival().getEpochSecond();
  }

  /**
   * What is to be done with an overwritten file: a version that the new one replaces anyway is
   * refused. Any other version counts, and the next attempt reads it where it is kept.
   *
   * @return why it is refused
   * @throws TransientException if there is a next attempt that can read it
   */
  String overwritten(FileItem file, String uri, String when) {
    boolean kept = uri.equals(file.file().uri());
    boolean again = run.attempt().attempt() < run.attempt().definition().limits().maxAttempts();
    if (kept && again && source.overwrite() != Overwrite.replace) {
      throw new TransientException(
          "Cannot read "
              + file.file()
              + ": it was overwritten "
              + when
              + ", and overwrite: "
              + source.overwrite()
              + " says that it counts. Run the attempt again: it reads the version that is kept.");
    }
    return "overwritten " + when;
  }

  private FileHead header(FileHead head) {
    List<String> missing =
        source.columns().stream()
            .filter(Column::required)
            .filter(c -> !c.in(head.header()))
            .map(Column::name)
            .toList();
    if (!missing.isEmpty()) {
      return head.refused("its header lacks required columns " + missing);
    }
    List<String> unknown = undeclared.in(head.header());
    return source.unknownColumns() == UnknownColumns.fail && !unknown.isEmpty()
        ? head.refused("its header has undeclared columns " + unknown)
        : head;
  }
}

package io.ingot.jobs.files;

import io.ingot.jobs.files.Outcome.Kind;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.RecordReader;
import io.ingot.readers.RecordReaders;
import io.ingot.readers.UnreadableFileException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;

/**
 * Reads a task's parts of files, one after the other, and tells what came of each. Only what the
 * storage throws stops the task.
 */
final class SplitReader implements PartitionReader<InternalRow> {
  private final SplitReaders of;
  private final ReadSpec spec;
  private final UnsafeRecord record;
  private final Iterator<Split> splits;
  private Split split;
  private HadoopBytes bytes;
  private RecordReader reader;
  private long rows;

  SplitReader(SplitReaders of, List<Split> splits) {
    this.of = of;
    this.spec = of.layout().spec();
    this.record = new UnsafeRecord(of.layout());
    this.splits = splits.iterator();
  }

  @Override
  public boolean next() throws IOException {
    while (reader != null || splits.hasNext()) {
      try {
        if (reader == null) {
          open(splits.next());
        } else if (hasNext()) {
          rows++;
          return true;
        } else {
          finish();
        }
      } catch (UnreadableFileException e) {
        // A task that is being stopped reads badly for no fault of the file.
        TaskContext.get().killTaskIfInterrupted();
        done(Outcome.not(Kind.unreadable, e.getMessage(), rows));
      }
    }
    return false;
  }

  private boolean hasNext() throws IOException {
    if (of.depth() == RecordTable.Depth.records) {
      return reader.next(record);
    }
    boolean more = !RecordScan.isHeadOnly(of.depth(), of.layout());
    while (more) {
      more = reader.next(record);
    }
    return false;
  }

  private void open(Split next) throws IOException {
    split = next;
    rows = 0;
    try {
      bytes = HadoopBytes.of(split.file(), of.hadoop(), spec.format().type().isText());
    } catch (FileNotFoundException | AccessDeniedException e) {
      done(Outcome.not(Kind.withheld, String.valueOf(e.getMessage()), 0));
      return;
    }
    ObjectStatus status = bytes.status();
    if (!status.isAdmitted(split.file())) {
      String found =
          "before it was read (%d bytes, admitted with %d)"
              .formatted(status.length(), split.file().size());
      done(Outcome.not(Kind.overwritten, found, 0));
      return;
    }
    record.begin(split.file());
    reader = RecordReaders.open(spec, bytes, split.from(), split.to());
  }

  private void finish() throws IOException {
    done(
        isStillThere()
            ? Outcome.read(rows, reader.report())
            : Outcome.not(Kind.overwritten, "while it was read", rows));
  }

  /** Only then was all that was read of the version that was there before. */
  private boolean isStillThere() throws IOException {
    try {
      return !split.file().inPlace() || bytes.statusNow().equals(bytes.status());
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private void done(Outcome outcome) throws IOException {
    Outcomes.Place place = new Outcomes.Place(split.file().number(), split.from());
    of.outcomes().add(new Outcomes.Part(place, outcome));
    close();
  }

  @Override
  public InternalRow get() {
    return record.row();
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      RecordReader last = reader;
      reader = null;
      last.close();
    }
  }
}

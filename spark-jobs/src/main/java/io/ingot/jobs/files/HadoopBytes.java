package io.ingot.jobs.files;

import io.ingot.readers.FileBytes;
import io.ingot.readers.StorageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;

/** A file's bytes through Hadoop's file systems. Whatever these throw is the storage's fault. */
final class HadoopBytes implements FileBytes {
  private static final String READ_POLICY = "fs.option.openfile.read.policy";

  private final BatchFile file;
  private final FileSystem files;
  private final Path path;
  private final FileStatus status;
  private final String policy;

  private HadoopBytes(
      BatchFile file, FileSystem files, Path path, FileStatus status, String policy) {
    this.file = file;
    this.files = files;
    this.path = path;
    this.status = status;
    this.policy = policy;
  }

  /**
   * Looks at a file; reads nothing of it.
   *
   * @param sequential whether it will be read from one end to the other
   */
  static HadoopBytes of(BatchFile file, Configuration hadoop, boolean sequential)
      throws IOException {
    Path path = new Path(file.uri());
    FileSystem files = path.getFileSystem(hadoop);
    return new HadoopBytes(
        file, files, path, files.getFileStatus(path), sequential ? "sequential" : "random");
  }

  /** What the file system said of the object before it was read. */
  ObjectStatus status() {
    return ObjectStatus.of(status);
  }

  /** What it says now. */
  ObjectStatus statusNow() throws IOException {
    return ObjectStatus.of(files.getFileStatus(path));
  }

  @Override
  public String key() {
    return file.key();
  }

  @Override
  public long length() {
    return status.getLen();
  }

  @Override
  public Instant modified() {
    return Instant.EPOCH.plus(file.arrival(), ChronoUnit.MICROS);
  }

  @Override
  public InputStream open(long from) throws IOException {
    try {
      FSDataInputStream in =
          FutureIO.awaitFuture(
              files.openFile(path).opt(READ_POLICY, policy).withFileStatus(status).build());
      in.seek(from);
      return new Stored(in);
    } catch (IOException e) {
      throw new StorageException(e);
    } catch (RuntimeException e) {
      throw new StorageException(new IOException(e));
    }
  }

  /** Tells what the storage throws from what a codec or parser throws. */
  private static final class Stored extends FilterInputStream {
    Stored(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (IOException e) {
        throw new StorageException(e);
      } catch (RuntimeException e) {
        throw new StorageException(new IOException(e));
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return in.read(buffer, offset, length);
      } catch (IOException e) {
        throw new StorageException(e);
      } catch (RuntimeException e) {
        throw new StorageException(new IOException(e));
      }
    }
  }
}

package io.ingot.bench;

import io.ingot.jobs.files.LocalFiles;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.SparkContext;

/**
 * Files of this machine that count what is read of them, by kind; checksums do not count. Hadoop's
 * own counters do not tell data from metadata, and Spark's do not see what its driver reads.
 */
public final class CountedFiles extends LocalFiles {
  private static final Map<Kind, AtomicLong> BYTES = new ConcurrentHashMap<>();
  private static final AtomicLong REQUESTS = new AtomicLong();

  /** What a file is for. */
  enum Kind {
    /** Tables' states with all their snapshots: {@code metadata.json}. */
    states,
    /** Manifests and their lists. */
    manifests,
    /** All others: rows of tables and of landing. */
    data;

    private static Kind of(Path file) {
      if (!file.getParent().getName().equals("metadata")) {
        return data;
      }
      return file.getName().endsWith(".avro") ? manifests : states;
    }
  }

  /** Has a context read files through this class from now on. */
  static void count(SparkContext context) throws IOException {
    context.hadoopConfiguration().set("fs.file.impl", CountedFiles.class.getName());
    // Hadoop keeps the file systems that it has opened.
    closeAll();
  }

  /** Bytes of a kind that were read up to now. */
  static long bytes(Kind kind) {
    return counter(kind).get();
  }

  /** How often files were opened, written, looked up, listed, renamed or deleted up to now. */
  static long requests() {
    return REQUESTS.get();
  }

  private static AtomicLong counter(Kind kind) {
    return BYTES.computeIfAbsent(kind, k -> new AtomicLong());
  }

  @Override
  public FileStatus getFileStatus(Path file) throws IOException {
    REQUESTS.incrementAndGet();
    return super.getFileStatus(file);
  }

  @Override
  public FileStatus[] listStatus(Path folder) throws IOException {
    REQUESTS.incrementAndGet();
    return super.listStatus(folder);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    REQUESTS.incrementAndGet();
    return super.rename(from, to);
  }

  @Override
  public boolean delete(Path file, boolean recursive) throws IOException {
    REQUESTS.incrementAndGet();
    return super.delete(file, recursive);
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    REQUESTS.incrementAndGet();
    return super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    REQUESTS.incrementAndGet();
    return new FSDataInputStream(new Counted(super.open(file, bufferSize), counter(Kind.of(file))));
  }

  private static final class Counted extends FSInputStream {
    private final FSDataInputStream in;
    private final AtomicLong bytes;

    Counted(FSDataInputStream in, AtomicLong bytes) {
      this.in = in;
      this.bytes = bytes;
    }

    private int read(int count) {
      bytes.addAndGet(Math.max(0, count));
      return count;
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      bytes.addAndGet(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return read(in.read(buffer, offset, length));
    }

    @Override
    public int read(long position, byte[] buffer, int offset, int length) throws IOException {
      return read(in.read(position, buffer, offset, length));
    }

    @Override
    public void seek(long position) throws IOException {
      in.seek(position);
    }

    @Override
    public long getPos() throws IOException {
      return in.getPos();
    }

    @Override
    public boolean seekToNewSource(long position) throws IOException {
      return in.seekToNewSource(position);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}

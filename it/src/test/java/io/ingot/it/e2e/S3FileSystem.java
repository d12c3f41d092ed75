package io.ingot.it.e2e;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SeekableInputStream;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * {@code s3:} for Spark's own readers, as EMR has it, on Iceberg's access to S3: enough to read
 * files, and to read and write documents.
 */
public final class S3FileSystem extends FileSystem {
  /** Settings below this go to Iceberg's access to S3. */
  static final String SETTINGS = "ingot.test.fileio.";

  private URI uri = URI.create("s3:///");
  private FileIO files;

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(name, conf);
    uri = URI.create(name.getScheme() + "://" + name.getAuthority());
    Map<String, String> settings = new HashMap<>(conf.getPropsWithPrefix(SETTINGS));
    files = CatalogUtil.loadFileIO("org.apache.iceberg.aws.s3.S3FileIO", settings, conf);
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    long length = getFileStatus(path).getLen();
    return new FSDataInputStream(
        new Seekable(files.newInputFile(text(path), length).newStream(), length));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return new FSDataOutputStream(files.newOutputFile(text(path)).createOrOverwrite(), statistics);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    List<FileInfo> below = below(path);
    for (FileInfo file : below) {
      if (file.location().equals(text(path))) {
        return status(file);
      }
    }
    if (below.stream().noneMatch(f -> f.location().startsWith(text(path) + "/"))) {
      throw new FileNotFoundException(text(path));
    }
    return new FileStatus(0, true, 1, 0, 0, path);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    FileStatus status = getFileStatus(path);
    if (status.isFile()) {
      return new FileStatus[] {status};
    }
    List<FileStatus> found = new ArrayList<>();
    below(path).forEach(file -> found.add(status(file)));
    return found.toArray(FileStatus[]::new);
  }

  @Override
  public boolean delete(Path path, boolean recursive) {
    files.deleteFile(text(path));
    return true;
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) {
    return true;
  }

  @Override
  public boolean rename(Path from, Path to) {
    throw new UnsupportedOperationException("S3 renames nothing");
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
    throw new UnsupportedOperationException("S3 appends nothing");
  }

  @Override
  public void setWorkingDirectory(Path path) {
    // Every path here is absolute.
  }

  @Override
  public Path getWorkingDirectory() {
    return new Path(uri + "/");
  }

  private List<FileInfo> below(Path path) {
    Iterable<FileInfo> found = ((SupportsPrefixOperations) files).listPrefix(text(path));
    return StreamSupport.stream(found.spliterator(), false).toList();
  }

  private static FileStatus status(FileInfo file) {
    return new FileStatus(
        file.size(), false, 1, 64L << 20, file.createdAtMillis(), new Path(file.location()));
  }

  private static String text(Path path) {
    return path.toString();
  }

  /** Iceberg's stream as Hadoop's. */
  private static final class Seekable extends FSInputStream {
    private final SeekableInputStream stream;
    private final long length;

    Seekable(SeekableInputStream stream, long length) {
      this.stream = stream;
      this.length = length;
    }

    @Override
    public void seek(long position) throws IOException {
      if (position > length) {
        throw new EOFException("Cannot seek to " + position + " of " + length);
      }
      stream.seek(position);
    }

    @Override
    public long getPos() throws IOException {
      return stream.getPos();
    }

    @Override
    public boolean seekToNewSource(long target) {
      return false;
    }

    @Override
    public int read() throws IOException {
      return getPos() >= length ? -1 : stream.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
      if (count == 0) {
        return 0;
      }
      return getPos() >= length ? -1 : stream.read(buffer, offset, count);
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}

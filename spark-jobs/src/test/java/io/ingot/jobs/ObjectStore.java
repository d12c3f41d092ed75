package io.ingot.jobs;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Objects under {@code s3:} addresses that are read in place, with or without entity tags. Whoever
 * has opened one reads its bytes of then.
 */
public class ObjectStore extends RawLocalFileSystem {
  static final Map<String, String> ETAGS = new ConcurrentHashMap<>();

  /** What happens, once, as soon as an object has been opened. */
  static final Map<String, Runnable> OPENED = new ConcurrentHashMap<>();

  static final Path ROOT = root();

  private static Path root() {
    try {
      return Files.createTempDirectory("objects");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Puts an object in the place of the one before. */
  static void put(String uri, byte[] content, Instant time, String etag) {
    try {
      Path file = ROOT.resolve(uri.substring("s3://".length()));
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      Files.setLastModifiedTime(file, FileTime.from(time));
      ETAGS.put(uri, etag);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Takes an object away. */
  static void remove(String uri) throws IOException {
    Files.delete(ROOT.resolve(uri.substring("s3://".length())));
  }

  @Override
  public URI getUri() {
    return URI.create("s3://landing");
  }

  @Override
  public String getScheme() {
    return "s3";
  }

  @Override
  public void initialize(URI uri, Configuration conf) throws IOException {
    super.initialize(URI.create("file:///"), conf);
    setConf(conf);
  }

  @Override
  protected void checkPath(org.apache.hadoop.fs.Path path) {}

  @Override
  public java.io.File pathToFile(org.apache.hadoop.fs.Path path) {
    URI uri = path.toUri();
    return ROOT.resolve("landing" + uri.getPath()).toFile();
  }

  @Override
  public FileStatus getFileStatus(org.apache.hadoop.fs.Path path) throws IOException {
    java.io.File file = pathToFile(path);
    if (!file.exists()) {
      throw new java.io.FileNotFoundException(path.toString());
    }
    org.apache.hadoop.fs.Path full =
        new org.apache.hadoop.fs.Path("s3", "landing", path.toUri().getPath());
    FileStatus status =
        new FileStatus(file.length(), file.isDirectory(), 1, 1 << 25, file.lastModified(), full);
    return file.isDirectory()
        ? status
        : new Tagged(status, ETAGS.getOrDefault(full.toString(), ""));
  }

  @Override
  public FSDataInputStream open(org.apache.hadoop.fs.Path path, int bufferSize) throws IOException {
    FSDataInputStream in =
        new FSDataInputStream(new Content(Files.readAllBytes(pathToFile(path).toPath())));
    Runnable action = OPENED.remove("s3://landing" + path.toUri().getPath());
    if (action != null) {
      action.run();
    }
    return in;
  }

  @Override
  public FileStatus[] listStatus(org.apache.hadoop.fs.Path path) throws IOException {
    return new FileStatus[] {getFileStatus(path)};
  }

  /** A status with an entity tag. */
  private static final class Tagged extends LocatedFileStatus implements EtagSource {
    private final String etag;

    Tagged(FileStatus status, String etag) {
      super(status, new BlockLocation[0]);
      this.etag = etag;
    }

    @Override
    public String getEtag() {
      return etag.isEmpty() ? null : '"' + etag + '"';
    }
  }

  /** Bytes that can be read from any place. */
  private static final class Content extends FSInputStream {
    private final byte[] content;
    private int at;

    Content(byte[] content) {
      this.content = content;
    }

    @Override
    public int read() {
      return at == content.length ? -1 : content[at++] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int most) {
      if (most > 0 && at == content.length) {
        return -1;
      }
      int count = Math.min(most, content.length - at);
      System.arraycopy(content, at, to, offset, count);
      at += count;
      return count;
    }

    @Override
    public void seek(long to) {
      at = (int) to;
    }

    @Override
    public long getPos() {
      return at;
    }

    @Override
    public boolean seekToNewSource(long to) {
      return false;
    }
  }
}

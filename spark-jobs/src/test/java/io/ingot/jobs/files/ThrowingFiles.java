package io.ingot.jobs.files;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Local files under {@code throwing:} whose reading throws what their names say: in the place of a
 * codec or parser, which no test can make throw everything.
 */
public final class ThrowingFiles extends RawLocalFileSystem {
  static final List<String> FAULTS =
      List.of("StackOverflowError", "NoClassDefFoundError", "AssertionError", "Throwable");

  @Override
  public URI getUri() {
    return URI.create("throwing:///");
  }

  @Override
  public String getScheme() {
    return "throwing";
  }

  @Override
  public FSDataInputStream open(Path file, int buffer) {
    return new FSDataInputStream(new Throwing(file.getName()));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Checked ones, too.
  private static <T extends Throwable> T raise(String fault) throws T {
    throw (T)
        switch (fault) {
          case "StackOverflowError" -> new StackOverflowError();
          case "NoClassDefFoundError" -> new NoClassDefFoundError("org/example/Codec");
          case "AssertionError" -> new AssertionError("never");
          default -> new Throwable("neither an exception nor an error");
        };
  }

  /** Throws at the first byte. */
  private static final class Throwing extends FSInputStream {
    private final String fault;

    Throwing(String fault) {
      this.fault = fault;
    }

    @Override
    public int read() throws IOException {
      throw ThrowingFiles.<IOException>raise(fault);
    }

    @Override
    public int read(byte[] to, int offset, int most) throws IOException {
      return read();
    }

    @Override
    public void seek(long place) {}

    @Override
    public long getPos() {
      return 0;
    }

    @Override
    public boolean seekToNewSource(long place) {
      return false;
    }
  }
}

package io.ingot.jobs;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionInputStream;
import org.apache.hadoop.io.compress.CompressionOutputStream;
import org.apache.hadoop.io.compress.Compressor;
import org.apache.hadoop.io.compress.Decompressor;

/**
 * Reads {@code .zst} with the library that Spark itself brings: Hadoop's own codec needs a native
 * Hadoop, which a laptop does not have. Only reads.
 */
public final class ZstandardCodec implements CompressionCodec {
  /** Hadoop's setting that names codecs beside its own; the last one of a suffix is taken. */
  static final String CODECS = "io.compression.codecs";

  /** Made by Hadoop, by name. */
  public ZstandardCodec() {}

  @Override
  public CompressionInputStream createInputStream(InputStream in) throws IOException {
    return new Stream(in);
  }

  @Override
  public CompressionInputStream createInputStream(InputStream in, Decompressor decompressor)
      throws IOException {
    return new Stream(in);
  }

  @Override
  public Class<? extends Decompressor> getDecompressorType() {
    return null;
  }

  @Override
  public Decompressor createDecompressor() {
    return null;
  }

  @Override
  public String getDefaultExtension() {
    return ".zst";
  }

  @Override
  public CompressionOutputStream createOutputStream(OutputStream out) {
    throw new UnsupportedOperationException("Zstandard is only read");
  }

  @Override
  public CompressionOutputStream createOutputStream(OutputStream out, Compressor compressor) {
    throw new UnsupportedOperationException("Zstandard is only read");
  }

  @Override
  public Class<? extends Compressor> getCompressorType() {
    throw new UnsupportedOperationException("Zstandard is only read");
  }

  @Override
  public Compressor createCompressor() {
    throw new UnsupportedOperationException("Zstandard is only read");
  }

  private static final class Stream extends CompressionInputStream {
    private final ZstdInputStreamNoFinalizer text;

    Stream(InputStream in) throws IOException {
      super(in);
      text = new ZstdInputStreamNoFinalizer(in);
    }

    @Override
    public int read() throws IOException {
      return text.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return text.read(buffer, offset, length);
    }

    @Override
    public void resetState() {
      throw new UnsupportedOperationException("Zstandard is read once, from the beginning");
    }

    @Override
    public void close() throws IOException {
      text.close();
      super.close();
    }
  }
}

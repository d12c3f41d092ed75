package io.ingot.readers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A file's bytes for readers that jump; opens the file again only after a jump. */
final class FileChannelOf implements SeekableByteChannel {
  private static final int BUFFER = 64 << 10;

  private final FileBytes file;
  private InputStream in;
  private long opened = -1;
  private long position;
  private boolean closed;

  FileChannelOf(FileBytes file) {
    this.file = file;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (position >= file.length()) {
      return -1;
    }
    if (opened != position) {
      closeStream();
      in = new java.io.BufferedInputStream(StorageStream.open(file, position), BUFFER);
      opened = position;
    }
    byte[] bytes = new byte[Math.min(into.remaining(), BUFFER)];
    int read = in.read(bytes);
    if (read > 0) {
      into.put(bytes, 0, read);
      position += read;
      opened = position;
    }
    return read;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long to) {
    position = to;
    return this;
  }

  @Override
  public long size() {
    return file.length();
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    closeStream();
  }

  private void closeStream() throws IOException {
    if (in != null) {
      in.close();
      in = null;
    }
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long to) {
    throw new NonWritableChannelException();
  }
}

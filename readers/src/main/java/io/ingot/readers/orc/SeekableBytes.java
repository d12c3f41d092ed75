package io.ingot.readers.orc;

import io.ingot.readers.FileBytes;
import io.ingot.readers.columnar.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.PositionedReadable;
import org.apache.hadoop.fs.Seekable;

/** A file's bytes, each range of them opened on its own. */
final class SeekableBytes extends InputStream implements Seekable, PositionedReadable {
  private final FileBytes file;
  private long position;

  SeekableBytes(FileBytes file) {
    this.file = file;
  }

  @Override
  public void readFully(long from, byte[] into, int at, int count) throws IOException {
    if (from < 0 || count > file.length() - from) {
      throw new EOFException(
          "%d bytes from %d on are not in the file's %d".formatted(count, from, file.length()));
    }
    Storage.read(file, from, into, at, count);
  }

  @Override
  public void readFully(long from, byte[] into) throws IOException {
    readFully(from, into, 0, into.length);
  }

  @Override
  public int read(long from, byte[] into, int at, int count) throws IOException {
    int some = (int) Math.min(count, file.length() - from);
    if (some <= 0) {
      return count == 0 ? 0 : -1;
    }
    readFully(from, into, at, some);
    return some;
  }

  @Override
  public int read(byte[] into, int at, int count) throws IOException {
    int some = read(position, into, at, count);
    position += Math.max(0, some);
    return some;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void seek(long to) {
    position = to;
  }

  @Override
  public long getPos() {
    return position;
  }

  @Override
  public boolean seekToNewSource(long target) {
    return false;
  }
}

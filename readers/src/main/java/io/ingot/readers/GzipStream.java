package io.ingot.readers;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads gzip data of any number of members (RFC 1952), to the last byte. Java's own stream asks the
 * stream below whether bytes are available, and takes "not yet" for the end.
 */
final class GzipStream extends InputStream {
  private static final int BUFFER = 64 << 10;
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int limit;
  private boolean within;
  private boolean ended;
  private int members;

  GzipStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    try {
      while (!ended) {
        if (!within) {
          within = header();
          ended = !within;
        } else if (inflater.finished()) {
          trailer();
        } else if (inflater.needsInput()) {
          needed();
          inflater.setInput(buffer, at, limit - at);
          at = limit;
        }
        int read = within ? inflater.inflate(into, from, count) : 0;
        if (read > 0) {
          crc.update(into, from, read);
          return read;
        }
        if (within && inflater.needsDictionary()) {
          throw broken("it needs a dictionary");
        }
      }
      return -1;
    } catch (DataFormatException e) {
      throw broken(e.getMessage() == null ? "it is damaged" : e.getMessage());
    }
  }

  /** Whether another member begins here. Zeros behind the last member fill up a tape's block. */
  private boolean header() throws IOException {
    if (!more()) {
      return false;
    }
    if (members > 0 && buffer[at] == 0) {
      while (more()) {
        if (buffer[at++] != 0) {
          throw broken("something else follows its last member");
        }
      }
      return false;
    }
    if (next() != 0x1f || next() != 0x8b || next() != DEFLATE) {
      throw broken(
          members == 0 ? "it is not compressed by deflate" : "something else follows a member");
    }
    int flags = next();
    if ((flags & RESERVED) != 0) {
      throw broken("its header has unknown flags");
    }
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    skipText(flags & NAME);
    skipText(flags & COMMENT);
    skip(flags & HEADER_CRC);
    members++;
    return true;
  }

  private void trailer() throws IOException {
    at = limit - inflater.getRemaining();
    long length = inflater.getBytesWritten();
    if (number() != crc.getValue() || number() != (length & 0xffffffffL)) {
      throw broken("its checksum does not match");
    }
    inflater.reset();
    crc.reset();
    within = false;
  }

  private long number() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText(int flag) throws IOException {
    int last = flag;
    while (last != 0) {
      last = next();
    }
  }

  private int next() throws IOException {
    needed();
    return buffer[at++] & 0xff;
  }

  private void needed() throws IOException {
    if (!more()) {
      throw broken("it is cut off");
    }
  }

  private boolean more() throws IOException {
    while (at == limit) {
      int read = in.read(buffer, 0, buffer.length);
      if (read < 0) {
        return false;
      }
      at = 0;
      limit = read;
    }
    return true;
  }

  private static UnreadableFileException broken(String why) {
    return new UnreadableFileException("its gzip data cannot be read: " + why);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}

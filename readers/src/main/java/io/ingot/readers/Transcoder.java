package io.ingot.readers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/**
 * Text of any encoding as UTF-8. Bytes that the encoding does not know are passed on as they are:
 * then they are not UTF-8, and their field is rescued. Of UTF-16 and UTF-32, such a unit becomes
 * bytes that are nowhere in UTF-8.
 */
final class Transcoder extends InputStream {
  private static final int SIZE = 32 << 10;

  /** Most bytes of UTF-8 for a char. */
  private static final int GROWTH = 3;

  /** A byte that is nowhere in UTF-8. */
  private static final byte NEVER = (byte) 0xff;

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final boolean isUnicode;
  private final int unit;
  private final ByteBuffer bytes = ByteBuffer.allocate(SIZE).flip();
  private final CharBuffer chars = CharBuffer.allocate(SIZE);
  private byte[] out = new byte[GROWTH * SIZE + GROWTH];
  private int at;
  private int limit;
  private char high;
  private boolean inputEnded;
  private boolean ended;

  Transcoder(InputStream in, Charset charset) {
    this.in = in;
    this.isUnicode = charset.name().startsWith("UTF-");
    this.unit = charset.name().startsWith("UTF-32") ? Integer.BYTES : Character.BYTES;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
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
    while (at == limit) {
      if (ended) {
        return -1;
      }
      fill();
    }
    int length = Math.min(count, limit - at);
    System.arraycopy(out, at, into, from, length);
    at += length;
    return length;
  }

  private void fill() throws IOException {
    at = 0;
    limit = 0;
    if (!inputEnded) {
      bytes.compact();
      int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
      inputEnded = read < 0;
      bytes.position(bytes.position() + Math.max(read, 0)).flip();
    }
    chars.clear();
    CoderResult result = decoder.decode(bytes, chars, inputEnded);
    if (inputEnded && result.isUnderflow()) {
      ended = decoder.flush(chars).isUnderflow();
    }
    chars.flip();
    encode();
    if (result.isError()) {
      unknown(result.length());
    }
  }

  /** Passes on bytes that are none in the encoding. */
  private void unknown(int length) throws UnreadableFileException {
    if (isUnicode && inputEnded && bytes.remaining() < unit) {
      throw new UnreadableFileException("it ends in the middle of a character");
    }
    // Half of a pair counts with what follows it, which may be a line end.
    int count = isUnicode ? unit : length;
    for (int i = 0; i < count; i++) {
      // Half of a wide character must not become a delimiter or a line end.
      out[limit++] = isUnicode ? NEVER : bytes.get(bytes.position() + i);
    }
    bytes.position(bytes.position() + count);
  }

  private void encode() {
    int most = limit + GROWTH * chars.remaining() + GROWTH;
    if (most > out.length) {
      out = Arrays.copyOf(out, most);
    }
    int to = limit;
    while (chars.hasRemaining()) {
      char c = chars.get();
      if (c < 0x80) {
        out[to++] = (byte) c;
      } else if (c < 0x800) {
        out[to++] = (byte) (0xc0 | (c >> 6));
        out[to++] = (byte) (0x80 | (c & 0x3f));
      } else if (Character.isHighSurrogate(c)) {
        high = c;
      } else if (Character.isLowSurrogate(c)) {
        int point = Character.toCodePoint(high, c);
        out[to++] = (byte) (0xf0 | (point >> 18));
        out[to++] = (byte) (0x80 | ((point >> 12) & 0x3f));
        out[to++] = (byte) (0x80 | ((point >> 6) & 0x3f));
        out[to++] = (byte) (0x80 | (point & 0x3f));
      } else {
        out[to++] = (byte) (0xe0 | (c >> 12));
        out[to++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        out[to++] = (byte) (0x80 | (c & 0x3f));
      }
    }
    limit = to;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

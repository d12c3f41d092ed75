package io.ingot.readers.avro;

import io.ingot.readers.FileBytes;
import io.ingot.readers.StorageStream;
import io.ingot.readers.UnreadableFileException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A container file: its schema, and its blocks one after another, decompressed. */
final class AvroFile implements Closeable {
  private static final byte[] MAGIC = {'O', 'b', 'j', 1};
  private static final int SYNC = 16;
  private static final int BUFFER = 64 << 10;
  private static final int LARGEST = 1 << 30;

  private final InputStream in;
  private String schema = "";
  private BlockCodec codec = BlockCodec.NULL;
  private byte[] sync = new byte[0];
  private long remaining;
  private long records;

  private AvroFile(InputStream in, long length) {
    this.in = in;
    this.remaining = length;
  }

  /** Opens a file and reads what stands before its blocks. */
  static AvroFile open(FileBytes bytes) throws IOException {
    AvroFile file =
        new AvroFile(new BufferedInputStream(StorageStream.open(bytes, 0), BUFFER), bytes.length());
    try {
      file.head();
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void head() throws IOException {
    if (remaining < MAGIC.length || !Arrays.equals(bytes(MAGIC.length), MAGIC)) {
      throw new UnreadableFileException("it does not begin as an Avro file begins (Obj1)");
    }
    Map<String, byte[]> metadata = metadata();
    byte[] json = metadata.get("avro.schema");
    if (json == null) {
      throw new UnreadableFileException("it has no schema");
    }
    schema = new String(json, StandardCharsets.UTF_8);
    byte[] name = metadata.getOrDefault("avro.codec", new byte[0]);
    codec = BlockCodec.of(new String(name, StandardCharsets.UTF_8));
    sync = bytes(SYNC);
  }

  private Map<String, byte[]> metadata() throws IOException {
    Map<String, byte[]> metadata = new HashMap<>();
    for (long count = number(); count != 0; count = number()) {
      if (count < 0) {
        number();
      }
      for (long i = 0; i < Math.abs(count); i++) {
        String key = new String(bytes(number()), StandardCharsets.UTF_8);
        metadata.put(key, bytes(number()));
      }
    }
    return metadata;
  }

  /** The schema, as JSON. */
  String schema() {
    return schema;
  }

  /** Whether there is another block. */
  boolean hasNext() {
    return remaining > 0;
  }

  /** The bytes of the next block. */
  AvroBytes next() throws IOException {
    records = number();
    long size = number();
    if (records < 0) {
      throw new UnreadableFileException("a block would have %d records".formatted(records));
    }
    AvroBytes block = codec.decompress(bytes(size));
    if (!Arrays.equals(bytes(SYNC), sync)) {
      throw new UnreadableFileException(
          "a block does not end with the file's marker, %d bytes before the file's end"
              .formatted(remaining));
    }
    return block;
  }

  /** How many records the block at hand has. */
  long records() {
    return records;
  }

  private byte[] bytes(long count) throws IOException {
    if (count < 0 || count > remaining) {
      throw new UnreadableFileException(
          "it is cut off or damaged: %d bytes expected, %d left".formatted(count, remaining));
    }
    if (count > LARGEST) {
      throw new UnreadableFileException(
          "a block has %d bytes, more than %d".formatted(count, LARGEST));
    }
    remaining -= count;
    return in.readNBytes((int) count);
  }

  private long number() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (remaining == 0) {
        throw new UnreadableFileException("it is cut off");
      }
      int b = in.read();
      remaining--;
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new UnreadableFileException("a length in it is damaged");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

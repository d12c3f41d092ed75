package io.ingot.readers.avro;

import io.ingot.readers.FileBytes;
import io.ingot.readers.UnreadableFileException;
import io.ingot.readers.columnar.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A container file: its schema, and its blocks one after another, decompressed. */
final class AvroFile implements Closeable {
  private static final byte[] MAGIC = {'O', 'b', 'j', 1};
  private static final int SYNC = 16;

  private final Storage storage;
  private final byte[] one = new byte[1];
  private String schema = "";
  private BlockCodec codec = BlockCodec.NULL;
  private byte[] sync = new byte[0];
  private long remaining;
  private long records;

  private AvroFile(Storage storage, long length) {
    this.storage = storage;
    this.remaining = length;
  }

  /** Opens a file and reads what stands before its blocks. */
  static AvroFile open(FileBytes bytes) throws IOException {
    AvroFile file = new AvroFile(Storage.open(bytes), bytes.length());
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
    byte[] bytes = new byte[(int) Math.min(count, Integer.MAX_VALUE - 8)];
    storage.read(bytes, 0, bytes.length);
    remaining -= bytes.length;
    return bytes;
  }

  private long number() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (remaining == 0) {
        throw new UnreadableFileException("it is cut off");
      }
      storage.read(one, 0, 1);
      remaining--;
      value |= (long) (one[0] & 0x7f) << shift;
      if (one[0] >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new UnreadableFileException("a length in it is damaged");
  }

  @Override
  public void close() throws IOException {
    storage.close();
  }
}

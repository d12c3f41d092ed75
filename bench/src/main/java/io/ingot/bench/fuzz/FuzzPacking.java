package io.ingot.bench.fuzz;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** How text is compressed as a whole. */
enum FuzzPacking {
  none(""),
  gzip(".gz"),
  zstd(".zst"),
  bzip2(".bz2"),
  zip(".ZIP");

  private static final int PLAIN = 5;

  private final String suffix;

  FuzzPacking(String suffix) {
    this.suffix = suffix;
  }

  /** Mostly none. */
  static FuzzPacking any(Random random) {
    return random.nextInt(PLAIN) > 0 ? none : values()[1 + random.nextInt(values().length - 1)];
  }

  /** That of a file. */
  static FuzzPacking of(String name) {
    FuzzPacking found = none;
    for (FuzzPacking packing : values()) {
      found = name.endsWith(packing.suffix) ? packing : found;
    }
    return found;
  }

  String suffix() {
    return suffix;
  }

  byte[] pack(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packing(bytes)) {
      out.write(text);
    }
    return bytes.toByteArray();
  }

  private OutputStream packing(OutputStream out) throws IOException {
    return switch (this) {
      case none -> out;
      case gzip -> new GZIPOutputStream(out);
      case zstd -> new ZstdOutputStreamNoFinalizer(out).setChecksum(true);
      case bzip2 -> new BZip2CompressorOutputStream(out);
      case zip -> {
        ZipOutputStream archive = new ZipOutputStream(out);
        archive.putNextEntry(new ZipEntry("file"));
        yield archive;
      }
    };
  }

  /** The text, as other programs unpack it; of an archive, by its directory. */
  byte[] unpack(byte[] packed) throws IOException {
    if (this == zip) {
      return member(packed);
    }
    try (InputStream in = unpacking(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  private InputStream unpacking(InputStream in) throws IOException {
    return switch (this) {
      case none -> in;
      case gzip -> new GZIPInputStream(in);
      case zstd -> new ZstdInputStreamNoFinalizer(in);
      case bzip2 -> new BZip2CompressorInputStream(in, true);
      case zip -> throw new IllegalArgumentException("an archive is no stream");
    };
  }

  private static byte[] member(byte[] packed) throws IOException {
    Path file = Files.createTempFile("fuzz", ".zip");
    try {
      Files.write(file, packed);
      try (ZipFile archive = new ZipFile(file.toFile())) {
        ZipEntry member = archive.stream().findFirst().orElseThrow(() -> new IOException("empty"));
        try (InputStream in = archive.getInputStream(member)) {
          return in.readAllBytes();
        }
      }
    } finally {
      Files.delete(file);
    }
  }
}

package io.ingot.readers;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The only file of a zip archive, found by the archive's directory and checked against it. */
final class ZipMember extends InputStream {
  /** Where Finder puts what it knows of the files beside it. */
  private static final String FINDER = "__MACOSX/";

  private final ZipFile archive;
  private final ZipArchiveEntry entry;
  private final CheckedInputStream in;
  private long read;

  private ZipMember(ZipFile archive, ZipArchiveEntry entry) throws IOException {
    this.archive = archive;
    this.entry = entry;
    this.in = new CheckedInputStream(archive.getInputStream(entry), new CRC32());
  }

  static ZipMember open(FileBytes file) throws IOException {
    ZipFile archive = new ZipFile(new FileChannelOf(file));
    List<ZipArchiveEntry> members =
        Collections.list(archive.getEntries()).stream()
            .filter(e -> !e.isDirectory() && !e.getName().startsWith(FINDER))
            .toList();
    if (members.size() != 1) {
      throw new UnreadableFileException(
          members.stream().anyMatch(e -> e.getName().equals("xl/workbook.xml"))
              ? "it is an Excel workbook, not text"
              : "a zip archive of one file expected, %d files found".formatted(members.size()));
    }
    return new ZipMember(archive, members.get(0));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int at, int count) throws IOException {
    int bytes = in.read(into, at, count);
    if (bytes > 0) {
      read += bytes;
    } else if (bytes < 0
        && (read != entry.getSize() || in.getChecksum().getValue() != entry.getCrc())) {
      throw new UnreadableFileException("its zip data cannot be read: its checksum does not match");
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
    archive.close();
  }
}

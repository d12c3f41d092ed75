package io.ingot.readers;

import static io.ingot.readers.CsvFile.column;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordReadersTest {
  private static final Column ID = column("id", "int");
  private static final Column NOTE = column("note", "string");

  @Test
  void splittable_isOnlyPlainTextWithoutRecordsOverLines() throws IOException {
    byte[] text = "id,note\n1,a\n".getBytes(UTF_8);

    assertThat(splittable(CsvDialect.with(), text)).isTrue();
    assertThat(splittable(CsvDialect.with().encoding("utf8"), text)).isTrue();
    assertThat(splittable(CsvDialect.with(), Packed.gzip(text))).isFalse();
    assertThat(splittable(CsvDialect.with().encoding("windows-1252"), text)).isFalse();
    assertThat(splittable(CsvDialect.with().multiline(true), text)).isFalse();
    assertThat(splittable(CsvDialect.with().backslash(true), text)).isFalse();
    assertThat(splittable(CsvDialect.with().skipFooter(1), text)).isFalse();
    assertThat(splittable(CsvDialect.with().trailer(new CsvDialect.Trailer("T", 0)), text))
        .isFalse();
    assertThat(
            RecordReaders.splittable(
                spec(Format.of(Format.Type.json), ID), new MemoryFile(Packed.gzip(text))))
        .isFalse();
  }

  private static boolean splittable(CsvDialectBuilder dialect, byte[] bytes) throws IOException {
    return RecordReaders.splittable(spec(dialect.format(), ID, NOTE), new MemoryFile(bytes));
  }

  @Test
  void codec_isToldByTheBytes_whateverTheNameSays() {
    byte[] text = "id,note\n1,a\n2,b\n".getBytes(UTF_8);
    List<byte[]> files =
        List.of(
            text,
            Packed.gzip(text),
            Packed.zstd(text),
            Packed.bzip2(text),
            Packed.zip("x.csv", text),
            Packed.zip("folder/", new byte[0], "folder/x.csv", text, "__MACOSX/._x.csv", text));

    for (byte[] file : files) {
      for (String key : List.of("in/a.csv", "in/A.CSV.GZ", "in/a.Zst", "in/a")) {
        assertThat(read(CsvDialect.DEFAULT, key, file, ID, NOTE)).containsExactly("1|a", "2|b");
      }
    }
  }

  @Test
  void json_isReadToItsEnd_howeverShortTheFileIs() throws IOException {
    byte[] text = "{\"id\":1}\n".repeat(1_000).getBytes(UTF_8);
    for (byte[] file : List.of(text, Packed.gzip(text), Packed.zstd(text))) {
      MemoryFile json = new MemoryFile("in/X.JSON.GZ", file);
      try (RecordReader reader =
          RecordReaders.open(spec(Format.of(Format.Type.json), ID), json, 0, json.length())) {
        while (reader.next(NoRow.INSTANCE)) {
          assertThat(reader.report().corrupt()).isEmpty();
        }
        assertThat(reader.report().records()).isEqualTo(1_000);
      }
    }
  }

  @Test
  void members_ofGzipZstandardAndBzip2_areReadOneBehindTheOther() {
    byte[] first = "id,note\n1,a\n".getBytes(UTF_8);
    byte[] second = "2,b\n".getBytes(UTF_8);

    assertThat(read(Packed.join(Packed.gzip(first), Packed.gzip(second))))
        .containsExactly("1|a", "2|b");
    assertThat(read(Packed.join(Packed.gzip(first), Packed.gzip(second), new byte[1_000])))
        .containsExactly("1|a", "2|b");
    assertThat(read(Packed.join(Packed.zstd(first), Packed.zstd(second))))
        .containsExactly("1|a", "2|b");
    assertThat(read(Packed.join(Packed.bzip2(first), Packed.bzip2(second))))
        .containsExactly("1|a", "2|b");
  }

  @Test
  void compressedFile_thatIsCutOffAnywhere_orHasMoreBehindIt_isRefused() {
    byte[] text = "id,note\n1,a\n2,b\n".getBytes(UTF_8);
    for (byte[] whole :
        List.of(Packed.gzip(text), Packed.zstd(text), Packed.bzip2(text), Packed.zip("x", text))) {
      for (int length = 10; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> read(cut))
            .isInstanceOf(UncheckedIOException.class)
            .hasCauseInstanceOf(UnreadableFileException.class);
      }
    }
    for (byte[] whole : List.of(Packed.gzip(text), Packed.zstd(text), Packed.bzip2(text))) {
      assertThatThrownBy(() -> read(Packed.join(whole, text)))
          .hasCauseInstanceOf(UnreadableFileException.class);
    }
  }

  @Test
  void compressedFile_withADamagedByte_isRefused_orReadsTheSame() {
    byte[] text = "id,note\n1,a\n2,b\n".repeat(50).getBytes(UTF_8);
    List<String> rows = read(text);
    for (byte[] whole :
        List.of(Packed.gzip(text), Packed.zstd(text), Packed.bzip2(text), Packed.zip("x", text))) {
      for (int i = 10; i < whole.length; i++) {
        byte[] damaged = whole.clone();
        damaged[i] ^= 0x10;
        List<String> read;
        try {
          read = read(damaged);
        } catch (UncheckedIOException e) {
          assertThat(e.getCause()).isInstanceOf(UnreadableFileException.class);
          continue;
        }
        assertThat(read).isEqualTo(rows);
      }
    }
  }

  @Test
  void archivesThatAreNotRead_areRefusedWithTheWord() {
    byte[] text = "id\n1\n".getBytes(UTF_8);

    assertRefused(
        Packed.zip("a", text, "b", text), "a zip archive of one file expected, 2 files found");
    assertRefused(
        Packed.zip(),
        "it is an empty zip archive; text, gzip, Zstandard, bzip2 or zip of one file can be read");
    assertRefused(
        Packed.zip("[Content_Types].xml", text, "xl/workbook.xml", text),
        "it is an Excel workbook, not text");
    assertRefused(
        new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 1, 2},
        "it is xz; text, gzip, Zstandard, bzip2 or zip of one file can be read");
    assertRefused(
        new byte[] {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c},
        "it is 7z; text, gzip, Zstandard, bzip2 or zip of one file can be read");
  }

  private static void assertRefused(byte[] file, String reason) {
    assertThatThrownBy(() -> read(file))
        .cause()
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252,Café € 5",
    "ISO-8859-15,Café € 5",
    "windows-1250,Łódź",
    "windows-1251,Москва",
    "UTF-16,Łódź 😀",
    "UTF-16LE,Łódź 😀",
    "UTF-16BE,Łódź 😀",
    "UTF-32,Łódź 😀",
    "Shift_JIS,東京",
    "GB18030,北京😀",
    "EUC-KR,서울",
    "IBM850,Café",
    "ISO-2022-JP,東京",
  })
  void encodings_areReadAsDeclared(String encoding, String text) {
    CsvDialect dialect = CsvDialect.with().encoding(encoding).done();
    String lines = "id,note\n" + ("1," + text + "\n").repeat(5_000);

    assertThat(read(dialect, "in/a", lines.getBytes(Charset.forName(encoding)), ID, NOTE))
        .hasSize(5_000)
        .containsOnly("1|" + text);
    assertThat(
            read(dialect, "in/a", Packed.gzip(lines.getBytes(Charset.forName(encoding))), ID, NOTE))
        .hasSize(5_000);
  }

  @Test
  void byteOrderMarks_areNoText_andMustFitTheEncoding() {
    byte[] utf8 = "\uFEFFid,note\n1,Zoë\n".getBytes(UTF_8);
    byte[] little = "\uFEFFid,note\n1,Zoë\n".getBytes(Charset.forName("UTF-16LE"));
    byte[] big = "\uFEFFid,note\n1,Zoë\n".getBytes(Charset.forName("UTF-16BE"));

    assertThat(read(utf8)).containsExactly("1|Zoë");
    assertThat(read(encoding("UTF-16"), "in/a", little, ID, NOTE)).containsExactly("1|Zoë");
    assertThat(read(encoding("UTF-16"), "in/a", big, ID, NOTE)).containsExactly("1|Zoë");
    assertThat(read(encoding("UTF-16LE"), "in/a", little, ID, NOTE)).containsExactly("1|Zoë");
    assertRefused(little, "it is UTF-16, not UTF-8");
    assertRefused(big, "it is UTF-16, not UTF-8");
    assertThatThrownBy(() -> read(encoding("windows-1252"), "in/a", utf8, ID, NOTE))
        .cause()
        .hasMessage("it is UTF-8, not windows-1252");
    assertThatThrownBy(() -> read(encoding("UTF-16LE"), "in/a", big, ID, NOTE))
        .cause()
        .hasMessage("it is UTF-16, not UTF-16LE");
  }

  @Test
  void wideText_withoutAMark_isRefusedUnderUtf8() {
    assertRefused(
        "id,note\n1,a\n".getBytes(Charset.forName("UTF-16LE")), "it is UTF-16LE, not UTF-8");
    assertRefused(
        "id,note\n1,a\n".getBytes(Charset.forName("UTF-16BE")), "it is UTF-16BE, not UTF-8");
  }

  @Test
  void bytesThatTheEncodingDoesNotKnow_areRescued() {
    byte[] text = "id,note\n1,a?b\n2,c\n".getBytes(UTF_8);
    text[11] = (byte) 0x81;

    assertThat(read(encoding("windows-1252"), "in/a", text, ID, NOTE))
        .containsExactly("1|null {\"note\":\"a\u0081b\"}", "2|c");
    assertThat(read(encoding("US-ASCII"), "in/a", text, ID, NOTE))
        .containsExactly("1|null {\"note\":\"a\u0081b\"}", "2|c");
    byte[] wide = "id,note\n1,a\n2,c\n".getBytes(Charset.forName("UTF-16BE"));
    wide[20] = (byte) 0xd8;
    assertThat(read(encoding("UTF-16BE"), "in/a", wide, ID, NOTE))
        .containsExactly("1|null {\"note\":\"ÿÿ\"}", "2|c");
  }

  @Test
  void wideText_thatEndsWithinACharacter_isRefused() {
    byte[] wide = "id\n1\n2".getBytes(Charset.forName("UTF-16BE"));

    assertThatThrownBy(
            () ->
                read(encoding("UTF-16BE"), "in/a", Arrays.copyOf(wide, wide.length - 1), ID, NOTE))
        .cause()
        .hasMessage("it ends in the middle of a character");
  }

  @Test
  void storageThatFails_isNoFaultOfTheFile() {
    FileBytes dead = new FailingFile("id,note\n1,a\n".repeat(50_000).getBytes(UTF_8), 100_000);

    assertThatThrownBy(() -> all(spec(CsvDialect.with().format(), ID, NOTE), dead))
        .isInstanceOf(StorageException.class)
        .hasMessage("connection reset");
    byte[] digits =
        new java.util.Random(1)
            .ints(100_000, 0, 10)
            .mapToObj(Integer::toString)
            .collect(java.util.stream.Collectors.joining("", "id,note\n", "\n"))
            .getBytes(UTF_8);
    FileBytes packed = new FailingFile(Packed.gzip(digits), 500);
    assertThatThrownBy(() -> all(spec(CsvDialect.with().format(), ID, NOTE), packed))
        .isInstanceOf(StorageException.class);
    FileBytes zipped = new FailingFile(Packed.zip("a", digits), 40_000);
    assertThatThrownBy(() -> all(spec(CsvDialect.with().format(), ID, NOTE), zipped))
        .isInstanceOf(StorageException.class);
  }

  @Test
  void storageThatEndsTooEarly_isNoFaultOfTheFile() {
    MemoryFile whole = new MemoryFile("id,note\n1,a\n2,b\n".getBytes(UTF_8));
    FileBytes cut =
        new FailingFile(whole.bytes(), whole.bytes().length) {
          @Override
          public InputStream open(long from) {
            return new ByteArrayInputStream(whole.bytes(), (int) from, 12 - (int) from);
          }
        };

    assertThatThrownBy(() -> all(spec(CsvDialect.with().format(), ID, NOTE), cut))
        .isInstanceOf(StorageException.class)
        .hasMessage("in/file ends at byte 12 of 16");
  }

  @Test
  void whateverIsThrown_isAboutTheFile_exceptWhatTryingAgainMayMend() {
    assertThat(GuardedReader.aboutTheFile(new IOException("bad page\nat x")))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage("it cannot be read (bad page)");
    assertThat(GuardedReader.aboutTheFile(new IllegalStateException("\"this.x\" is null")))
        .hasMessage("it cannot be read (IllegalStateException)");
    assertThat(GuardedReader.aboutTheFile(new StackOverflowError()))
        .hasMessage("it cannot be read (StackOverflowError)");
    assertThat(
            GuardedReader.aboutTheFile(
                new IllegalStateException(new UnreadableFileException("it is odd"))))
        .hasMessage("it is odd");
    assertThat(
            GuardedReader.aboutTheFile(
                new UnreadableFileException(
                    "x", new StorageException(new IOException("slow down")))))
        .isInstanceOf(StorageException.class);
    assertThatThrownBy(
            () -> GuardedReader.aboutTheFile(new IOException(new OutOfMemoryError("heap"))))
        .isInstanceOf(OutOfMemoryError.class);
  }

  private static CsvDialect encoding(String name) {
    return CsvDialect.with().encoding(name).done();
  }

  private static ReadSpec spec(Format format, Column... columns) {
    return new ReadSpec(format, List.of(columns), UnknownColumns.rescue, "in/", ReadSpec.MAX_FIELD);
  }

  private static List<String> read(byte[] bytes) {
    return read(CsvDialect.DEFAULT, "in/file.csv", bytes, ID, NOTE);
  }

  private static List<String> read(
      CsvDialect dialect, String key, byte[] bytes, Column... columns) {
    try {
      return all(spec(Format.of(dialect), columns), new MemoryFile(key, bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> all(ReadSpec spec, FileBytes file) throws IOException {
    List<String> rows = new ArrayList<>();
    Values row = new Values(spec.columns().size() + 4);
    try (RecordReader reader = RecordReaders.open(spec, file, 0, file.length())) {
      while (reader.next(row)) {
        Object rescued = row.get(spec.rescued());
        rows.add(row.get(0) + "|" + row.get(1) + (rescued == null ? "" : " " + rescued));
      }
    }
    return rows;
  }

  /** A file whose storage breaks off. */
  private static class FailingFile implements FileBytes {
    private final MemoryFile file;
    private final int good;

    FailingFile(byte[] bytes, int good) {
      this.file = new MemoryFile(bytes);
      this.good = good;
    }

    @Override
    public String key() {
      return file.key();
    }

    @Override
    public long length() {
      return file.length();
    }

    @Override
    public java.time.Instant modified() {
      return file.modified();
    }

    @Override
    public InputStream open(long from) {
      InputStream in = file.open(from);
      return new InputStream() {
        private int left = (int) Math.max(0, good - from);

        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int at, int count) throws IOException {
          if (left == 0) {
            throw new IOException("connection reset");
          }
          int read = in.read(into, at, Math.min(left, count));
          left -= Math.max(0, read);
          return read;
        }
      };
    }
  }
}

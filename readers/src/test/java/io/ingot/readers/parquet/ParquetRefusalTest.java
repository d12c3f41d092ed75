package io.ingot.readers.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.readers.Column;
import io.ingot.readers.FileBytes;
import io.ingot.readers.Format;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.StorageException;
import io.ingot.readers.UnknownColumns;
import io.ingot.readers.UnreadableFileException;
import io.ingot.readers.columnar.MemoryBytes;
import io.ingot.readers.columnar.Scan;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;

class ParquetRefusalTest {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          "message m { required int64 id; optional binary s (STRING); }");
  private static final Column ID = new Column("id", "long", true);
  private static final byte[] FILE =
      file(b -> b.withRowGroupSize(2_000L).withPageRowCountLimit(50));

  private static byte[] file(ParquetFiles.Options options) {
    List<Group> rows =
        LongStream.range(0, 500)
            .mapToObj(i -> new SimpleGroup(SCHEMA).append("id", i).append("s", "text " + i))
            .toList();
    return ParquetFiles.write(SCHEMA, options, rows);
  }

  private static void assertRefused(byte[] file, String reason) {
    assertThatThrownBy(() -> ParquetFiles.read(file, ID))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage(reason);
  }

  @Test
  void file_thatIsCutOff_isRefused() {
    assertRefused(Arrays.copyOf(FILE, 5), "it has 5 bytes, too few for a Parquet file");
    assertRefused(
        Arrays.copyOf(FILE, 2_000),
        "it does not end as a Parquet file ends (PAR1 expected, 0x00000000 found); it may be cut off"
            .replace("0x00000000", hex(Arrays.copyOfRange(FILE, 1_996, 2_000))));
  }

  private static String hex(byte[] bytes) {
    return "0x" + java.util.HexFormat.of().formatHex(bytes);
  }

  @Test
  void footer_withAnImpossibleLength_isRefused() {
    byte[] file = FILE.clone();
    Arrays.fill(file, file.length - 8, file.length - 5, (byte) 0xff);

    assertRefused(
        file, "its footer would have 16777215 of the file's %d bytes".formatted(file.length));
  }

  @Test
  void file_withMissingRowGroups_isRefused() throws IOException {
    long rows = ParquetFiles.read(FILE, ID).rows().size();
    byte[] file =
        ParquetFiles.withFooter(
            FILE,
            f -> {
              assertThat(f.getRow_groupsSize()).isGreaterThan(1);
              f.getRow_groups().remove(0);
            });

    assertThatThrownBy(() -> ParquetFiles.read(file, ID))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageStartingWith(
            "its footer promises %d rows, but its row groups have ".formatted(rows));
  }

  @Test
  void file_withoutItsNumberOfRows_isRead() throws IOException {
    assertThat(ParquetFiles.read(ParquetFiles.withFooter(FILE, f -> f.setNum_rows(0)), ID).rows())
        .hasSize(500);
  }

  @Test
  void page_withAWrongChecksum_isRefused() throws IOException {
    byte[] file = file(b -> b.withPageWriteChecksumEnabled(true).withDictionaryEncoding(false));
    assertThat(ParquetFiles.read(file, ID).rows()).hasSize(500);
    // The first page's values stand behind its header.
    file[200] ^= 1;

    assertThatThrownBy(() -> ParquetFiles.read(file, ID))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageMatching(
            "in its column id, a page's checksum is [0-9a-f]{8}, [0-9a-f]{8} expected");
  }

  @Test
  void encryptedFile_isRefused() {
    byte[] key = "0123456789012345".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] whole = file(b -> b.withEncryption(FileEncryptionProperties.builder(key).build()));
    byte[] columns =
        file(
            b ->
                b.withEncryption(
                    FileEncryptionProperties.builder(key).withPlaintextFooter().build()));

    assertRefused(whole, "it is encrypted, footer included");
    assertRefused(columns, "its column id is encrypted");
  }

  @Test
  void column_withAnotherNumberOfValues_isRefused() throws IOException {
    assertRefused(
        ParquetFiles.withFooter(
            FILE,
            f -> f.getRow_groups().get(0).getColumns().get(0).getMeta_data().setNum_values(7)),
        "its column id has 7 values for %d rows".formatted(firstGroupRows()));
  }

  private static long firstGroupRows() throws IOException {
    long[] rows = new long[1];
    ParquetFiles.withFooter(FILE, f -> rows[0] = f.getRow_groups().get(0).getNum_rows());
    return rows[0];
  }

  @Test
  void codec_thatIsNotRead_isNamed() throws IOException {
    assertRefused(
        ParquetFiles.withFooter(
            FILE,
            f ->
                f.getRow_groups()
                    .get(0)
                    .getColumns()
                    .get(0)
                    .getMeta_data()
                    .setCodec(CompressionCodec.LZO)),
        "its pages are compressed with LZO, which is not read");
  }

  @Test
  void pagesElsewhere_areRefused() throws IOException {
    assertRefused(
        ParquetFiles.withFooter(
            FILE, f -> f.getRow_groups().get(0).getColumns().get(0).setFile_path("other.parquet")),
        "its column id is in another file");
    assertRefused(
        ParquetFiles.withFooter(
            FILE,
            f ->
                f.getRow_groups()
                    .get(0)
                    .getColumns()
                    .get(0)
                    .getMeta_data()
                    .setTotal_compressed_size(1L << 40)),
        "the pages of its column id would be outside of the file (1099511627776 bytes from 4 on)");
  }

  @Test
  void columns_thatAreMissingOrUndeclared_refuseTheFileWhereSoDeclared() {
    ReadSpec spec = Scan.spec(Format.Type.parquet, ID);
    ReadSpec failing =
        new ReadSpec(spec.format(), spec.columns(), UnknownColumns.fail, "", ReadSpec.MAX_FIELD);

    assertThatThrownBy(() -> ParquetFiles.read(FILE, new Column("x", "int", true), ID))
        .hasMessage("it lacks required columns (x; found: id, s)");
    assertThatThrownBy(() -> ParquetFiles.read(FILE, new Column("x", "int", false)))
        .hasMessage("it has none of the declared columns (declared: x; found: id, s)");
    assertThatThrownBy(() -> Scan.of(ParquetFiles::open, failing, FILE))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage("it has undeclared columns (s)");
  }

  @Test
  void field_beyondTheLimit_refusesTheFile() {
    ReadSpec spec =
        new ReadSpec(
            Format.of(Format.Type.parquet),
            List.of(ID),
            UnknownColumns.rescue,
            "",
            "text 10".length() - 1);

    assertThatThrownBy(() -> Scan.of(ParquetFiles::open, spec, FILE))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage("record 10 has a field of more than 6 bytes (limits.max_field)");
  }

  @Test
  void storage_thatFails_isNotTheFilesFault() {
    FileBytes failing =
        new FileBytes() {
          @Override
          public String key() {
            return "k";
          }

          @Override
          public long length() {
            return FILE.length;
          }

          @Override
          public Instant modified() {
            return Instant.EPOCH;
          }

          @Override
          public InputStream open(long from) throws IOException {
            if (from < FILE.length / 2) {
              throw new IOException("slow down");
            }
            return new MemoryBytes(FILE).open(from);
          }
        };

    assertThatThrownBy(
            () -> Scan.of(ParquetFiles::open, Scan.spec(Format.Type.parquet, ID), failing))
        .isInstanceOf(StorageException.class)
        .hasMessage("slow down");
  }
}

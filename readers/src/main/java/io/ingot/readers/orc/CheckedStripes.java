package io.ingot.readers.orc;

import io.ingot.readers.UnreadableFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.orc.ColumnStatistics;
import org.apache.orc.DataReader;
import org.apache.orc.OrcProto;
import org.apache.orc.Reader;
import org.apache.orc.StripeInformation;
import org.apache.orc.impl.BufferChunkList;
import org.apache.orc.impl.DataReaderProperties;
import org.apache.orc.impl.InStream;
import org.apache.orc.impl.OrcCodecPool;
import org.apache.orc.impl.RecordReaderUtils;

/**
 * Reads a file's stripes. It looks at their footers before the library does, which reads as many
 * texts of a dictionary as they say, be there billions.
 */
final class CheckedStripes implements DataReader {
  private final DataReader reader;

  /** Values of each column in the file; empty if it has no statistics. */
  private final long[] values;

  private CheckedStripes(DataReader reader, long[] values) {
    this.reader = reader;
    this.values = values;
  }

  /** The stripes of a file, which must be closed when its rows are. */
  static CheckedStripes of(Reader file, FileSystem files) {
    InStream.StreamOptions compression =
        InStream.options()
            .withCodec(OrcCodecPool.getCodec(file.getCompressionKind()))
            .withBufferSize(file.getCompressionSize());
    DataReader reader =
        RecordReaderUtils.createDefaultDataReader(
            DataReaderProperties.builder()
                .withFileSystemSupplier(() -> files)
                .withPath(OneFile.PATH)
                .withCompression(compression)
                .withMinSeekSize(file.options().minSeekSize())
                .withMinSeekSizeTolerance(file.options().minSeekSizeTolerance())
                .build());
    long[] values = Arrays.stream(file.getStatistics()).mapToLong(CheckedStripes::values).toArray();
    boolean hasStatistics = values.length > 0 && values[0] > 0;
    return new CheckedStripes(reader, hasStatistics ? values : new long[0]);
  }

  private static long values(ColumnStatistics column) {
    return column == null ? 0 : column.getNumberOfValues();
  }

  @Override
  public OrcProto.StripeFooter readStripeFooter(StripeInformation stripe) throws IOException {
    OrcProto.StripeFooter footer = reader.readStripeFooter(stripe);
    List<OrcProto.ColumnEncoding> columns = footer.getColumnsList();
    for (int i = 0; i < Math.min(values.length, columns.size()); i++) {
      long size = Integer.toUnsignedLong(columns.get(i).getDictionarySize());
      long most = Math.max(values[i], stripe.getNumberOfRows());
      if (size > most) {
        throw new UnreadableFileException(
            "a stripe would have a dictionary of %d texts for %d values".formatted(size, most));
      }
    }
    return footer;
  }

  @Override
  public void open() throws IOException {
    reader.open();
  }

  @Override
  public BufferChunkList readFileData(BufferChunkList ranges, boolean isDirect) throws IOException {
    return reader.readFileData(ranges, isDirect);
  }

  @Override
  public boolean isTrackingDiskRanges() {
    return reader.isTrackingDiskRanges();
  }

  @Override
  public void releaseBuffer(ByteBuffer buffer) {
    reader.releaseBuffer(buffer);
  }

  @Override
  public DataReader clone() {
    return new CheckedStripes(reader.clone(), values);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  @Override
  public InStream.StreamOptions getCompressionOptions() {
    return reader.getCompressionOptions();
  }
}

package io.ingot.readers.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.readers.Column;
import io.ingot.readers.FileReport;
import io.ingot.readers.Format;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.RecordReaders;
import io.ingot.readers.columnar.Scan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

class ParquetSplitTest {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType("message m { required int64 id; }");
  private static final ReadSpec SPEC =
      Scan.spec(Format.Type.parquet, new Column("id", "long", true));
  private static final byte[] FILE =
      ParquetFiles.write(
          SCHEMA,
          b -> b.withRowGroupSize(1_000L).withPageRowCountLimit(20),
          LongStream.range(0, 1_000)
              .<Group>mapToObj(i -> new SimpleGroup(SCHEMA).append("id", i))
              .toList());

  @Property(tries = 100, seed = "20261129")
  void parts_howeverTheyAreCut_haveEveryRowOnce(
      @ForAll @Size(max = 6) List<@IntRange(max = 10_000) Integer> permille) throws IOException {
    List<Long> cuts = new ArrayList<>(List.of(0L, (long) FILE.length));
    permille.forEach(p -> cuts.add((long) FILE.length * p / 10_000));
    cuts.sort(null);
    List<List<Object>> rows = new ArrayList<>();
    FileReport report = FileReport.NOTHING;
    for (int i = 1; i < cuts.size(); i++) {
      long from = cuts.get(i - 1);
      long to = cuts.get(i);
      Scan part = Scan.of((spec, file) -> RecordReaders.open(spec, file, from, to), SPEC, FILE);
      rows.addAll(part.rows());
      report = report.and(part.report());
    }

    assertThat(rows).allSatisfy(r -> assertThat(r.get(0)).isEqualTo(r.get(1)));
    assertThat(rows).hasSize(1_000).isEqualTo(Scan.of(ParquetFiles::open, SPEC, FILE).rows());
    assertThat(report.records()).isEqualTo(1_000);
  }
}

package io.ingot.readers.avro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;

/** Rows of every type in Avro files. */
public final class TypedAvro {
  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type":"record","name":"R","fields":[
                {"name":"id","type":"int"},
                {"name":"note","type":["null","string"]},
                {"name":"amount","type":["null",{"type":"bytes","logicalType":"decimal","precision":12,"scale":3}]},
                {"name":"day","type":[{"type":"int","logicalType":"date"},"null"]},
                {"name":"at","type":["null",{"type":"long","logicalType":"timestamp-micros"}]},
                {"name":"flag","type":["boolean","null"]},
                {"name":"ratio","type":["null","double"]},
                {"name":"total","type":["null","long","string"]}]}""");

  private TypedAvro() {}

  /**
   * A file.
   *
   * @param interval bytes of a block, about
   */
  public static byte[] write(List<List<Object>> rows, CodecFactory codec, int interval)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DataFileWriter<GenericData.Record> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericData.Record>(SCHEMA))) {
      writer.setCodec(codec).setSyncInterval(interval).create(SCHEMA, out);
      for (List<Object> row : rows) {
        GenericData.Record record = new GenericData.Record(SCHEMA);
        for (int i = 0; i < row.size(); i++) {
          record.put(
              i,
              row.get(i) instanceof BigDecimal decimal
                  ? ByteBuffer.wrap(decimal.unscaledValue().toByteArray())
                  : row.get(i));
        }
        writer.append(record);
      }
    }
    return out.toByteArray();
  }
}

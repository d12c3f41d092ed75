package io.ingot.readers.avro;

import io.ingot.readers.columnar.FileField;
import java.util.List;
import org.apache.avro.Schema;

/**
 * A field of a record.
 *
 * @param name its name
 * @param schema what its values are
 */
record AvroField(String name, Schema schema) implements FileField {

  static List<AvroField> of(Schema schema) {
    return schema.getFields().stream().map(f -> new AvroField(f.name(), f.schema())).toList();
  }

  /** Members of a record, or of the only record beside NULL. */
  @Override
  public List<AvroField> members() {
    Schema record = schema;
    if (schema.getType() == Schema.Type.UNION) {
      List<Schema> types =
          schema.getTypes().stream().filter(t -> t.getType() != Schema.Type.NULL).toList();
      record = types.size() == 1 ? types.get(0) : schema;
    }
    return record.getType() == Schema.Type.RECORD ? of(record) : List.of();
  }
}

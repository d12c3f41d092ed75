package io.ingot.readers.avro;

import io.ingot.readers.columnar.FileField;
import java.util.List;
import org.apache.avro.Schema;

/** A field of a record. */
final class AvroField implements FileField {
  private final String name;
  private final Schema schema;

  /** Null until they are asked for: a record may contain itself. */
  private List<AvroField> members;

  private AvroField(String name, Schema schema) {
    this.name = name;
    this.schema = schema;
  }

  static List<AvroField> of(Schema record) {
    return record.getFields().stream().map(f -> new AvroField(f.name(), f.schema())).toList();
  }

  @Override
  public String name() {
    return name;
  }

  /** Members of a record, or of the only record beside NULL. */
  @Override
  public List<AvroField> members() {
    if (members == null) {
      Schema only = only();
      members = only.getType() == Schema.Type.RECORD ? of(only) : List.of();
    }
    return members;
  }

  private Schema only() {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    List<Schema> types =
        schema.getTypes().stream().filter(t -> t.getType() != Schema.Type.NULL).toList();
    return types.size() == 1 ? types.get(0) : schema;
  }
}

package io.ingot.readers.avro;

import io.ingot.readers.UnreadableFileException;
import io.ingot.readers.columnar.Target;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;

/** Reads a value and hands it to its target. */
interface Taker {

  void read(AvroBytes in) throws IOException;

  /**
   * Reads a record, field by field.
   *
   * @param targets of its fields, in their order
   */
  static Taker ofFields(AvroValues values, Schema schema, List<Target> targets)
      throws UnreadableFileException {
    Taker[] takers = new Taker[targets.size()];
    for (int i = 0; i < takers.length; i++) {
      takers[i] = of(values, schema.getFields().get(i).schema(), targets.get(i));
    }
    return in -> {
      for (Taker taker : takers) {
        taker.read(in);
      }
    };
  }

  private static Taker of(AvroValues values, Schema schema, Target target)
      throws UnreadableFileException {
    if (target instanceof Target.Whole whole) {
      AvroValue value = values.of(schema);
      return in -> value.read(in, whole.cell());
    }
    if (schema.getType() == Schema.Type.NULL) {
      return in -> {};
    }
    if (schema.getType() == Schema.Type.RECORD) {
      return ofFields(values, schema, ((Target.Members) target).members());
    }
    Taker[] branches = new Taker[schema.getTypes().size()];
    for (int i = 0; i < branches.length; i++) {
      branches[i] = of(values, schema.getTypes().get(i), target);
    }
    return in -> branches[in.place(branches.length, "branch")].read(in);
  }
}

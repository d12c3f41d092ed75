package io.ingot.readers.orc;

import io.ingot.readers.columnar.Cell;
import io.ingot.readers.columnar.Target;
import java.util.List;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.StructColumnVector;

/** Hands the values of a vector to their target. */
interface Taker {

  void read(ColumnVector vector, int row);

  /** What takes the fields of a struct, in their order. */
  static Taker[] of(List<OrcField> fields, List<Target> targets) {
    Taker[] takers = new Taker[fields.size()];
    for (int i = 0; i < takers.length; i++) {
      takers[i] = of(fields.get(i), targets.get(i));
    }
    return takers;
  }

  private static Taker of(OrcField field, Target target) {
    if (target instanceof Target.Members members) {
      return new Opened(of(field.members(), members.members()));
    }
    OrcValue value = OrcValues.of(field.type());
    Cell cell = ((Target.Whole) target).cell();
    return (vector, row) -> OrcValue.read(value, vector, row, cell);
  }

  /** A struct whose members have targets of their own. */
  record Opened(List<Taker> members) implements Taker {
    Opened(Taker[] members) {
      this(List.of(members));
    }

    @Override
    public void read(ColumnVector vector, int row) {
      int place = vector.isRepeating ? 0 : row;
      if (vector.noNulls || !vector.isNull[place]) {
        for (int i = 0; i < members.size(); i++) {
          members.get(i).read(((StructColumnVector) vector).fields[i], place);
        }
      }
    }
  }
}

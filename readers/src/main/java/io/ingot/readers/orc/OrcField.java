package io.ingot.readers.orc;

import io.ingot.readers.columnar.FileField;
import java.util.ArrayList;
import java.util.List;
import org.apache.orc.TypeDescription;

/**
 * A field of a struct.
 *
 * @param name its name
 * @param type what its values are
 */
record OrcField(String name, TypeDescription type) implements FileField {

  /** The fields of a struct; none of another type. */
  static List<OrcField> of(TypeDescription type) {
    List<OrcField> fields = new ArrayList<>();
    if (type.getCategory() == TypeDescription.Category.STRUCT) {
      for (int i = 0; i < type.getFieldNames().size(); i++) {
        fields.add(new OrcField(type.getFieldNames().get(i), type.getChildren().get(i)));
      }
    }
    return fields;
  }

  @Override
  public List<OrcField> members() {
    return of(type);
  }
}

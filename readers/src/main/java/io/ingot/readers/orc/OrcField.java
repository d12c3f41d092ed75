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
 * @param members the fields of its type, if that is a struct
 */
record OrcField(String name, TypeDescription type, List<OrcField> members) implements FileField {
  OrcField {
    members = List.copyOf(members);
  }

  /** The fields of a struct; none of another type. */
  static List<OrcField> of(TypeDescription type) {
    List<OrcField> fields = new ArrayList<>();
    if (type.getCategory() == TypeDescription.Category.STRUCT) {
      for (int i = 0; i < type.getFieldNames().size(); i++) {
        TypeDescription child = type.getChildren().get(i);
        fields.add(new OrcField(type.getFieldNames().get(i), child, of(child)));
      }
    }
    return fields;
  }
}

package io.ingot.readers.parquet;

import java.util.List;

/**
 * What a file's footer says.
 *
 * @param schema the root of the columns
 * @param rows rows of the file
 * @param groups its row groups
 * @param start where the footer begins, behind the last page
 */
record Footer(SchemaNode schema, long rows, List<RowGroup> groups, long start) {
  Footer {
    groups = List.copyOf(groups);
  }
}

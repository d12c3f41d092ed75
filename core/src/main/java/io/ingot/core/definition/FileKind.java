package io.ingot.core.definition;

import java.util.Arrays;
import java.util.List;

/**
 * The kinds of definition files, with every key that each may have. Reader and documentation are
 * both held against this list.
 */
enum FileKind {
  PIPELINE(
      "!pipeline",
      "description",
      "!database",
      "limits",
      "limits.files_per_batch",
      "limits.bytes_per_batch",
      "limits.max_attempts"),
  SOURCE(
      "!source",
      "description",
      "landing",
      "files",
      "ignore",
      "suffix",
      "!format",
      "!format.type",
      "format.encoding",
      "format.delimiter",
      "format.header",
      "format.quote",
      "format.escape",
      "format.backslash",
      "format.multiline",
      "format.skip_lines",
      "format.skip_footer",
      "format.trailer",
      "!format.trailer.starts_with",
      "format.trailer.count",
      "format.comment",
      "format.null_values",
      "format.empty_value",
      "format.trailing_delimiter",
      "format.short_rows",
      "format.long_rows",
      "format.widths",
      "format.layout",
      "format.records",
      "format.ignore_case",
      "!columns",
      "!columns[].name",
      "!columns[].type",
      "columns[].required",
      "columns[].from",
      "columns[].from.folder",
      "columns[].from.path",
      "columns[].from.file_name",
      "columns[].was",
      "columns[].format",
      "columns[].zone",
      "columns[].zones",
      "columns[].century",
      "columns[].epoch",
      "columns[].null_values",
      "columns[].decimal",
      "columns[].group",
      "columns[].percent",
      "columns[].currency",
      "columns[].parentheses",
      "columns[].true_values",
      "columns[].false_values",
      "columns[].max_rescued",
      "layouts",
      "layouts[].files",
      "!layouts[].columns",
      "limits",
      "limits.max_file_size",
      "limits.max_field",
      "limits.max_corrupt",
      "limits.max_rescued",
      "allow_empty",
      "overwrite",
      "unknown_columns",
      "bronze",
      "bronze.table",
      "silver",
      "silver.table",
      "silver.select",
      "silver.select.drop",
      "silver.select.rename",
      "silver.select.add",
      "silver.key",
      "silver.sequence",
      "silver.sequence_as",
      "silver.operation",
      "!silver.operation.column",
      "!silver.operation.delete",
      "silver.operation.upsert",
      "silver.operation.keep_tombstones",
      "silver.history",
      "silver.partition",
      "silver.expect",
      "silver.expect.warn",
      "!silver.expect.warn.<rule>.predicate",
      "silver.expect.warn.<rule>.max_broken",
      "silver.expect.quarantine",
      "silver.expect.fail",
      "silver.expect.fail.<rule>.predicate",
      "silver.expect.fail.<rule>.max_broken",
      "silver.expect.fail.<rule>.max_quarantined",
      "silver.expect.fail.<rule>.max_corrupt"),
  MART(
      "!mart",
      "description",
      "table",
      "!key",
      "refresh",
      "!reads",
      "partition",
      "expect",
      "expect.warn",
      "!expect.warn.<rule>.predicate",
      "expect.warn.<rule>.max_broken",
      "expect.fail",
      "!expect.fail.<rule>.predicate",
      "expect.fail.<rule>.max_broken");

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nothing can change
  private final List<Key> keys;

  /** Keys by their path; {@code !} marks the ones that must be there if what holds them is. */
  FileKind(String... paths) {
    keys =
        Arrays.stream(paths)
            .map(p -> p.startsWith("!") ? new Key(p.substring(1), true) : new Key(p, false))
            .toList();
  }

  /** Every key of such a file, in the order in which people write them. */
  List<Key> keys() {
    return keys;
  }

  /** The keys directly below a path; the empty path is the file itself. */
  List<Key> below(String path) {
    String prefix = path.isEmpty() ? "" : path + ".";
    return keys.stream()
        .filter(k -> k.path().startsWith(prefix))
        .filter(k -> k.path().indexOf('.', prefix.length()) < 0)
        .toList();
  }

  /**
   * A key.
   *
   * @param path where it stands: names joined by dots, {@code []} after a list, {@code <rule>} for
   *     a name of the user's choice
   * @param required whether the section that holds it must have it
   */
  record Key(String path, boolean required) {
    String name() {
      return path.substring(path.lastIndexOf('.') + 1);
    }
  }
}

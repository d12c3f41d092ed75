package io.ingot.core.definition;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ingot.core.definition.ConfigurationReference.Row;
import io.ingot.readers.CsvDialect;
import io.ingot.readers.Format;
import io.ingot.readers.JsonDialect;
import io.ingot.readers.Reading.Epoch;
import io.ingot.readers.UnknownColumns;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The JSON Schema of a kind of definition files, for editors. Its keys are those of {@link
 * FileKind}, their types and descriptions those of {@code docs/configuration.md}, and the values of
 * a choice those of the enum that a reader reads.
 *
 * <p>It refuses nothing that the readers take. An editor knows numbers, booleans and null where the
 * readers see only the text that is written, so that all of them are text.
 */
final class DefinitionSchema {
  /** By the path of the key. */
  static final Map<String, List<String>> CHOICES =
      Map.ofEntries(
          Map.entry("suffix", names(SourceReader.Suffix.values())),
          Map.entry("format.type", names(Format.Type.values())),
          Map.entry("format.empty_value", names(CsvDialect.EmptyValue.values())),
          Map.entry(
              "format.short_rows",
              List.of(CsvDialect.ShortRows.corrupt.name(), FormatReader.SHORT_ROWS_NULL)),
          Map.entry("format.long_rows", names(CsvDialect.LongRows.values())),
          Map.entry("format.layout", names(JsonDialect.Layout.values())),
          Map.entry(
              "columns[].epoch",
              names(Epoch.values()).stream().filter(e -> !e.equals(Epoch.none.name())).toList()),
          Map.entry("overwrite", names(Overwrite.values())),
          Map.entry("unknown_columns", names(UnknownColumns.values())),
          Map.entry("silver.sequence_as", names(SourceReader.SequenceAs.values())),
          Map.entry("refresh", names(MartDefinition.Refresh.values())));

  private static final String[] TEXT = {"string", "number", "boolean", "null"};

  private final FileKind kind;
  private final Map<String, Row> rows;

  private DefinitionSchema(FileKind kind) throws IOException {
    this.kind = kind;
    this.rows =
        ConfigurationReference.rows(kind).stream()
            .collect(Collectors.toMap(Row::path, Function.identity()));
  }

  static ObjectNode of(FileKind kind) throws IOException {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "A " + kind.name().toLowerCase(Locale.ROOT) + " of Ingot");
    new DefinitionSchema(kind).map(schema, "");
    return schema;
  }

  /** Allows a map: one of a file's, one whose keys are rules, or one with any keys. */
  private void map(ObjectNode schema, String path) {
    allow(schema, "object");
    List<FileKind.Key> keys = kind.below(path);
    if (keys.isEmpty()) {
      ObjectNode values = allow(schema.putObject("additionalProperties"), TEXT);
      String rule = path + ".<rule>";
      if (!kind.below(rule).isEmpty()) {
        map(values, rule);
      }
      return;
    }
    ObjectNode properties = schema.putObject("properties");
    keys.forEach(key -> value(properties.putObject(key.name()), rows.get(key.path())));
    ArrayNode required = schema.putArray("required");
    keys.stream().filter(FileKind.Key::required).forEach(key -> required.add(key.name()));
    schema.put("additionalProperties", false);
  }

  private void value(ObjectNode schema, Row row) {
    schema.put("description", row.meaning().replaceAll("\\[([^\\]]+)]\\(#[^)]+\\)", "$1"));
    if (CHOICES.containsKey(row.path())) {
      choice(schema.putArray("enum"), CHOICES.get(row.path()));
      return;
    }
    switch (row.type()) {
      case "boolean" -> pattern(allow(schema, "boolean", "string"), "true|false");
      case "number", "year" -> number(schema);
      case "percentage or number" ->
          pattern(allow(schema, "integer", "string"), Sizes.PERCENT + "|" + Sizes.COUNT);
      case "size" -> pattern(allow(schema, "string"), Sizes.SIZE.pattern());
      case "`N days`" -> pattern(allow(schema, "string"), SilverReader.DAYS.pattern());
      case "type" -> type(schema);
      default ->
          Stream.of(row.type().split(", | or ")).forEach(t -> documented(schema, t, row.path()));
    }
  }

  /** Allows a list, a map or text, as documented. */
  private void documented(ObjectNode schema, String type, String path) {
    switch (type) {
      case "map" -> map(schema, path);
      case "list of maps" -> map(list(schema), path + "[]");
      case "list of numbers" -> number(list(schema));
      default -> allow(type.startsWith("list") ? list(schema) : schema, TEXT);
    }
  }

  /** Allows a list, and gives the schema of its items. */
  private static ObjectNode list(ObjectNode schema) {
    return allow(schema, "array").putObject("items");
  }

  private static void number(ObjectNode schema) {
    pattern(allow(schema, "integer", "string"), Sizes.COUNT.pattern());
  }

  /** Offers the types without parts, and allows any text. */
  private static void type(ObjectNode schema) {
    ArrayNode either = schema.putArray("anyOf");
    choice(
        either.addObject().putArray("enum"),
        Stream.of(ColumnTypes.ALLOWED.split(", ")).filter(t -> t.matches("[a-z]+")).toList());
    allow(either.addObject(), "string");
  }

  private static void choice(ArrayNode values, List<String> names) {
    names.forEach(values::add);
    if (names.contains("null")) {
      values.addNull();
    }
  }

  private static void pattern(ObjectNode schema, String pattern) {
    schema.put("pattern", "^(" + pattern + ")$");
  }

  /** Allows values of these types too. */
  private static ObjectNode allow(ObjectNode schema, String... types) {
    Arrays.stream(types).forEach(schema.withArray("type")::add);
    return schema;
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }
}

package io.ingot.jobs.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.jobs.TextFile;
import io.ingot.jobs.TextRow;
import io.ingot.jobs.Typed;
import io.ingot.jobs.files.Outcome;
import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.Origin;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.RecordReader;
import io.ingot.readers.RecordReaders;
import io.ingot.readers.UnknownColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AddedColumnsTest {
  private static final List<String> NAMES =
      List.of(
          "extra", "Extra", "EXTRA", "id", "ID", "tip", "Tip", "größe", "GRÖSSE", "GRÖẞE", "a.b",
          "_x", "_batch", "note", "Note", "n n");
  private static final int FILES = 4;
  private static final int TRIES = 150;

  /**
   * What a table is in the end.
   *
   * @param columns the columns that were added
   * @param rows of each file, the values that are not NULL, by column, and what was rescued
   */
  private record Outcome(List<String> columns, List<Map<String, String>> rows) {}

  @ParameterizedTest
  @EnumSource(
      value = Format.Type.class,
      names = {"json", "csv"})
  void columnsAndValues_areTheSame_howeverFilesFallIntoBatches(Format.Type format)
      throws IOException {
    SourceDefinition source =
        Typed.pipeline(
                Format.of(format),
                UnknownColumns.add,
                new Column("id", "int", false),
                new Column("remark", "string", false).from(Origin.record("note")))
            .sources()
            .get(0);
    Random random = new Random(20261129);
    for (int i = 0; i < TRIES; i++) {
      List<String> files = new ArrayList<>();
      for (int f = 0; f < FILES; f++) {
        files.add(format == Format.Type.json ? json(random) : csv(random));
      }
      Outcome once = loaded(source, files, 0);
      for (int cuts = 1; cuts < 1 << (FILES - 1); cuts++) {
        assertThat(loaded(source, files, cuts))
            .as("cut %s: %s", Integer.toBinaryString(cuts), files)
            .isEqualTo(once);
      }
    }
  }

  /** Files in batches; where a bit of the cuts is set, a batch ends behind that file. */
  private static Outcome loaded(SourceDefinition source, List<String> files, int cuts)
      throws IOException {
    List<String> columns = new ArrayList<>();
    List<Map<String, String>> rows = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= files.size(); to++) {
      if (to == files.size() || (cuts & 1 << (to - 1)) != 0) {
        List<String> batch = files.subList(from, to);
        columns.addAll(
            AddedColumns.chosen(source, have(source, columns), names(source, columns, batch)));
        for (String file : batch) {
          rows.addAll(rows(spec(source, columns), file));
        }
        from = to;
      }
    }
    return new Outcome(columns, rows);
  }

  private static Collection<String> have(SourceDefinition source, List<String> added) {
    Set<String> have = new LinkedHashSet<>(added);
    have.addAll(List.of(BronzeColumns.layout(source).columns().fieldNames()));
    return have;
  }

  private static Set<String> names(
      SourceDefinition source, List<String> columns, List<String> batch) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    for (String file : batch) {
      try (RecordReader reader = open(spec(source, columns), file)) {
        TextRow row = new TextRow();
        while (reader.next(row)) {
          row.clear();
        }
        names.addAll(reader.report().undeclared().keySet());
      }
    }
    return names;
  }

  private static ReadSpec spec(SourceDefinition source, List<String> columns) {
    return source
        .readSpec()
        .with(
            columns.stream().map(c -> new Column(c, "string", false).from(Origin.ADDED)).toList());
  }

  private static RecordReader open(ReadSpec spec, String file) throws IOException {
    TextFile bytes = new TextFile(file);
    return RecordReaders.open(spec, bytes, 0, bytes.length());
  }

  private static List<Map<String, String>> rows(ReadSpec spec, String file) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    TextRow row = new TextRow();
    try (RecordReader reader = open(spec, file)) {
      while (reader.next(row)) {
        Map<String, String> values = new TreeMap<>();
        row.values().forEach((place, text) -> values.put(name(spec, place), text));
        rows.add(values);
      }
    }
    return rows;
  }

  private static String name(ReadSpec spec, int place) {
    return place < spec.columns().size()
        ? spec.columns().get(place).name()
        : "_" + (place - spec.columns().size());
  }

  private static String json(Random random) {
    return IntStream.range(0, random.nextInt(3))
        .mapToObj(
            i ->
                names(random).stream()
                    .map(n -> "\"%s\":%s".formatted(n, value(random, "null", "\"v%d\"")))
                    .collect(Collectors.joining(",", "{", "}\n")))
        .collect(Collectors.joining());
  }

  private static String csv(Random random) {
    List<String> names = new ArrayList<>(List.of("id", "end"));
    names.addAll(1, names(random));
    String records =
        IntStream.range(0, random.nextInt(3))
            .mapToObj(
                i ->
                    names.stream()
                        .map(n -> value(random, "", "v%d"))
                        .collect(Collectors.joining(",", "", "\n")))
            .collect(Collectors.joining());
    return String.join(",", names) + "\n" + records;
  }

  private static Set<String> names(Random random) {
    Set<String> names = new LinkedHashSet<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      names.add(NAMES.get(random.nextInt(NAMES.size())));
    }
    return names;
  }

  private static String value(Random random, String none, String some) {
    return random.nextInt(4) == 0 ? none : some.formatted(random.nextInt(100));
  }
}

package io.ingot.readers;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which of several layouts a text has: the first that fits its name or its first record. */
final class CsvLayouts {
  private CsvLayouts() {}

  /**
   * What is to be read from a file: only the layouts that its name leaves are in it.
   *
   * @throws UnreadableFileException if its name fits none
   */
  static ReadSpec of(ReadSpec spec, FileBytes file) throws UnreadableFileException {
    List<CsvDialect.Layout> all = spec.format().csv().layouts();
    if (all.isEmpty()) {
      return spec;
    }
    String key = file.key();
    String below = key.startsWith(spec.landing()) ? key.substring(spec.landing().length()) : key;
    List<CsvDialect.Layout> left =
        all.stream()
            .filter(
                l ->
                    !l.isByName()
                        || l.files().stream().anyMatch(p -> NamePattern.isOfFile(p, below)))
            .toList();
    if (left.isEmpty()) {
      String patterns =
          all.stream().flatMap(l -> l.files().stream()).collect(Collectors.joining(", "));
      throw new UnreadableFileException(
          "its name fits none of the layouts (%s; layouts: %s)".formatted(below, patterns));
    }
    return new ReadSpec(
        Format.of(spec.format().csv().in(left)),
        spec.columns(),
        spec.unknown(),
        spec.landing(),
        spec.maxField());
  }

  /**
   * The columns of a text, by its first record; the records begin again then.
   *
   * @param records the records where the first one begins
   * @throws UnreadableFileException if the record fits none
   */
  static List<String> columns(List<CsvDialect.Layout> layouts, CsvRecords records)
      throws IOException {
    if (layouts.get(0).isByName() || !records.next()) {
      return layouts.get(0).columns();
    }
    if (records.isBroken()) {
      throw new UnreadableFileException(
          "its layout is not known, because its first record cannot be read: " + records.fault());
    }
    int found = records.dataFields();
    records.again();
    Optional<CsvDialect.Layout> fitting =
        layouts.stream().filter(l -> l.isByName() || l.columns().size() == found).findFirst();
    if (fitting.isEmpty()) {
      String expected =
          layouts.stream().map(l -> l.columns().size() + "").collect(Collectors.joining(" or "));
      throw new UnreadableFileException(
          "its first record fits none of the layouts (%s fields expected, %d found)"
              .formatted(expected, found));
    }
    return fitting.orElseThrow().columns();
  }
}

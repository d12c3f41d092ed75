package io.ingot.bench.read;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * CSV of so many columns and rows: whole numbers, decimals and short texts in turn.
 *
 * @param columns how many columns
 * @param rows how many rows
 */
record WideRows(int columns, int rows) {
  private static final int KINDS = 3;

  /** The definition of its source. */
  String definition() {
    return IntStream.range(0, columns)
        .mapToObj(c -> "  - {name: c%d, type: \"%s\"}\n".formatted(c, type(c)))
        .collect(Collectors.joining("", "source: wide\nformat: {type: csv}\ncolumns:\n", ""));
  }

  private static String type(int column) {
    return switch (column % KINDS) {
      case 0 -> "int";
      case 1 -> "decimal(9,2)";
      default -> "string";
    };
  }

  void write(Path file) throws IOException {
    SplittableRandom dice = new SplittableRandom(3);
    try (Writer writer = Files.newBufferedWriter(file)) {
      writer.write(line(c -> "c" + c));
      for (int row = 0; row < rows; row++) {
        writer.write(line(c -> value(c, dice)));
      }
    }
  }

  private String line(java.util.function.IntFunction<String> field) {
    return IntStream.range(0, columns).mapToObj(field).collect(Collectors.joining(",", "", "\n"));
  }

  private static String value(int column, SplittableRandom dice) {
    return switch (column % KINDS) {
      case 0 -> Integer.toString(dice.nextInt(100_000));
      case 1 -> dice.nextInt(1_000) + "." + dice.nextInt(10, 100);
      default -> "t" + dice.nextInt(10_000);
    };
  }
}

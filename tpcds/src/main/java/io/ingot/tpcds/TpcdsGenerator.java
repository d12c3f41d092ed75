package io.ingot.tpcds;

import io.ingot.core.failure.RefusedException;
import io.ingot.local.generate.GeneratedFile;
import io.ingot.local.generate.GeneratedFiles;
import io.ingot.local.generate.Generator;
import io.trino.tpcds.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes the web sales of TPC-DS and the tables around them, as text in UTF-8: {@code |} after each
 * value, nothing for NULL, no header, {@code \n} line ends; columns in the order of the
 * specification.
 *
 * <p>Large tables are several files, which are written at once; which they are and what they hold
 * depends on the scale alone, not on the threads.
 */
public final class TpcdsGenerator implements Generator {
  /** The tables, those first that take longest. */
  static final List<Table> TABLES =
      List.of(
          Table.WEB_SALES,
          Table.WEB_RETURNS,
          Table.CUSTOMER_DEMOGRAPHICS,
          Table.CUSTOMER,
          Table.DATE_DIM,
          Table.TIME_DIM,
          Table.CUSTOMER_ADDRESS,
          Table.ITEM,
          Table.HOUSEHOLD_DEMOGRAPHICS,
          Table.INCOME_BAND,
          Table.PROMOTION,
          Table.REASON,
          Table.SHIP_MODE,
          Table.WAREHOUSE,
          Table.WEB_PAGE,
          Table.WEB_SITE);

  private static final long FILE_BYTES = 64L << 20;
  private static final long LARGE_TABLE_BYTES = 1L << 20;
  private static final double MAX_SCALE = 100_000;

  /**
   * Writes all tables of a scale into a folder, as {@code tpcds/<table>/<table>-<n>.dat}; files of
   * these names are replaced.
   *
   * @param scale 1 is about 277 MB
   * @throws RefusedException if the scale is out of range, or the folder holds files of another
   *     scale
   */
  public static void write(Path folder, double scale) {
    GeneratedFiles.write(new TpcdsGenerator(), Request.ofScale(scale), folder, written -> {});
  }

  /**
   * Writes the changes of the items of a scale, as {@code tpcds/item/item-update.dat}: brands of
   * expensive items become {@code Unknown}, the other expensive items enter once more as new ones.
   */
  public static void writeUpdate(Path folder, double scale) {
    Request update = new Request(scale, 0, 0, 0, true);
    GeneratedFiles.write(new TpcdsGenerator(), update, folder, written -> {});
  }

  @Override
  public String pipeline() {
    return "tpcds";
  }

  @Override
  public Set<String> options() {
    return Set.of("--scale", "--files", "--update");
  }

  @Override
  public List<GeneratedFile> files(Request request) {
    double scale = request.scale();
    if (!(scale > 0 && scale <= MAX_SCALE)) {
      throw new RefusedException(
          String.format(
              Locale.ROOT,
              "Cannot generate tpcds: the scale is not above 0 and at most %.0f (%s). Give one with"
                  + " --scale, such as --scale 0.01.",
              MAX_SCALE,
              scale));
    }
    if (request.update()) {
      return List.of(
          new GeneratedFile(
              "item", "tpcds/item/item-update.dat", out -> ItemUpdate.write(scale, out)));
    }
    return TABLES.stream().flatMap(t -> files(t, request).stream()).toList();
  }

  /** The files of a table, of as many units each as can be. */
  static List<GeneratedFile> files(Table table, Request request) {
    TableRows rows = new TableRows(table, request.scale());
    long units = rows.units();
    long count = Math.min(units, count(rows, request.files()));
    int digits = Long.toString(count).length();
    List<GeneratedFile> files = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      String number = String.format(Locale.ROOT, "%0" + digits + "d", i + 1);
      files.add(file(rows, number, units * i / count + 1, units * (i + 1) / count));
    }
    return files;
  }

  private static long count(TableRows rows, int asked) {
    // Versions of a row are made from the one before: such a table cannot start anywhere else.
    if (rows.table().keepsHistory()) {
      return 1;
    }
    try {
      long bytes = rows.estimatedBytes();
      if (asked > 0) {
        return bytes < LARGE_TABLE_BYTES ? 1 : asked;
      }
      return (bytes + FILE_BYTES - 1) / FILE_BYTES;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GeneratedFile file(TableRows rows, String number, long first, long last) {
    String table = rows.table().getName();
    return new GeneratedFile(
        table,
        "tpcds/%s/%s-%s.dat".formatted(table, table, number),
        out -> {
          long[] count = {0};
          rows.each(
              first,
              last,
              values -> {
                out.write(TableRows.line(values));
                count[0]++;
              });
          return count[0];
        });
  }
}

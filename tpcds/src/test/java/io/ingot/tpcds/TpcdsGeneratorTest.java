package io.ingot.tpcds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.local.generate.GeneratedFile;
import io.ingot.local.generate.GeneratedFiles;
import io.ingot.local.generate.Generator.Request;
import io.trino.tpcds.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TpcdsGeneratorTest {
  private static final double SCALE = 0.01;
  private static final List<Table> SPLIT =
      List.of(Table.WEB_SALES, Table.WEB_RETURNS, Table.CUSTOMER, Table.ITEM, Table.TIME_DIM);

  private static final int PRICE = 5;
  private static final int BRAND = 8;

  @TempDir private static Path whole;
  @TempDir private Path temp;

  @BeforeAll
  static void generate() {
    TpcdsGenerator.write(whole, SCALE);
  }

  @Test
  void tables_haveTheirRows_andTheColumnsOfTheSpecification() {
    Map<String, Long> rows = new HashMap<>();
    for (Table table : TpcdsGenerator.TABLES) {
      String name = table.getName();
      int parts = table.getColumns().length + 1;
      rows.put(name, rows(whole, name).filter(r -> r.size() == parts).count());
      assertThat(rows(whole, name).filter(r -> r.size() != parts || !r.get(parts - 1).isEmpty()))
          .as(name)
          .isEmpty();
    }

    assertThat(rows)
        .hasSize(16)
        .containsEntry("item", 2_000L)
        .containsEntry("web_sales", 11_876L)
        .containsEntry("web_returns", 1_152L)
        .containsEntry("date_dim", 73_049L)
        .containsEntry("time_dim", 86_400L)
        .containsEntry("customer", 1_000L)
        .containsEntry("customer_demographics", 1_920_800L);
    assertThat(Table.WEB_RETURNS.getColumns()).hasSize(24);
  }

  @Test
  void files_areNumberedPerTable_largeTablesInSeveral() {
    assertThat(names(whole))
        .hasSize(17)
        .contains(
            "tpcds/web_sales/web_sales-1.dat",
            "tpcds/customer_demographics/customer_demographics-1.dat",
            "tpcds/customer_demographics/customer_demographics-2.dat");
  }

  @Test
  void returns_areOfSalesThatAreThere() {
    Set<String> sales =
        rows(whole, "web_sales").map(r -> r.get(3) + "/" + r.get(17)).collect(Collectors.toSet());

    assertThat(rows(whole, "web_returns").map(r -> r.get(2) + "/" + r.get(13)))
        .hasSize(1_152)
        .allMatch(sales::contains);
  }

  @Test
  void letters_areUtf8() {
    assertThat(rows(whole, "customer").map(r -> r.get(14))).contains("RÉUNION");
  }

  @Test
  void rows_splitIntoFilesByThreads_areThoseOfOneFileByOneThread() {
    List<GeneratedFile> one = new ArrayList<>();
    List<GeneratedFile> five = new ArrayList<>();
    for (Table table : SPLIT) {
      one.addAll(TpcdsGenerator.files(table, Request.ofScale(SCALE)));
      five.addAll(TpcdsGenerator.files(table, new Request(SCALE, 0, 5, 0, false)));
    }
    GeneratedFiles.write(one, 1, temp.resolve("one"), written -> {});
    GeneratedFiles.write(five, 4, temp.resolve("five"), written -> {});

    for (Table table : SPLIT) {
      String name = table.getName();
      assertThat(text(temp.resolve("one"), name))
          .isEqualTo(text(whole, name))
          .isEqualTo(text(temp.resolve("five"), name));
    }
    assertThat(names(temp.resolve("five")))
        .hasSize(5 + 1 + 1 + 1 + 5)
        .contains("tpcds/web_sales/web_sales-5.dat", "tpcds/item/item-1.dat");
  }

  @ParameterizedTest
  @CsvSource({"0.01, 2000, 0, 26", "1, 18000, 2, 204"})
  void update_renamesSomeExpensiveItems_andAddsTheOthersAsNew(
      double scale, long count, int renamed, int added) {
    GeneratedFiles.write(
        TpcdsGenerator.files(Table.ITEM, Request.ofScale(scale)),
        1,
        temp.resolve("items"),
        written -> {});
    TpcdsGenerator.writeUpdate(temp.resolve("update"), scale);
    List<List<String>> changed = new ArrayList<>();
    for (List<String> item : rows(temp.resolve("items"), "item").toList()) {
      if (!item.get(PRICE).isEmpty() && Double.parseDouble(item.get(PRICE)) > 90) {
        List<String> change = new ArrayList<>(item);
        if (item.get(BRAND).startsWith("corpnameless")) {
          change.set(BRAND, "Unknown");
        } else {
          count++;
          change.set(0, "" + count);
          change.set(1, item.get(1) + "N");
        }
        changed.add(change);
      }
    }

    assertThat(names(temp.resolve("update"))).containsExactly("tpcds/item/item-update.dat");
    List<List<String>> update = rows(temp.resolve("update"), "item").toList();
    assertThat(update).isEqualTo(changed).hasSize(renamed + added);
    assertThat(update).filteredOn(i -> i.get(BRAND).equals("Unknown")).hasSize(renamed);
    assertThat(update).filteredOn(i -> i.get(1).endsWith("N")).hasSize(added);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, 100_001})
  void scale_outOfRange_isRefused(double scale) {
    assertThatThrownBy(() -> TpcdsGenerator.write(temp, scale))
        .hasMessage(
            "Cannot generate tpcds: the scale is not above 0 and at most 100000 (%s). Give one with --scale, such as --scale 0.01."
                .formatted(scale));
  }

  private static Stream<List<String>> rows(Path folder, String table) {
    return files(folder, table)
        .flatMap(TpcdsGeneratorTest::lines)
        .map(l -> List.of(l.split("\\|", -1)));
  }

  private static String text(Path folder, String table) {
    return files(folder, table)
        .flatMap(TpcdsGeneratorTest::lines)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static Stream<Path> files(Path folder, String table) {
    return Stream.of(folder.resolve("tpcds").resolve(table).toFile().listFiles())
        .map(f -> f.toPath())
        .sorted();
  }

  /** {@code flatMap} closes it. */
  @SuppressWarnings("StreamResourceLeak")
  private static Stream<String> lines(Path file) {
    try {
      return Files.lines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(f -> folder.relativize(f).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

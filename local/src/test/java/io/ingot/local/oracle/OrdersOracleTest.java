package io.ingot.local.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.local.generate.OrdersGenerator;
import io.ingot.local.oracle.OrdersOracle.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrdersOracleTest {
  private static final String T1 = "2024-01-01 00:00:01.000000";
  private static final String T2 = "2024-01-01 00:00:02.000000";

  private OrdersOracle oracle = new OrdersOracle();
  private int clock;

  @Test
  void committedFiles_comparedWithGeneratorAndOracle_areTheSame() throws IOException {
    if (Boolean.getBoolean("ingot.rewrite")) {
      OrdersFiles.write();
    }
    Map<String, byte[]> made = OrdersFiles.all();

    assertThat(committed()).containsExactlyInAnyOrderElementsOf(made.keySet());
    made.forEach(
        (path, content) ->
            assertThat(OrdersFiles.folder().resolve(path))
                .as("%s: to write it anew see pipelines/orders/README.md", path)
                .hasBinaryContent(content));
  }

  @Test
  void equalTimestamps_theLaterUploadWins() {
    upload("b", row("I", T1, 1, "first"));
    upload("a", row("U", T1, 1, "later"));

    assertThat(categories()).containsExactly("later");
  }

  @Test
  void olderChange_ofALaterUpload_isStale_alsoAfterADeletion() {
    upload("a", row("I", T2, 1, "new"), row("D", T2, 2, ""));
    upload("b", row("U", T1, 1, "old"), row("U", T1, 2, "old"));

    assertThat(categories()).containsExactly("new");
  }

  @Test
  void linesOfOneInvoice_areRowsOfTheirOwn_andOneOrder() {
    upload("a", row("I", T1, 1, "x"), row("I", T1, 2, "y"), row("I", T1, 3, "z"));

    assertThat(categories()).containsExactly("x", "y", "z");
    assertThat(oracle.gold()).containsExactly("SC,2023-12-01,30.00,1,3");
  }

  @Test
  void secondVersion_byPolicy_countsOrNot() {
    Map<Policy, String> categories =
        Stream.of(Policy.values())
            .collect(
                Collectors.toMap(
                    p -> p,
                    p -> {
                      oracle = new OrdersOracle(p, Set.of());
                      upload("a", row("I", T2, 1, "x"), row("I", T1, 2, "y"));
                      upload("a", row("I", T1, 1, "z"));
                      return String.join(",", categories());
                    }));

    assertThat(categories)
        .isEqualTo(
            Map.of(
                Policy.append,
                "x,y",
                Policy.replace,
                "z",
                Policy.ignore,
                "x,y",
                Policy.reject,
                "x,y"));
  }

  @Test
  void rowThatBreaksRules_isQuarantinedUnderAllTheirNames() {
    upload(
        "a",
        row("I", T1, 1, "x").replace("\t5.00\t2\t", "\t-1\t\t"),
        row("I", T1, 2, "x").replace("2023-12-24", "2024-01-03"),
        row("I", T1, 3, "x").replace("2023-12-24", "2024-01-02"),
        row("D", "", 4, "").replace("\t1\t4\t", "\t\t4\t"),
        row("I", T1, 5, "x") + "\tmore");

    assertThat(oracle.quarantine())
        .containsExactly(
            "a,1,1,required:quantity;price_positive;quantity_positive",
            "a,1,2,orderdate_not_in_the_future",
            "a,1,4,key:invoiceid");
    assertThat(categories()).containsExactly("x");
  }

  private void upload(String name, String... lines) {
    String text = OrdersGenerator.HEADER + "\n" + String.join("\n", lines) + "\n";
    oracle.upload(name, Instant.ofEpochSecond(clock++), text.getBytes(UTF_8));
  }

  private static String row(String op, String changed, int item, String category) {
    return String.join(
        "\t",
        op,
        changed,
        "1",
        String.valueOf(item),
        category,
        "5.00",
        "2",
        "2023-12-24",
        "SC",
        "2-Day",
        "r");
  }

  private java.util.List<String> categories() {
    return oracle.silver().values().stream().map(l -> l.split(",", -1)[3]).toList();
  }

  private static Set<String> committed() throws IOException {
    Path folder = OrdersFiles.folder();
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .map(p -> folder.relativize(p).toString().replace('\\', '/'))
          .filter(p -> p.startsWith("samples/") || p.startsWith("expected/"))
          .collect(Collectors.toSet());
    }
  }
}

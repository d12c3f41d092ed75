package io.ingot.local.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.local.generate.OrdersGenerator.Feed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OrdersGeneratorTest {
  @Test
  void samples_areTheTwoFilesOfTheStaticDemo() {
    assertThat(OrdersGenerator.samples())
        .extracting(s -> s.text().lines().count() - 1)
        .containsExactly(5L, 2L);
    assertThat(OrdersGenerator.samples().get(1).text().lines().skip(1))
        .allMatch(l -> l.startsWith("U\t") && l.contains("####"))
        .allSatisfy(
            l ->
                assertThat(OrdersGenerator.samples().get(0).text())
                    .contains(l.substring(1).replace("####", "")));
  }

  @Test
  void feed_generatedTwice_isTheSame_andAnotherSeedIsNot() {
    assertThat(OrdersGenerator.changes(Feed.small(7, 1)))
        .hasSize(5)
        .isEqualTo(OrdersGenerator.changes(Feed.small(7, 1)))
        .isNotEqualTo(OrdersGenerator.changes(Feed.small(8, 1)));
  }

  @Test
  void feed_fromAnotherInvoice_isTheSameBesidesTheirNumbers() {
    assertThat(
            OrdersGenerator.changes(Feed.small(7, 5000)).stream()
                .map(s -> s.text().replaceAll("\t500([0-9])\t", "\t100$1\t"))
                .toList())
        .isEqualTo(
            OrdersGenerator.changes(Feed.small(7, 1000)).stream().map(Sample::text).toList());
  }

  @Test
  void feeds_holdEveryTrap() {
    Set<String> met = new HashSet<>();
    LongStream.range(0, 20)
        .forEach(
            seed -> {
              Set<String> names = new HashSet<>();
              Set<String> lines = new HashSet<>();
              Set<String> moments = new HashSet<>();
              String newest = "";
              for (Sample sample : OrdersGenerator.changes(Feed.small(seed, 1))) {
                met.add(names.add(sample.fileName()) ? "new file" : "file again");
                for (String line : sample.text().lines().skip(1).toList()) {
                  String[] f = line.split("\t", -1);
                  met.add(f[0]);
                  met.add(lines.add(line) ? "new line" : "line again");
                  met.add(moments.add(f[1] + f[2] + f[3]) ? "new moment" : "tie");
                  met.add(f[1].compareTo(newest) < 0 ? "late" : "in time");
                  met.add(f[2].isEmpty() || f[3].isEmpty() ? "no key" : "key");
                  met.add(f.length == 11 ? "parsable" : "unparsable");
                  newest = newest.compareTo(f[1]) < 0 && !f[1].equals("yesterday") ? f[1] : newest;
                }
              }
            });

    assertThat(met)
        .containsAll(
            List.of(
                "file again", "I", "U", "D", "line again", "tie", "late", "no key", "unparsable"));
  }

  @Test
  void feed_withoutInvoices_isRefused() {
    assertThatThrownBy(() -> new Feed(1, 1, 1, 1, 0, 1, 0, 0))
        .hasMessage(
            "Cannot generate orders: a number is too small (files 1, rows 1, invoices 0, items 1)."
                + " Give files, invoices and items of at least 1, and rows of at least 0.");
  }
}

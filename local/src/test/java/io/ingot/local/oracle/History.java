package io.ingot.local.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ingot.local.generate.OrdersGenerator;
import io.ingot.local.generate.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Uploads of one feed, in the order of their arrival. Two different files may arrive at one moment.
 *
 * @param uploads the uploads
 */
record History(List<Upload> uploads) {
  private static final Instant FIRST = Instant.parse("2024-06-01T00:00:00Z");

  /**
   * An upload.
   *
   * @param name the object's name under the landing prefix; one that came before is a new version
   */
  record Upload(String name, int ordinal, Instant arrival, String text) {
    OrderRow.Version version() {
      return new OrderRow.Version(name, ordinal, arrival);
    }

    List<OrderRow> rows() {
      return OrderRow.all(version(), text);
    }
  }

  /**
   * A history whose files and invoices are its own.
   *
   * @param seed what happens
   * @param lane whose files and invoices; two lanes of one seed are the same else
   */
  static History of(long seed, int lane) {
    List<Upload> uploads = new ArrayList<>();
    for (Sample sample :
        OrdersGenerator.changes(OrdersGenerator.Feed.small(seed, 1000L * (lane + 1)))) {
      String name = "l%04d/%s".formatted(lane, sample.fileName());
      List<Upload> former = uploads.stream().filter(u -> u.name().equals(name)).toList();
      Instant arrival = FIRST.plusSeconds(60L * (sample.upload() / 2));
      if (!former.isEmpty() && !arrival.isAfter(former.get(former.size() - 1).arrival())) {
        arrival = former.get(former.size() - 1).arrival().plusSeconds(1);
      }
      uploads.add(readable(new Upload(name, former.size() + 1, arrival, sample.text())));
    }
    return new History(List.copyOf(uploads));
  }

  /** A file of which no row can be parsed would be refused: it has none then. */
  private static Upload readable(Upload upload) {
    boolean isNone = !upload.rows().isEmpty() && upload.rows().stream().allMatch(OrderRow::corrupt);
    return isNone
        ? new Upload(
            upload.name(),
            upload.ordinal(),
            upload.arrival(),
            upload.text().lines().findFirst().orElseThrow() + "\n")
        : upload;
  }

  /**
   * Some way in which these uploads may be delivered: in any order, some more than once, in as many
   * rounds as there are lists.
   */
  List<List<Upload>> delivered(Random random, int rounds) {
    List<List<Upload>> delivered = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      delivered.add(new ArrayList<>());
    }
    for (Upload upload : uploads) {
      int first = random.nextInt(rounds);
      delivered.get(first).add(upload);
      while (random.nextInt(3) == 0) {
        delivered.get(first + random.nextInt(rounds - first)).add(upload);
      }
    }
    delivered.forEach(round -> Collections.shuffle(round, random));
    return delivered;
  }

  OrdersOracle oracle(OrdersOracle.Policy policy, Set<String> optional) {
    OrdersOracle oracle = new OrdersOracle(policy, optional);
    uploads.forEach(u -> oracle.upload(u.name(), u.arrival(), u.text().getBytes(UTF_8)));
    return oracle;
  }
}

package io.ingot.local.generate;

import java.io.IOException;
import java.io.Writer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A feed of changes; the same feed always gives the same files. */
final class RandomOrders {
  private static final List<String> CATEGORIES =
      List.of("degree", "bit", "school", "market", "language", "Straße", "a b", "x,y");
  private static final List<String> STATES = List.of("SC", "PW", "CT", "VI");
  private static final List<String> SHIPPING = List.of("2-Day", "3-Day", "Standard");
  private static final LocalDate FIRST_DAY = LocalDate.of(2023, 11, 20);
  private static final int DAYS = 40;
  private static final long SECOND = 1_000_000;

  /** How many of the newest changes may be changed again. */
  private static final int REMEMBERED = 10_000;

  private final OrdersGenerator.Feed feed;
  private final SplitMix random;
  private final List<OrderChange> sent = new ArrayList<>();
  private final Set<String> live = new HashSet<>();
  private long sendings;
  private long now;

  RandomOrders(OrdersGenerator.Feed feed) {
    this.feed = feed;
    this.random = new SplitMix(feed.seed());
  }

  List<Sample> files() {
    List<Sample> files = new ArrayList<>();
    List<List<String>> contents = new ArrayList<>();
    for (int i = 0; i < feed.files(); i++) {
      List<String> lines = new ArrayList<>();
      String name = uuid(random) + ".csv";
      if (!files.isEmpty() && random.below(100) < feed.again()) {
        int former = random.below(files.size());
        name = files.get(former).fileName();
        // What the file said before, with gaps: some lines leave, and their lines in the tables
        // with them.
        contents.get(former).stream().filter(line -> random.below(3) > 0).forEach(lines::add);
      }
      while (lines.size() < feed.rows()) {
        lines.add(line());
      }
      contents.add(lines);
      files.add(new Sample(i + 1, name, OrdersGenerator.text(lines)));
    }
    return files;
  }

  /** Writes the next file of a feed in which no file comes again. */
  long write(Writer out) throws IOException {
    out.write(OrdersGenerator.HEADER + "\n");
    for (long row = 0; row < feed.rows(); row++) {
      out.write(line());
      out.write('\n');
    }
    return feed.rows();
  }

  private String line() {
    now += (1 + random.below(600)) * SECOND + random.below(1_000_000);
    if (random.below(100) < feed.bad()) {
      return bad(anew());
    }
    int kind = random.below(100);
    if (sent.isEmpty() || kind < 55) {
      return send(anew());
    }
    OrderChange former = sent.get(random.below(sent.size()));
    if (kind < 65) {
      return former.line();
    }
    if (kind < 75) {
      return send(
          anew()
              .withInvoice(former.invoice())
              .withItem(former.item())
              .withChanged(former.changed()));
    }
    if (kind < 85) {
      return send(anew().withChanged(OrderChange.moment(now - random.below(3600) * SECOND)));
    }
    OrderChange deletion =
        kind < 95 ? former.withOp("D").withChanged(OrderChange.moment(now)) : former.withOp("D");
    live.remove(key(deletion));
    // A capture of deletions may know the key and nothing else.
    return send(
        random.below(3) > 0
            ? deletion
            : new OrderChange(
                "D",
                deletion.changed(),
                deletion.invoice(),
                deletion.item(),
                "",
                "",
                "",
                "",
                "",
                "",
                ""));
  }

  private String send(OrderChange change) {
    if (sent.size() < REMEMBERED) {
      sent.add(change);
    } else {
      sent.set((int) (sendings % REMEMBERED), change);
    }
    sendings++;
    return change.line();
  }

  /** A change of some line: its insert, or an update if the feed has it. */
  private OrderChange anew() {
    OrderChange change =
        new OrderChange(
            "I",
            OrderChange.moment(now),
            String.valueOf(feed.firstInvoice() + random.below(feed.invoices())),
            String.valueOf(1 + random.below(feed.items())),
            one(CATEGORIES),
            OrderChange.cents(1 + random.below(10_000)),
            String.valueOf(1 + random.below(5)),
            FIRST_DAY.plusDays(random.below(DAYS)).toString(),
            one(STATES),
            one(SHIPPING),
            "r" + random.below(100));
    return live.add(key(change)) ? change : change.withOp("U");
  }

  private String bad(OrderChange change) {
    return switch (random.below(10)) {
      case 0 -> change.withPrice("-" + change.price()).line();
      case 1 -> change.withPrice("0.00").line();
      case 2 -> change.withQuantity("0").line();
      case 3 -> change.withInvoice("").line();
      case 4 -> change.withOp("D").withItem("").line();
      case 5 -> change.withState("").line();
      case 6 -> change.withPrice("dear").line();
      case 7 -> change.withChanged("yesterday").line();
      case 8 -> change.withDate(LocalDate.of(2031, 1, 1)).line();
      default -> change.line() + "\tone field too many";
    };
  }

  private static String key(OrderChange change) {
    return change.invoice() + "-" + change.item();
  }

  private String one(List<String> choices) {
    return choices.get(random.below(choices.size()));
  }

  static String uuid(SplitMix random) {
    return String.format(
        Locale.ROOT,
        "%08x-%04x-4%03x-8%03x-%012x",
        random.below(Integer.MAX_VALUE),
        random.below(1 << 16),
        random.below(1 << 12),
        random.below(1 << 12),
        random.below(Integer.MAX_VALUE));
  }
}

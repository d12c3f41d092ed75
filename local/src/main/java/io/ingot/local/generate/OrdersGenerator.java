package io.ingot.local.generate;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes files of changes of invoice lines, as tab-delimited text in UTF-8 with a header and {@code
 * \n} line ends, named as change captures name them: {@code <uuid>.csv}.
 *
 * <p>Nothing is random and no clock is read: the same arguments give the same text on every machine
 * and JDK.
 */
public final class OrdersGenerator implements Generator {
  /** The header line, without line end. */
  public static final String HEADER =
      "Op\treplicadmstimestamp\tinvoiceid\titemid\tcategory\tprice\tquantity\torderdate"
          + "\tdestinationstate\tshippingtype\treferral";

  /** More invoices would take memory for each of their lines. */
  private static final long MOST_INVOICES = 100_000;

  @Override
  public String pipeline() {
    return "orders";
  }

  @Override
  public Set<String> options() {
    return Set.of("--rows", "--files", "--seed");
  }

  /**
   * A feed of changes as {@link #changes} tells of, without files that are uploaded again. One row
   * of a hundred breaks a rule.
   */
  @Override
  public List<GeneratedFile> files(Request request) {
    request.check(pipeline());
    int files = Math.max(1, request.files());
    long invoices = Math.max(1, Math.min(MOST_INVOICES, request.rows() * files / 4));
    RandomOrders feed =
        new RandomOrders(
            new Feed(request.seed(), files, request.rows(), 1, (int) invoices, 5, 1, 0));
    SplitMix names = new SplitMix(request.seed());
    return Stream.generate(() -> RandomOrders.uuid(names))
        .limit(files)
        .map(name -> new GeneratedFile("orders", "orders/" + name + ".csv", feed::write))
        .toList();
  }

  @Override
  public boolean inTurn() {
    return true;
  }

  /**
   * The sample uploads of the pipeline {@code orders}: five orders, then two corrections that carry
   * the very timestamps of what they correct.
   */
  public static List<Sample> samples() {
    OrderChange market =
        change("2024-06-27 14:36:25.103244", "40994", "67", "market", "92.02", "1", "2021-05-21")
            .withState("VI");
    OrderChange language =
        new OrderChange(
            "I",
            "2024-02-01 19:52:59.444793",
            "83597",
            "37",
            "language",
            "97.07",
            "3",
            "2021-09-10",
            "SC",
            "Standard",
            "play");
    return List.of(
        sample(
            1,
            "5a1c1d3e-0d5f-4a3b-9c77-6f2f7a1be001.csv",
            new OrderChange(
                "I",
                "2024-02-16 15:30:41.041474",
                "24137",
                "34",
                "degree",
                "53.51",
                "1",
                "2023-03-29",
                "SC",
                "3-Day",
                "book"),
            new OrderChange(
                "I",
                "2024-08-20 17:16:03.213831",
                "15587",
                "59",
                "bit",
                "40.94",
                "5",
                "2022-07-16",
                "PW",
                "3-Day",
                "management"),
            new OrderChange(
                "I",
                "2024-10-28 20:02:37.424182",
                "42918",
                "69",
                "school",
                "27.23",
                "3",
                "2024-04-29",
                "CT",
                "2-Day",
                "trouble"),
            market,
            language),
        sample(2, "c64f9b52-8e0a-4d1c-b1d6-2f0b93d5e002.csv", marked(market), marked(language)));
  }

  /**
   * A feed of changes, file by file in the order of their upload. Besides plain inserts, updates
   * and deletions it holds what makes such feeds hard: changes that come late, also to lines
   * deleted since; two changes of a line with one timestamp; lines repeated word for word; files
   * that are uploaded again with other content; and rows that break a rule. Lines of one invoice
   * differ in their item.
   */
  public static List<Sample> changes(Feed feed) {
    return new RandomOrders(feed).files();
  }

  /** The header and these lines, each with its line end. */
  static String text(List<String> lines) {
    return Stream.concat(Stream.of(HEADER), lines.stream())
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /**
   * What a feed is like.
   *
   * @param seed what makes it differ from others
   * @param files how many uploads, 1 or more
   * @param rows rows of each, 0 or more
   * @param firstInvoice number of the first invoice; feeds whose ranges of invoices do not overlap
   *     share no line, and are otherwise the same if all else is the same
   * @param invoices how many invoices there are, 1 or more
   * @param items how many lines an invoice may have, 1 or more
   * @param bad how many of a hundred rows break a rule
   * @param again how many of a hundred uploads come under the name of an earlier one
   */
  public record Feed(
      long seed,
      int files,
      long rows,
      long firstInvoice,
      int invoices,
      int items,
      int bad,
      int again) {
    public Feed {
      if (files < 1 || rows < 0 || invoices < 1 || items < 1) {
        throw new IllegalArgumentException(
            "Cannot generate orders: a number is too small (files %d, rows %d, invoices %d, items %d). Give files, invoices and items of at least 1, and rows of at least 0."
                .formatted(files, rows, invoices, items));
      }
    }

    /** A feed that meets every trap soon: few lines, changed often. */
    public static Feed small(long seed, long firstInvoice) {
      return new Feed(seed, 5, 8, firstInvoice, 3, 3, 15, 30);
    }
  }

  private static OrderChange change(
      String changed,
      String invoice,
      String item,
      String category,
      String price,
      String quantity,
      String date) {
    return new OrderChange(
        "I", changed, invoice, item, category, price, quantity, date, "VI", "2-Day", "others");
  }

  private static OrderChange marked(OrderChange change) {
    return new OrderChange(
        "U",
        change.changed(),
        change.invoice(),
        change.item(),
        change.category() + "####",
        change.price(),
        change.quantity(),
        change.date(),
        change.state(),
        change.shipping(),
        change.referral());
  }

  private static Sample sample(int upload, String name, OrderChange... changes) {
    return new Sample(upload, name, text(Stream.of(changes).map(OrderChange::line).toList()));
  }
}

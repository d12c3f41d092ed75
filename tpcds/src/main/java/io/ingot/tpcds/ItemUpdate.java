package io.ingot.tpcds;

import io.trino.tpcds.Table;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The changes of items that follow the first load. Of the items that cost more than 90, those of a
 * brand {@code corpnameless…} get the brand {@code Unknown} under their key; all others enter once
 * more as new items, with the keys after the last and {@code N} behind their id. Loading it twice
 * changes nothing.
 */
final class ItemUpdate {
  private static final BigDecimal LIMIT = new BigDecimal(90);
  private static final String UNBRANDED = "corpnameless";
  private static final int KEY = TableRows.column(Table.ITEM, "i_item_sk");
  private static final int ID = TableRows.column(Table.ITEM, "i_item_id");
  private static final int PRICE = TableRows.column(Table.ITEM, "i_current_price");
  private static final int BRAND = TableRows.column(Table.ITEM, "i_brand");

  private final TableRows items;
  private long renamed;
  private long added;

  private ItemUpdate(TableRows items) {
    this.items = items;
  }

  /** Writes the changes of a scale; answers how many rows they are. */
  static long write(double scale, Writer out) throws IOException {
    TableRows items = new TableRows(Table.ITEM, scale);
    ItemUpdate update = new ItemUpdate(items);
    items.each(1, items.units(), item -> update.change(item, out));
    return update.renamed + update.added;
  }

  private void change(List<String> item, Writer out) throws IOException {
    String price = item.get(PRICE);
    if (price == null || new BigDecimal(price).compareTo(LIMIT) <= 0) {
      return;
    }
    List<String> changed = new ArrayList<>(item);
    String brand = item.get(BRAND);
    if (brand != null && brand.startsWith(UNBRANDED)) {
      changed.set(BRAND, "Unknown");
      renamed++;
    } else {
      added++;
      changed.set(KEY, Long.toString(items.units() + added));
      changed.set(ID, item.get(ID) + "N");
    }
    out.write(TableRows.line(changed));
  }
}

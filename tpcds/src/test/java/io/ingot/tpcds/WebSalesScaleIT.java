package io.ingot.tpcds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The same at any scale: {@code -Dingot.tpcds.scale=1}. */
@EnabledIfSystemProperty(named = "ingot.tpcds.scale", matches = ".+")
class WebSalesScaleIT {
  private static final String SCALE = System.getProperty("ingot.tpcds.scale");

  @TempDir private Path temp;

  @Test
  void scale_loadedUpdatedAndUpdatedAgain_hasTheMartsOfAnotherEngine()
      throws IOException, SQLException {
    WebSalesLake lake = new WebSalesLake(temp.resolve("lake"));

    lake.ingot(List.of("generate", "tpcds", "--scale", SCALE, "--upload"));
    lake.ingot(List.of("run"));
    int items = lake.sameAsAnotherEngine();
    long sales = lake.count("tpcds.silver_web_sales");
    for (int time = 1; time <= 2; time++) {
      lake.ingot(List.of("generate", "tpcds", "--scale", SCALE, "--update", "--upload"));
      lake.ingot(List.of("run"));
      int updated = lake.sameAsAnotherEngine();
      System.out.printf(
          "scale %s: %d items, %d after update %d, %d of them Unknown; %d sales, %d returns%n",
          SCALE,
          items,
          updated,
          time,
          lake.count("tpcds.silver_item WHERE i_brand = 'Unknown'"),
          sales,
          lake.count("tpcds.silver_web_returns"));
      assertThat(updated).isEqualTo(lake.count("tpcds.silver_item"));
      assertThat(
              lake.count("tpcds.silver_web_sales JOIN tpcds.silver_item ON i_item_sk = ws_item_sk"))
          .isEqualTo(sales);
    }
    assertThat(lake.count("tpcds.silver_item")).isGreaterThan(items);
  }
}

package io.ingot.tpcds;

import io.trino.tpcds.Table;
import io.trino.tpcds.column.Column;
import io.trino.tpcds.column.ColumnType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The marts of pipeline {@code tpcds}, worked out by DuckDB from the generator's files alone: with
 * neither the definitions nor the queries of the pipeline. Of several rows of an item, that of the
 * update counts.
 */
final class WebSalesOracle implements AutoCloseable {
  private static final List<Table> TABLES =
      List.of(
          Table.WEB_SALES,
          Table.WEB_RETURNS,
          Table.ITEM,
          Table.DATE_DIM,
          Table.CUSTOMER,
          Table.CUSTOMER_ADDRESS);

  /** As TPC-DS writes them, in its order of joins and with its own subqueries. */
  private static final Map<String, String> QUERIES =
      Map.of(
          "q3_manufacturer_brands",
          """
          SELECT dt.d_year, i_brand_id AS brand_id, i_brand AS brand,
            sum(ws_ext_sales_price) AS sum_agg
          FROM date_dim dt, web_sales, item
          WHERE dt.d_date_sk = ws_sold_date_sk AND ws_item_sk = i_item_sk
            AND i_manufact_id = 810 AND dt.d_moy = 11
          GROUP BY dt.d_year, i_brand, i_brand_id
          """,
          "q6_states_of_expensive_items",
          """
          SELECT a.ca_state AS state, count(*) AS cnt
          FROM customer_address a, customer c, web_sales s, date_dim d, item i
          WHERE a.ca_address_sk = c.c_current_addr_sk
            AND c.c_customer_sk = s.ws_bill_customer_sk
            AND s.ws_sold_date_sk = d.d_date_sk
            AND s.ws_item_sk = i.i_item_sk
            AND d.d_month_seq =
              (SELECT DISTINCT d_month_seq FROM date_dim WHERE d_year = 1998 AND d_moy = 7)
            AND i.i_current_price >
              (SELECT avg(j.i_current_price) * 1.2 FROM item j WHERE j.i_category = i.i_category)
          GROUP BY a.ca_state
          HAVING count(*) >= 10
          """,
          "q45_zip_revenue",
          """
          SELECT ca_zip, ca_city, sum(ws_sales_price) AS sum_sales_price
          FROM web_sales, customer, customer_address, date_dim, item i
          WHERE ws_bill_customer_sk = c_customer_sk AND c_current_addr_sk = ca_address_sk
            AND ws_item_sk = i_item_sk AND ws_sold_date_sk = d_date_sk
            AND (left(ca_zip, 5) = ANY (['85669', '86197', '88274', '83405', '86475', '85392',
                '85460', '80348', '81792'])
              OR EXISTS (SELECT 1 FROM item j WHERE j.i_item_id = i.i_item_id
                AND j.i_item_sk = ANY ([2, 3, 5, 7, 11, 13, 17, 19, 23, 29])))
            AND d_date BETWEEN DATE '2000-01-01' AND DATE '2000-03-31'
          GROUP BY ca_zip, ca_city
          """,
          "q52_brand_revenue",
          """
          SELECT dt.d_year, i_brand_id AS brand_id, i_brand AS brand,
            sum(ws_ext_sales_price) AS ext_price
          FROM date_dim dt, web_sales, item
          WHERE dt.d_date_sk = ws_sold_date_sk AND ws_item_sk = i_item_sk AND i_manager_id = 1
            AND dt.d_date BETWEEN DATE '1999-11-01' AND DATE '1999-11-30'
          GROUP BY dt.d_year, i_brand, i_brand_id
          """,
          "q75_declining_shoes",
          """
          WITH years AS (
            SELECT i_brand_id, i_class_id, i_category_id, i_manufact_id,
              count(*) FILTER (d_year = 1999) AS sales_before,
              count(*) FILTER (d_year = 2000) AS sales_now,
              sum(ws_quantity - coalesce(wr_return_quantity, 0)) FILTER (d_year = 1999) AS cnt_before,
              sum(ws_quantity - coalesce(wr_return_quantity, 0)) FILTER (d_year = 2000) AS cnt_now,
              sum(ws_ext_sales_price - coalesce(wr_return_amt, 0.0)) FILTER (d_year = 1999)
                AS amt_before,
              sum(ws_ext_sales_price - coalesce(wr_return_amt, 0.0)) FILTER (d_year = 2000)
                AS amt_now
            FROM web_sales
            JOIN item ON i_item_sk = ws_item_sk
            JOIN date_dim ON d_date_sk = ws_sold_date_sk
            LEFT JOIN web_returns ON ws_order_number = wr_order_number AND ws_item_sk = wr_item_sk
            WHERE i_category = 'Shoes'
              AND i_brand_id IS NOT NULL AND i_class_id IS NOT NULL
              AND i_category_id IS NOT NULL AND i_manufact_id IS NOT NULL
            GROUP BY ALL)
          SELECT 1999 AS prev_year, 2000 AS year, i_brand_id, i_class_id, i_category_id,
            i_manufact_id, cnt_before AS prev_yr_cnt, cnt_now AS curr_yr_cnt,
            cnt_now - cnt_before AS sales_cnt_diff, amt_now - amt_before AS sales_amt_diff
          FROM years
          WHERE sales_before > 0 AND sales_now > 0
            AND CAST(cnt_now AS DECIMAL(17, 2)) / CAST(cnt_before AS DECIMAL(17, 2)) < 0.9
          """,
          "q86a_category_ranking",
          """
          WITH classes AS (
            SELECT sum(ws_net_paid) AS total_sum, i_category, i_class
            FROM web_sales, date_dim, item
            WHERE d_date_sk = ws_sold_date_sk AND i_item_sk = ws_item_sk
              AND d_month_seq >= 1205 AND d_month_seq <= 1216
            GROUP BY i_category, i_class),
          levels AS (
            SELECT total_sum, i_category, i_class, 0 AS lochierarchy FROM classes
            UNION ALL
            SELECT sum(total_sum), i_category, NULL, 1 FROM classes GROUP BY i_category
            UNION ALL
            SELECT sum(total_sum), NULL, NULL, 2 FROM classes)
          SELECT *, 1 + (SELECT count(*) FROM levels b WHERE b.lochierarchy = a.lochierarchy
              AND (a.lochierarchy > 0 OR b.i_category = a.i_category)
              AND b.total_sum > a.total_sum) AS rank_within_parent
          FROM levels a
          """);

  private final Connection connection;

  /**
   * Reads the files that were uploaded.
   *
   * @param tables the folder with a folder per table
   */
  WebSalesOracle(Path tables) throws SQLException {
    this.connection = DriverManager.getConnection("jdbc:duckdb:");
    for (Table table : TABLES) {
      List<Column> columns = List.of(table.getColumns());
      execute(
          """
          CREATE TABLE %s AS SELECT %s
          FROM read_csv('%s/*.dat', delim = '|', quote = '', escape = '', header = false,
            auto_detect = false, filename = true, columns = {%s, '_end': 'VARCHAR'})
          %s
          """
              .formatted(
                  table.getName(),
                  columns.stream().map(WebSalesOracle::read).collect(Collectors.joining(", ")),
                  tables.resolve(table.getName()),
                  columns.stream()
                      .map(c -> "'%s': '%s'".formatted(c.getName(), type(c)))
                      .collect(Collectors.joining(", ")),
                  table == Table.ITEM
                      ? """
                        QUALIFY row_number() OVER (
                          PARTITION BY i_item_sk ORDER BY filename LIKE '%update%' DESC) = 1
                        """
                      : ""));
    }
  }

  /** Nothing between two delimiters is empty text. */
  private static String read(Column column) {
    return type(column).equals("VARCHAR")
        ? "coalesce(%1$s, '') AS %1$s".formatted(column.getName())
        : column.getName();
  }

  private static String type(Column column) {
    ColumnType type = column.getType();
    return switch (type.getBase()) {
      case IDENTIFIER -> "BIGINT";
      case INTEGER -> "INTEGER";
      case DECIMAL ->
          "DECIMAL(%d, %d)"
              .formatted(type.getPrecision().orElseThrow(), type.getScale().orElseThrow());
      case CHAR, VARCHAR -> "VARCHAR";
      case DATE -> "DATE";
      case TIME -> "TIME";
    };
  }

  /** The marts' names. */
  static List<String> marts() {
    return QUERIES.keySet().stream().sorted().toList();
  }

  /** The rows of a mart, in no order: each value as text, by column. */
  List<Map<String, String>> mart(String name) throws SQLException {
    return rows(QUERIES.get(name));
  }

  /** How many rows a table has. */
  long count(String table) throws SQLException {
    return Long.parseLong(rows("SELECT count(*) AS n FROM " + table).get(0).get("n"));
  }

  private List<Map<String, String>> rows(String sql) throws SQLException {
    List<Map<String, String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        Map<String, String> row = new TreeMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.put(result.getMetaData().getColumnLabel(i), text(result.getObject(i)));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** A value as text; numbers without zeros that say nothing. */
  static String text(Object value) {
    if (value == null) {
      return "NULL";
    }
    return value instanceof Number
        ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
        : value.toString();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

WITH sold AS (
  SELECT
    d_year,
    i_brand_id,
    i_class_id,
    i_category_id,
    i_manufact_id,
    sum(ws_quantity - coalesce(wr_return_quantity, 0)) AS sales_cnt,
    sum(ws_ext_sales_price - coalesce(wr_return_amt, 0)) AS sales_amt
  FROM web_sales
  JOIN item ON i_item_sk = ws_item_sk
  JOIN date_dim ON d_date_sk = ws_sold_date_sk
  LEFT JOIN web_returns ON wr_order_number = ws_order_number AND wr_item_sk = ws_item_sk
  WHERE i_category = 'Shoes' AND d_year IN (1999, 2000)
  GROUP BY d_year, i_brand_id, i_class_id, i_category_id, i_manufact_id
)
SELECT
  before.d_year AS prev_year,
  now.d_year AS year,
  now.i_brand_id,
  now.i_class_id,
  now.i_category_id,
  now.i_manufact_id,
  before.sales_cnt AS prev_yr_cnt,
  now.sales_cnt AS curr_yr_cnt,
  now.sales_cnt - before.sales_cnt AS sales_cnt_diff,
  now.sales_amt - before.sales_amt AS sales_amt_diff
FROM sold AS now
JOIN sold AS before
  ON before.i_brand_id = now.i_brand_id
  AND before.i_class_id = now.i_class_id
  AND before.i_category_id = now.i_category_id
  AND before.i_manufact_id = now.i_manufact_id
WHERE now.d_year = 2000
  AND before.d_year = 1999
  AND now.sales_cnt < 0.9 * before.sales_cnt

SELECT
  d_year,
  i_brand_id AS brand_id,
  i_brand AS brand,
  sum(ws_ext_sales_price) AS ext_price
FROM web_sales
JOIN date_dim ON d_date_sk = ws_sold_date_sk
JOIN item ON i_item_sk = ws_item_sk
WHERE i_manager_id = 1 AND d_moy = 11 AND d_year = 1999
GROUP BY d_year, i_brand_id, i_brand

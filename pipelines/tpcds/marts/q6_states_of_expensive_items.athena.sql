SELECT
  ca_state AS state,
  count(*) AS cnt
FROM web_sales
JOIN customer ON c_customer_sk = ws_bill_customer_sk
JOIN customer_address ON ca_address_sk = c_current_addr_sk
JOIN date_dim ON d_date_sk = ws_sold_date_sk
JOIN item ON i_item_sk = ws_item_sk
JOIN (
  SELECT i_category AS category, avg(CAST(i_current_price AS DECIMAL(11, 6))) AS price
  FROM item
  GROUP BY i_category
) AS average ON category = i_category
WHERE d_year = 1998 AND d_moy = 7 AND i_current_price > 1.2 * price
GROUP BY ca_state
HAVING count(*) >= 10

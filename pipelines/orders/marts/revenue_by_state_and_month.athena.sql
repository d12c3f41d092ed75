SELECT
  destinationstate,
  date_trunc('month', orderdate) AS order_month,
  sum(price * quantity) AS revenue,
  count(DISTINCT invoiceid) AS orders,
  count(*) AS items
FROM orders
GROUP BY destinationstate, date_trunc('month', orderdate)

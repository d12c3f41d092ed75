SELECT
  destinationstate,
  trunc(orderdate, 'MM') AS order_month,
  sum(price * quantity) AS revenue,
  count(DISTINCT invoiceid) AS orders,
  count(*) AS items
FROM orders
GROUP BY destinationstate, trunc(orderdate, 'MM')

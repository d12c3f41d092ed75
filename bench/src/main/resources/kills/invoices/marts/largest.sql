SELECT invoice, max(price) AS price FROM lines GROUP BY invoice HAVING max(price) > 5

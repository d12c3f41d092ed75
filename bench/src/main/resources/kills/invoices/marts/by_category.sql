SELECT category, count(*) AS lines, sum(price) AS total FROM lines GROUP BY category

SELECT
  driver_number,
  CAST(avg(CAST(max_speed AS DECIMAL(10, 6))) AS DECIMAL(8, 2)) AS avg_speed,
  sum(distance_travelled) AS total_distance,
  CAST(avg(CAST(fare_amount AS DECIMAL(14, 6))) AS DECIMAL(12, 2)) AS avg_fare,
  sum(fare_amount) AS total_fare
FROM rides
GROUP BY driver_number

package io.ingot.jobs.syntax;

import java.util.Set;

/** What Spark's functions are like, by lower-case name: an unresolved tree does not know. */
final class Functions {
  /** Aggregates whose result depends on nothing but the rows. */
  private static final Set<String> AGGREGATES =
      Set.of(
          "any",
          "approx_count_distinct",
          "avg",
          "bit_and",
          "bit_or",
          "bit_xor",
          "bool_and",
          "bool_or",
          "corr",
          "count",
          "count_if",
          "covar_pop",
          "covar_samp",
          "every",
          "kurtosis",
          "max",
          "mean",
          "median",
          "min",
          "percentile",
          "percentile_cont",
          "percentile_disc",
          "regr_avgx",
          "regr_avgy",
          "regr_count",
          "regr_intercept",
          "regr_r2",
          "regr_slope",
          "regr_sxx",
          "regr_sxy",
          "regr_syy",
          "skewness",
          "some",
          "std",
          "stddev",
          "stddev_pop",
          "stddev_samp",
          "sum",
          "try_avg",
          "try_sum",
          "var_pop",
          "var_samp",
          "variance");

  /** Aggregates whose result depends on the order of the rows or on how equals are told apart. */
  private static final Set<String> ORDER_DEPENDENT =
      Set.of(
          "any_value",
          "approx_percentile",
          "array_agg",
          "collect_list",
          "collect_set",
          "first",
          "first_value",
          "last",
          "last_value",
          "max_by",
          "min_by",
          "mode",
          "percentile_approx");

  private static final Set<String> NOT_DETERMINISTIC =
      Set.of(
          "curdate",
          "current_catalog",
          "current_database",
          "current_date",
          "current_schema",
          "current_timestamp",
          "current_timezone",
          "current_user",
          "input_file_block_length",
          "input_file_block_start",
          "input_file_name",
          "java_method",
          "localtimestamp",
          "monotonically_increasing_id",
          "now",
          "rand",
          "randn",
          "random",
          "reflect",
          "session_user",
          "shuffle",
          "spark_partition_id",
          "try_reflect",
          "uuid");

  /** Functions that may be called without parentheses, so that they look like columns. */
  private static final Set<String> LOOK_LIKE_COLUMNS =
      Set.of("current_date", "current_timestamp", "current_user", "session_user", "localtimestamp");

  private Functions() {}

  static boolean isAggregate(String name) {
    return AGGREGATES.contains(name) || ORDER_DEPENDENT.contains(name);
  }

  static boolean isDeterministic(String name, int arguments) {
    boolean clock =
        arguments == 0 && (name.equals("unix_timestamp") || name.equals("to_unix_timestamp"));
    return !clock && !ORDER_DEPENDENT.contains(name) && !NOT_DETERMINISTIC.contains(name);
  }

  static boolean looksLikeColumn(String name) {
    return LOOK_LIKE_COLUMNS.contains(name);
  }
}

package io.ingot.jobs.files;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Strategy;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Plans a reading of records as it is: Spark would copy every row, column by column, into the form
 * in which it already comes.
 */
final class RecordStrategy extends SparkStrategy {
  private final DataSourceV2Strategy ofSpark;

  private RecordStrategy(SparkSession spark) {
    this.ofSpark = new DataSourceV2Strategy(spark);
  }

  /** Makes it a session's only strategy beside Spark's own. */
  static void in(SparkSession spark) {
    spark.experimental().extraStrategies_$eq(list(List.of(new RecordStrategy(spark))));
  }

  @Override
  public Seq<SparkPlan> apply(LogicalPlan plan) {
    boolean mine =
        plan instanceof DataSourceV2ScanRelation relation && relation.scan() instanceof RecordScan;
    return mine && ofSpark.apply(plan).head() instanceof ProjectExec copied
        ? list(List.of(copied.child()))
        : list(List.of());
  }

  private static <T> Seq<T> list(List<T> items) {
    return JavaConverters.asScalaBuffer(items).toSeq();
  }
}

package io.ingot.jobs.run;

import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.TryEval;
import scala.Function1;
import scala.collection.Seq;

/**
 * Expressions of a definition that may throw for a row. They are computed as they are; only if that
 * has failed, they are computed again so that each such row can be told.
 */
public enum Careful {
  /** What throws fails the stage. */
  not,
  /** What throws has no value, and says so. */
  yes;

  /** Gives NULL where its argument throws. */
  public static final String FUNCTION = "ingot_try";

  private static final String SHARED = "spark.sql.subexpressionElimination.enabled";

  /** Makes what {@link #yes} writes known to a session. */
  static void in(SparkSession session) {
    Function1<Seq<Expression>, Expression> builder = children -> new TryEval(children.head());
    session
        .sessionState()
        .functionRegistry()
        .createOrReplaceTempFunction(FUNCTION, builder, "scala_udf");
  }

  /** Works without computing what two expressions have in common before both of them. */
  public static <T> T withoutShared(SparkSession session, Supplier<T> work) {
    session.conf().set(SHARED, "false");
    try {
      return work.get();
    } finally {
      session.conf().unset(SHARED);
    }
  }

  /** An expression's value in SQL. */
  public String value(String sql) {
    return this == not ? "(" + sql + ")" : tried(sql) + ".value";
  }

  /** In SQL, whether an expression threw. */
  public String threw(String sql) {
    return this == not ? "false" : tried(sql) + " IS NULL";
  }

  private static String tried(String sql) {
    return FUNCTION + "(named_struct('value', (" + sql + ")))";
  }
}

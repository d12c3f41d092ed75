package io.ingot.jobs.run;

import org.apache.spark.sql.SparkSession;

/** What everything that definitions say is computed with. */
public final class SessionSettings {
  private SessionSettings() {}

  /** Sets them in a session; repeating it changes nothing. */
  public static void apply(SparkSession session) {
    session.conf().set("spark.sql.session.timeZone", "UTC");
    // What does not fit is an error, never another value in silence.
    session.conf().set("spark.sql.ansi.enabled", "true");
    // Calendars differ before 1582: dates and times are those of ISO 8601 everywhere.
    session.conf().set("spark.sql.datetime.java8API.enabled", "true");
    session.conf().set("spark.sql.caseSensitive", "false");
    // Otherwise a text that Spark 2 would have read with a pattern stops the job.
    session.conf().set("spark.sql.legacy.timeParserPolicy", "CORRECTED");
    // What is kept between two Spark jobs is read once or twice: to look for every column's best
    // compression takes longer than all else that is done with it.
    session.conf().set("spark.sql.inMemoryColumnarStorage.compressed", "false");
    Careful.in(session);
  }
}

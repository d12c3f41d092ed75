package io.ingot.jobs.lineage;

import java.util.List;

/**
 * Where rows of a silver or gold table come from.
 *
 * @param table the table
 * @param layer {@code silver} or {@code gold}
 * @param predicate the condition that chose the rows
 * @param batch the newest batch in the table
 * @param rows the rows, or keys that have none any more
 * @param more whether there are more than those
 */
public record Explanation(
    String table, String layer, String predicate, long batch, List<Explained> rows, boolean more) {

  /**
   * One row.
   *
   * @param row the row as JSON; of a key without a row, the key
   * @param present whether the table has it
   * @param changes of silver: the changes of its key in bronze, newest first
   * @param unlisted how many changes there are beyond those
   * @param reads of gold: what its query read for it
   */
  public record Explained(
      String row, boolean present, List<Change> changes, long unlisted, List<Contribution> reads) {}

  /**
   * One change of a key.
   *
   * @param outcome {@code wins, loses, deletes, quarantined, superseded, waiting, absent}
   * @param why the outcome in words
   * @param place where it stands
   * @param sequence its place in the order of changes, as JSON; empty without a sequence
   * @param row the row of the file, as JSON
   */
  public record Change(String outcome, String why, Place place, String sequence, String row) {}

  /**
   * A row of a file.
   *
   * @param batch the batch that loaded it
   * @param file the file's URI in landing
   * @param version its version
   * @param arrival when it was uploaded
   * @param row the row's number in the file, from 1, without the header
   * @param position its {@code _position} in bronze
   */
  public record Place(
      long batch, String file, String version, String arrival, long row, long position) {}

  /**
   * What a mart's query read of one relation for one row.
   *
   * @param relation the relation's name in the query
   * @param table its table
   * @param how {@code exactly} these rows, or {@code at most} those with the same values in some
   *     columns, or {@code all rows}
   * @param rows how many
   * @param files the files that they come from; empty if the relation is a mart
   * @param samples some of them, as JSON
   */
  public record Contribution(
      String relation,
      String table,
      String how,
      long rows,
      List<FilePart> files,
      List<String> samples) {}

  /**
   * The part of one file version.
   *
   * @param batch the batch that loaded it
   * @param file the file's URI in landing
   * @param version its version
   * @param rows how many of its rows
   * @param numbers the first of their numbers in the file
   */
  public record FilePart(long batch, String file, String version, long rows, List<Long> numbers) {}
}

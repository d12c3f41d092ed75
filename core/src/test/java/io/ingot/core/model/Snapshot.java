package io.ingot.core.model;

import io.ingot.core.ledger.FileVersion;
import java.util.List;

/**
 * A state of a table.
 *
 * @param id its number in the table
 * @param parent the number of the one before; -1 if it is the first
 * @param batch stamp: the batch
 * @param fence stamp: the fence
 * @param result stamp: key of the result of the attempt that wrote it
 * @param rows all rows
 */
record Snapshot(int id, int parent, long batch, long fence, String result, List<Row> rows) {

  /**
   * The rows of one file version.
   *
   * @param file the file version
   * @param batch the batch that brought them
   * @param state state of the file version, in the table of files; empty in other tables
   */
  record Row(FileVersion file, long batch, String state) {}
}

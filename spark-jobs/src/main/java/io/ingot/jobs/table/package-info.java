/**
 * Tables as Ingot writes them: stamps, branches and their publication ({@link
 * io.ingot.jobs.table.StampedTable}), what a table should look like ({@link
 * io.ingot.jobs.table.TableLayout}), what others did to it, and by which conditions a scan of it
 * skips files ({@link io.ingot.jobs.table.KeyFilter}).
 */
package io.ingot.jobs.table;

/**
 * Files as Spark's rows: one data source over the record readers of {@code io.ingot.readers}. A
 * {@code RecordTable} is the files of one source in a batch, with the columns of its bronze table;
 * what was met in each file comes back by {@code Outcomes}. Knows Spark and Hadoop's file systems,
 * but neither Iceberg nor the rest of the jobs.
 */
package io.ingot.jobs.files;

/**
 * How fast files are read: by the record readers alone, through Spark's data source, and into
 * bronze tables. May use everything that the laptop's command line may.
 */
package io.ingot.bench.read;

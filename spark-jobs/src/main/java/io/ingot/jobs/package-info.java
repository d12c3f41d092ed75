/**
 * How data flows: one attempt of a batch from files to bronze, silver and gold. {@code Job} runs
 * the stages; a stage prepares every table on the attempt's branch, writes its result, then
 * publishes table by table. Nothing here knows AWS: files are read through Hadoop, tables through
 * the session's Iceberg catalog.
 *
 * <p>The packages below know only those after them: {@code lineage}, {@code gold}, {@code silver},
 * {@code bronze}, {@code rules}, {@code table}, {@code run}, {@code files}, {@code syntax}.
 */
package io.ingot.jobs;

/**
 * Reads Parquet files: footer, pages and encodings in plain Java, so that a damaged length is found
 * before memory is asked for, what a file has and this reader lacks is told in words, and types
 * that came later than the library on Spark's class path are read. Only decompressors are
 * libraries. Source: github.com/apache/parquet-format, version 2.11.
 */
package io.ingot.readers.parquet;

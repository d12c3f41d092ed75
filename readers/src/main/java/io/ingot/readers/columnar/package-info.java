/**
 * What the readers of Parquet, Avro and ORC share: from a file's typed value to the declared type,
 * or to the text that is rescued. A reader says which kind of value it has ({@link
 * io.ingot.readers.columnar.Cell}); the cell of a declared column knows what its type holds
 * exactly.
 */
package io.ingot.readers.columnar;

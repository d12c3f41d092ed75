/**
 * Reads Avro object container files: blocks and values in plain Java, straight into a row's
 * columns. Only the schema's JSON is read by the library. Source:
 * avro.apache.org/docs/1.11.1/specification.
 */
package io.ingot.readers.avro;

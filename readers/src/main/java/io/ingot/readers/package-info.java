/**
 * From a file's bytes to typed records, in one pass: one record reader per format. Plain Java that
 * knows neither Spark nor AWS; whoever uses it opens the bytes ({@link io.ingot.readers.FileBytes})
 * and takes the values ({@link io.ingot.readers.Row}).
 */
package io.ingot.readers;

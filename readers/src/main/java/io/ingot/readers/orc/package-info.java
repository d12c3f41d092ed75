/**
 * Reads ORC files through the library that Spark ships: its column vectors, value by value, into a
 * row's columns. Bytes come through a file system that has nothing but the one file.
 */
package io.ingot.readers.orc;

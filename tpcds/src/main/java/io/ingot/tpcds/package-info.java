/**
 * The generator of the pipeline {@code tpcds}, over {@code io.trino.tpcds}. Imports the generators'
 * interface of module {@code local} and the library, nothing else.
 */
package io.ingot.tpcds;

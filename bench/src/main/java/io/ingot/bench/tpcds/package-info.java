/** The web sales of TPC-DS through the real workflow, beside Spark that writes the same text. */
package io.ingot.bench.tpcds;

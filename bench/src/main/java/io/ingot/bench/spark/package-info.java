/** A burst through the whole local system, with real tables. */
package io.ingot.bench.spark;

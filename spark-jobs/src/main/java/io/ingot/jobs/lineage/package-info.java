/** Where the rows of a table are from: what {@code ./ingot explain} shows. */
package io.ingot.jobs.lineage;

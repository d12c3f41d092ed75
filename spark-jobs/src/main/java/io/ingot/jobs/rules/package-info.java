/** Rules of a definition, as expressions that are computed with the rows. */
package io.ingot.jobs.rules;

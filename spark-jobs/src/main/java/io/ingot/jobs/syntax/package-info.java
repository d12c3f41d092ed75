/**
 * What can be known of a query without running it: names, groups, functions, and whether a mart can
 * be computed by groups.
 */
package io.ingot.jobs.syntax;

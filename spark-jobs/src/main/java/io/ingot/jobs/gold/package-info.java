/** The gold stage: marts, computed in full or for the groups that a batch has touched. */
package io.ingot.jobs.gold;

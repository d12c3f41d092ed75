/**
 * The silver stage: rows as definitions want them, the newest of each key; what does not fit goes
 * to quarantine, what is deleted leaves a tombstone, what is replaced may stay in a history.
 */
package io.ingot.jobs.silver;

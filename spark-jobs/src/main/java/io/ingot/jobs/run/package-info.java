/**
 * One run of a stage: its context ({@link io.ingot.jobs.run.StageRun}: session, attempt, stamp),
 * what is told of it, how it fails, and how SQL is written. Depends on no other package of the
 * jobs.
 */
package io.ingot.jobs.run;

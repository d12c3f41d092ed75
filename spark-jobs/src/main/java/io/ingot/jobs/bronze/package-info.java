/**
 * The bronze stage: rows of files as they were uploaded, and the table that accounts for the files.
 */
package io.ingot.jobs.bronze;

/** The rules of core under simulated time: uploads, services and job runs as a list of events. */
package io.ingot.bench.simulation;

/**
 * Faults on purpose: a plan says at which points of the laptop's system what goes wrong. Wrappers
 * around Lambda calls, job runs, messages, states, ports and stages tell {@link
 * io.ingot.local.fault.Faults} where they are. Without a plan there are no wrappers, and nothing of
 * this is part of what is deployed.
 */
package io.ingot.local.fault;

/**
 * The model check of the exactly-once protocol: the rules of {@code core}, run under a scheduler
 * that takes every call of a port for one atomic step and may let anybody else go on, die or be
 * believed dead in between.
 *
 * <p>{@link io.ingot.core.model.Simulation} is one history of one {@link
 * io.ingot.core.model.Scenario}; a {@link io.ingot.core.model.Schedule} makes its choices; {@link
 * io.ingot.core.model.Invariants} says what must hold; {@link io.ingot.core.model.Checker} goes
 * through many histories.
 */
package io.ingot.core.model;

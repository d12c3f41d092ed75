/**
 * The rules of Ingot: plain Java without AWS SDK, Spark, clock or I/O. Everything that talks to a
 * service does so through an interface of {@code io.ingot.core.port} or {@code
 * io.ingot.core.ledger}.
 */
package io.ingot.core;

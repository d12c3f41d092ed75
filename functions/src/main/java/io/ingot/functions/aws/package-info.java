/**
 * The ports on AWS: one adapter per port, named service + port, and what wires them together from a
 * function's environment variables.
 */
package io.ingot.functions.aws;

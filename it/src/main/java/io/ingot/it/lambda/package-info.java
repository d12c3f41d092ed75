/** Lambda on this machine: the real runtime interface client against a Runtime API of our own. */
package io.ingot.it.lambda;

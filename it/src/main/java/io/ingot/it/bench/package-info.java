/** Measured claims about the functions, against the stand-ins. */
package io.ingot.it.bench;

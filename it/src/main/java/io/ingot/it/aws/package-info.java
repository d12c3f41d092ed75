/** Servers on this machine that speak AWS's protocols to unmodified clients. */
package io.ingot.it.aws;

/**
 * Stand-ins for AWS on this machine, each a real server or a small one that speaks its protocol.
 */
package io.ingot.it;

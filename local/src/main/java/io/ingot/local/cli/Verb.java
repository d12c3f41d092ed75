package io.ingot.local.cli;

import java.util.concurrent.Callable;

/**
 * A further verb of the command line, from a module that not everybody builds: a picocli command
 * that answers the exit code. Found by {@link java.util.ServiceLoader}.
 */
public interface Verb extends Callable<Integer> {}

package io.ingot.local.asl;

import java.time.Duration;

/**
 * One attempt of a Task state.
 *
 * @param execution the execution's id
 * @param state the state's name
 * @param retryCount 0 for the first attempt since the state was entered
 * @param timeout time that the attempt has, at most what is left to the execution; zero for no
 *     limit
 */
public record TaskContext(String execution, String state, int retryCount, Duration timeout) {}

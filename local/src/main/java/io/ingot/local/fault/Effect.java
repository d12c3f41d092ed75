package io.ingot.local.fault;

/** What happens at a point. Each is told to the caller as the service in question would tell it. */
public enum Effect {
  /** This process ends by SIGKILL. */
  kill,
  /** An error that trying again may mend. */
  fail,
  /** An error that trying again cannot mend. */
  refuse,
  /** No answer within the time allowed; it is told at once. */
  timeout,
  /** Time passes first. */
  delay,
  /** The call is made twice with the same arguments; the second answer counts. */
  twice
}

package io.ingot.core.model;

/** What may happen at any step, besides that somebody else goes on. */
enum Fault {
  /** Admit dies; the queue delivers the message again. */
  admit_dies,
  /** A function's invocation dies; the state machine repeats it. */
  call_dies,
  /** The state machine gives an invocation up and repeats it, while the first one goes on. */
  call_given_up,
  /** An execution ends, and its invocation dies; its job run goes on. */
  execution_dies,
  /** An execution ends, while its invocation or job run goes on. */
  execution_dies_alone,
  /** A job run fails. */
  job_dies,
  /** The state machine gives a job run up, which goes on. */
  job_given_up,
  /** A job run is reported failed or cancelled, and goes on all the same. */
  job_haunts,
  /** A write is made but its answer is lost, so that the client makes it again. */
  answer_lost
}

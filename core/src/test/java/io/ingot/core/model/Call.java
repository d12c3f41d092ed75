package io.ingot.core.model;

/**
 * An invocation of a function by an execution. One that was given up and goes on may leave a lease
 * behind that nobody is told of: the schedule's Sweep finds it.
 */
abstract class Call extends Actor {
  final Execution execution;

  Call(Execution execution, String name) {
    super(execution.world(), name);
    this.execution = execution;
  }

  @Override
  final void program() {
    boolean outlived = !execution.isCurrent(this);
    try {
      work();
    } catch (RuntimeException failure) {
      world.trace(() -> name + " throws " + failure.getMessage());
      execution.threw(this, failure);
    }
    if (outlived) {
      world.needsSweep();
    }
  }

  abstract void work();

  /** The same request once more. */
  abstract Call again(int retry);
}

package io.ingot.local.run;

import io.ingot.core.port.Workflow;

/** Starts nothing: whoever uploads decides later when to run. */
public final class DeferredStarts implements Workflow {
  @Override
  public Start start(String name, String input) {
    return Start.running;
  }

  @Override
  public boolean running(String execution) {
    return false;
  }
}

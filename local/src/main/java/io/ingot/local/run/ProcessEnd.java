package io.ingot.local.run;

import java.util.concurrent.locks.LockSupport;

/**
 * The end of this process, by Ctrl-C or by a signal of another. Spark stops itself then, so that
 * its jobs fail; whoever told of it would make a failure of the batch out of it.
 */
final class ProcessEnd {
  private ProcessEnd() {}

  /** Whether the JVM is shutting down: only then it takes no hook any more. */
  static boolean hasBegun() {
    Thread hook = new Thread(() -> {}, "unused");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** Does nothing until the process is gone, which does not wait for this thread. */
  static void await() {
    while (true) {
      LockSupport.park();
    }
  }
}

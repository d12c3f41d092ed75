package io.ingot.local.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one thread of one process at a time change a folder. */
final class FolderLock {
  // A file lock belongs to the whole JVM, so that its threads need a lock of their own besides.
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final Path file;

  /**
   * A lock.
   *
   * @param file what is locked; made when first used, never deleted
   */
  FolderLock(Path file) {
    this.file = file;
  }

  /** Runs a step when it is its turn. The lock ends with the step, or with the process. */
  <T> T holding(DiskStep<T> step) throws IOException {
    THREADS.lock();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      return step.run();
    } finally {
      THREADS.unlock();
    }
  }
}

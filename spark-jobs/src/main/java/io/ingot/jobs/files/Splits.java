package io.ingot.jobs.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Cuts files into what one task each reads: large files into several parts, small ones together.
 *
 * @param largest most bytes of a task, unless a file cannot be cut
 * @param openCost bytes that could be read in the time that it takes to open a file
 * @param cores how many tasks run at once
 */
record Splits(long largest, long openCost, int cores) {

  /**
   * The parts of each task.
   *
   * @param splittable whether a file can be read from its middle; asked only if it matters
   */
  List<List<Split>> of(List<BatchFile> files, Predicate<BatchFile> splittable) {
    long most = most(files);
    List<Split> parts = new ArrayList<>();
    for (BatchFile file : files) {
      long step = file.size() > most && splittable.test(file) ? most : Math.max(1, file.size());
      for (long from = 0; from < Math.max(1, file.size()); from += step) {
        parts.add(new Split(file, from, Math.min(from + step, file.size())));
      }
    }
    parts.sort(Comparator.comparingLong(Split::length).reversed());
    return packed(parts, most);
  }

  /** As few bytes as keep every core busy, as Spark's own sources decide it. */
  private long most(List<BatchFile> files) {
    long bytes = files.stream().mapToLong(f -> f.size() + openCost).sum();
    return Math.min(largest, Math.max(openCost, bytes / cores));
  }

  private List<List<Split>> packed(List<Split> parts, long most) {
    List<List<Split>> tasks = new ArrayList<>();
    List<Split> task = new ArrayList<>();
    long bytes = 0;
    for (Split part : parts) {
      if (!task.isEmpty() && bytes + part.length() > most) {
        tasks.add(task);
        task = new ArrayList<>();
        bytes = 0;
      }
      task.add(part);
      bytes += part.length() + openCost;
    }
    if (!task.isEmpty()) {
      tasks.add(task);
    }
    return tasks;
  }
}

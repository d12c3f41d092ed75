package io.ingot.functions.aws;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns S3's order of versions (by key, then newest first) into oldest first within a key, holding
 * the versions of one key at a time.
 */
final class OldestFirst<T> {
  private final Iterator<T> newestFirst;
  private final Function<T, String> key;
  private final Deque<T> group = new ArrayDeque<>();
  private final Deque<T> ahead = new ArrayDeque<>();

  OldestFirst(Iterator<T> newestFirst, Function<T, String> key) {
    this.newestFirst = newestFirst;
    this.key = key;
  }

  /** The next one; empty after the last. */
  Optional<T> next() {
    if (group.isEmpty()) {
      fill();
    }
    return Optional.ofNullable(group.pollFirst());
  }

  private void fill() {
    if (!ahead.isEmpty()) {
      group.addFirst(ahead.remove());
    }
    while (ahead.isEmpty() && newestFirst.hasNext()) {
      T next = newestFirst.next();
      if (group.isEmpty() || key.apply(next).equals(key.apply(group.peekFirst()))) {
        group.addFirst(next);
      } else {
        ahead.add(next);
      }
    }
  }
}

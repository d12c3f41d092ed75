package io.ingot.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Somebody who works: a function's invocation, a job run. Its program is deterministic but for the
 * answers of the ports; so it is paused by leaving it, and resumed by running it again from the
 * start with the answers that it has already got.
 */
abstract class Actor {
  final String name;
  final Simulation world;
  private final List<Object> answers = new ArrayList<>();
  private int replayed;
  private int hash;
  private boolean granted;
  private boolean over;
  private String lastWrite = "begin";

  Actor(Simulation world, String name) {
    this.world = world;
    this.name = name;
    this.hash = name.hashCode();
  }

  /** What it does; runs again from the start at every turn. */
  abstract void program();

  /** Performs the next call, and further ones for as long as the schedule does not change over. */
  final void turn() {
    replayed = 0;
    granted = true;
    try {
      program();
      over = true;
    } catch (Pause pause) {
      return;
    }
  }

  /** One atomic step, before which anything else may happen. */
  final <T> T step(Supplier<String> what, boolean changes, Supplier<T> call) {
    return answer(what, changes, call, true);
  }

  /** Whose process it is; null if nobody kills such. */
  Cut.Who who() {
    return null;
  }

  /** All is done but to answer. */
  final void done() {
    if (replayed == answers.size()) {
      killedBefore("end");
    }
  }

  private void killedBefore(String next) {
    if (who() != null && world.kills(this, lastWrite, next)) {
      throw new Pause();
    }
    lastWrite = next;
  }

  /** A call on which no order of steps depends; it is no step of its own. */
  final <T> T note(Supplier<T> call) {
    return answer(() -> "", false, call, false);
  }

  @SuppressWarnings("unchecked")
  private <T> T answer(
      Supplier<String> what, boolean changes, Supplier<T> call, boolean scheduled) {
    if (replayed < answers.size()) {
      return (T) answers.get(replayed++);
    }
    if (scheduled) {
      if (!granted && !world.goesOn(this)) {
        throw new Pause();
      }
      granted = false;
    }
    if (changes && who() != null) {
      String write = what.get();
      killedBefore(write.substring(0, write.indexOf('(')));
    }
    boolean lost = changes && world.answerIsLost(this);
    if (lost) {
      T first = call.get();
      world.trace(() -> name + ": " + what.get() + " = " + Told.of(first) + ", which is lost");
    }
    T got = call.get();
    if (scheduled) {
      world.trace(() -> name + ": " + what.get() + " = " + Told.of(got));
    }
    answers.add(got);
    replayed++;
    hash = 31 * hash + hash(got);
    return got;
  }

  final void end() {
    over = true;
  }

  final boolean isOver() {
    return over;
  }

  /** What it knows, as far as its further steps depend on it. */
  int fingerprint() {
    return hash;
  }

  private static int hash(Object answer) {
    if (answer instanceof Optional<?> some && some.orElse(null) instanceof byte[] bytes) {
      return java.util.Arrays.hashCode(bytes);
    }
    return answer instanceof Enum<?> one
        ? one.name().hashCode()
        : answer == null ? 0 : answer.hashCode();
  }
}

package io.ingot.local.asl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Checks where the states lead to. */
final class Graph {
  private final String startAt;
  private final Set<String> names;
  private final Map<String, State> states;
  private final Problems problems;

  /**
   * @param names all states, also those that could not be read
   */
  Graph(String startAt, Set<String> names, Map<String, State> states, Problems problems) {
    this.startAt = startAt;
    this.names = names;
    this.states = states;
    this.problems = problems;
  }

  void check() {
    boolean[] terminal = new boolean[1];
    states.forEach(
        (name, state) ->
            state
                .transitions()
                .forEach(
                    transition -> {
                      terminal[0] |= transition.end();
                      checkTarget(name, transition);
                    }));
    if (!terminal[0]) {
      problems.add("States", "no state ends the execution. Add Succeed, Fail or End.");
    }
    if (!startAt.isEmpty() && !names.contains(startAt)) {
      problems.add(
          "StartAt", "no state has this name (" + startAt + "). Use one of " + names + ".");
    } else if (!startAt.isEmpty() && states.size() == names.size()) {
      checkReachable();
    }
  }

  private void checkTarget(String name, State.Transition transition) {
    if (!transition.end() && !transition.next().isEmpty() && !names.contains(transition.next())) {
      problems.add(
          "States." + name,
          "it leads to a state that does not exist ("
              + transition.next()
              + "). Use one of "
              + names
              + ".");
    }
  }

  private void checkReachable() {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(startAt);
    while (!open.isEmpty()) {
      String name = open.remove();
      if (states.containsKey(name) && reached.add(name)) {
        states.get(name).transitions().map(State.Transition::next).forEach(open::add);
      }
    }
    for (String name : names) {
      if (!reached.contains(name)) {
        problems.add("States." + name, "no state leads here. Remove it, or lead to it.");
      }
    }
  }
}

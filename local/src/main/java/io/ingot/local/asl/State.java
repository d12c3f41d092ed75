package io.ingot.local.asl;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The state types that are implemented; loading refuses all others. */
sealed interface State {
  /** Where a state leads to. */
  record Transition(String next, boolean end) {
    static final Transition END = new Transition("", true);

    static Transition to(String next) {
      return new Transition(next, false);
    }
  }

  /** What happens when a state is left on one of its ways. */
  record Exit(Template output, Map<String, Template> assign, Transition transition) {}

  record Catcher(List<String> errorEquals, Exit exit) {}

  record Rule(Expression condition, Exit exit) {}

  record Task(
      String resource,
      Template arguments,
      Template timeoutSeconds,
      List<Retrier> retry,
      List<Catcher> catchers,
      Exit exit)
      implements State {}

  /** The last exit is that of {@code Default}; without one there is none. */
  record Choice(List<Rule> rules, List<Exit> otherwise) implements State {}

  record Pass(Exit exit) implements State {}

  record Wait(Template seconds, Exit exit) implements State {}

  record Succeed(Exit exit) implements State {}

  record Fail(Template error, Template cause) implements State {}

  /** All ways out of the state that lead on or end the execution well. */
  default Stream<Transition> transitions() {
    if (this instanceof Task task) {
      return Stream.concat(Stream.of(task.exit()), task.catchers().stream().map(Catcher::exit))
          .map(Exit::transition);
    } else if (this instanceof Choice choice) {
      return Stream.concat(choice.rules().stream().map(Rule::exit), choice.otherwise().stream())
          .map(Exit::transition);
    } else if (this instanceof Pass pass) {
      return Stream.of(pass.exit().transition());
    } else if (this instanceof Wait wait) {
      return Stream.of(wait.exit().transition());
    }
    return Stream.of(Transition.END);
  }
}

package io.ingot.core.model;

import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.port.JobRuns;
import io.ingot.core.port.WorkStore;
import io.ingot.core.port.Workflow;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;

/**
 * The ports as an actor sees them: every call is one of its steps. What is uploaded and what is in
 * the work bucket never changes, and what only people look at decides nothing: reading that is no
 * step of its own, for it would double the histories and show nothing.
 */
final class Ports {
  private static final Set<String> CHANGES =
      Set.of(
          "raiseArrivals",
          "update",
          "release",
          "register",
          "settle",
          "requeue",
          "putBatch",
          "putSweepMark",
          "putIfAbsent",
          "start");

  private final Actor actor;

  Ports(Actor actor) {
    this.actor = actor;
  }

  Ledger ledger() {
    return stepwise(Ledger.class, actor.world.ledger);
  }

  WorkStore work() {
    return stepwise(WorkStore.class, actor.world.work);
  }

  Workflow workflow() {
    return stepwise(Workflow.class, actor.world.workflow);
  }

  JobRuns jobRuns() {
    return stepwise(JobRuns.class, actor.world.jobs);
  }

  private <T> T stepwise(Class<T> port, T real) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> call(real, method, arguments)));
  }

  @SuppressWarnings("unchecked")
  private Object call(Object real, Method method, Object[] arguments) {
    String name = method.getName();
    if (name.equals("root") || name.equals("uri")) {
      return invoke(real, method, arguments);
    }
    if (name.equals("countWaiting")) {
      return actor.note(() -> invoke(real, method, arguments));
    }
    if (name.equals("settle")) {
      // The ledger settles one file after the other.
      for (FileItem file : (List<FileItem>) arguments[1]) {
        step(real, method, arguments[0], List.of(file));
      }
      return null;
    }
    if (name.equals("get") && actor.world.work.get((String) arguments[0]).isPresent()) {
      return actor.note(() -> invoke(real, method, arguments));
    }
    return step(real, method, arguments);
  }

  private Object step(Object real, Method method, Object... arguments) {
    return actor.step(
        () -> method.getName() + Told.arguments(arguments),
        CHANGES.contains(method.getName()),
        () -> invoke(real, method, arguments));
  }

  private static Object invoke(Object real, Method method, Object... arguments) {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.ingot.local.fault;

import io.ingot.core.failure.IngotException;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.TransientException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/** Faults around every method of a port, whichever there are. */
public final class PortFaults implements InvocationHandler {
  private final Faults faults;
  private final String kind;
  private final Object real;

  private PortFaults(Faults faults, String kind, Object real) {
    this.faults = faults;
    this.kind = kind;
    this.real = real;
  }

  /**
   * A port with faults at {@code <kind>:<method>:before} and {@code :after}.
   *
   * @param real what stands behind it
   */
  public static <T> T around(Faults faults, String kind, Class<T> port, T real) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(), new Class<?>[] {port}, new PortFaults(faults, kind, real)));
  }

  /** A call of a function with faults at {@code lambda:<function>:before} and {@code :after}. */
  public static <T> T call(Faults faults, String function, Supplier<T> call) {
    return faults.call("lambda:" + function, call::get, PortFaults::failure);
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass().equals(Object.class)) {
      return method.invoke(real, arguments);
    }
    return faults.<Object, Exception>call(
        kind + ":" + method.getName(), () -> really(method, arguments), PortFaults::failure);
  }

  private Object really(Method method, Object[] arguments) throws Exception {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static IngotException failure(Effect effect, String point, String message) {
    return effect == Effect.refuse
        ? new RefusedException(message)
        : new TransientException(message);
  }
}

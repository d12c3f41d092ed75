package io.ingot.it.lambda;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests where the runtime interface client cannot run; in CI they fail instead. */
public final class NeedsLambda implements BeforeAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    if (!FunctionProcess.supported()) {
      String why = "The runtime interface client has a native part for Linux only";
      if ("true".equals(System.getenv("CI"))) {
        fail(why);
      }
      System.err.printf("SKIPPED %s: %s%n", context.getDisplayName(), why);
      abort(why);
    }
  }
}

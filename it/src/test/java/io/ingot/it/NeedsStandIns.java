package io.ingot.it;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.ingot.it.aws.DynamoDbLocal;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips tests where DynamoDB Local or the runtime interface client has no native part for this
 * machine; in CI they fail instead.
 */
public final class NeedsStandIns implements BeforeAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    if (!DynamoDbLocal.supported()) {
      String why = "DynamoDB Local and the runtime interface client need Linux on x86-64";
      if ("true".equals(System.getenv("CI"))) {
        fail(why);
      }
      System.err.printf("SKIPPED %s: %s%n", context.getDisplayName(), why);
      abort(why);
    }
  }
}

package io.ingot.it.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.ingot.core.failure.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;

/** Says what it sees of its surroundings; fails, or ends its process, when asked. */
public final class ProbeHandler
    implements RequestHandler<Map<String, String>, Map<String, String>> {
  private final List<String> hooks = new ArrayList<>();
  private final Resource resource =
      new Resource() {
        @Override
        public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
          hooks.add("before");
        }

        @Override
        public void afterRestore(org.crac.Context<? extends Resource> context) {
          hooks.add("after");
        }
      };

  public ProbeHandler() {
    Core.getGlobalContext().register(resource);
  }

  @Override
  public Map<String, String> handleRequest(Map<String, String> event, Context context) {
    switch (event.getOrDefault("do", "")) {
      case "refuse" -> throw new RefusedException("Cannot probe: told so.");
      case "halt" -> Runtime.getRuntime().halt(3);
      default -> {}
    }
    return Map.of(
        "hooks", String.join(",", hooks),
        "remaining", Long.toString(context.getRemainingTimeInMillis()),
        "arn", context.getInvokedFunctionArn(),
        "request", context.getAwsRequestId(),
        "region", System.getenv("AWS_REGION"),
        "said", event.getOrDefault("say", ""));
  }
}

package io.ingot.it.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.ingot.core.failure.RefusedException;

/** Cannot be made. */
public final class BrokenHandler implements RequestHandler<String, String> {
  public BrokenHandler() {
    throw new RefusedException("Cannot start: told so.");
  }

  @Override
  public String handleRequest(String event, Context context) {
    return event;
  }
}

package io.ingot.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.ingot.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A handler from one JSON record to another. Exceptions reach Lambda under their own class name.
 */
public abstract class JsonHandler<Q, A> implements RequestStreamHandler {
  private final Class<Q> request;

  protected JsonHandler(Class<Q> request) {
    this.request = request;
  }

  /** Answers a request. */
  protected abstract A handle(Q question, Context context);

  @Override
  public final void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Q question = Json.read(input.readAllBytes(), request);
    A answer = handle(question, context);
    Log.info(context, getClass().getSimpleName(), "request", question, "answer", answer);
    output.write(Json.bytes(answer));
  }
}

package io.ingot.it.aws;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import io.ingot.functions.JsonHandler;
import io.ingot.functions.admit.AdmitHandler;
import io.ingot.functions.close.CloseBatchHandler;
import io.ingot.functions.plan.PlanBatchHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Runs handlers as Lambda does, with nothing but the shaded jar and Lambda's own libraries. */
final class ShadedMain {
  private ShadedMain() {}

  /**
   * Admits, plans and closes.
   *
   * @param arguments an SQS event, a request for Plan batch, one for Close batch, all JSON
   */
  public static void main(String[] arguments) throws Exception {
    SQSEvent event =
        LambdaEventSerializers.serializerFor(SQSEvent.class, ShadedMain.class.getClassLoader())
            .fromJson(arguments[0]);
    var failures = new AdmitHandler().handleRequest(event, new LogContext());
    System.out.println("admit " + failures.getBatchItemFailures().size());
    System.out.println("plan " + answer(new PlanBatchHandler(), arguments[1]));
    System.out.println("close " + answer(new CloseBatchHandler(), arguments[2]));
  }

  private static String answer(JsonHandler<?, ?> handler, String request) throws Exception {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)),
        answer,
        new LogContext());
    return answer.toString(StandardCharsets.UTF_8);
  }
}

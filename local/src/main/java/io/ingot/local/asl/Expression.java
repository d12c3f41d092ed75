package io.ingot.local.asl;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;

/** One JSONata expression of a definition, without its delimiters. */
final class Expression {
  private final String source;

  /** Remembers its input while it evaluates: one evaluation at a time. */
  private final Jsonata jsonata;

  /**
   * @throws IllegalArgumentException if the source is no JSONata
   */
  Expression(String source) {
    this.source = source;
    this.jsonata = parse(source);
    jsonata.setValidateInput(false);
    jsonata.setOutputConvertNulls(false);
  }

  /**
   * The expression's value.
   *
   * @throws StateFailedException {@code States.QueryEvaluationError} if it fails, is undefined or
   *     is no JSON
   */
  JsonNode evaluate(Scope scope) throws StateFailedException {
    Jsonata.Frame frame = jsonata.createFrame();
    scope.library().bind(frame);
    scope.variables().forEach((name, value) -> frame.bind(name, JsonValues.toJava(value)));
    frame.bind("states", JsonValues.toJava(scope.states()));
    try {
      Object value = evaluate(frame);
      if (value != null) {
        return JsonValues.toJson(value);
      }
    } catch (StackOverflowError e) {
      throw failed("it calls itself without end");
    } catch (RuntimeException e) {
      // Besides its own exception the library lets casts and null pointers of wrong arguments out.
      throw failed(String.valueOf(e.getMessage()));
    }
    throw failed("the expression is undefined");
  }

  private static Jsonata parse(String source) {
    try {
      return Jsonata.jsonata(source);
    } catch (RuntimeException e) {
      // Besides its own exception the parser lets casts and null pointers out.
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }

  private Object evaluate(Jsonata.Frame frame) {
    synchronized (jsonata) {
      return jsonata.evaluate(null, frame);
    }
  }

  private StateFailedException failed(String reason) {
    return new StateFailedException(
        ErrorName.QUERY_EVALUATION,
        "Cannot evaluate the JSONata expression '" + source.strip() + "': " + reason + ".");
  }
}

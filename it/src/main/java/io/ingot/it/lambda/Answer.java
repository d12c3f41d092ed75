package io.ingot.it.lambda;

/**
 * What a function answered.
 *
 * @param payload the answer, or the error as the caller of Lambda gets it ({@code errorMessage},
 *     {@code errorType}, {@code stackTrace})
 * @param errorType full class name of what was thrown; empty if the function succeeded
 */
public record Answer(String payload, String errorType) {
  public boolean failed() {
    return !errorType.isEmpty();
  }
}

package io.ingot.functions.aws;

import io.ingot.core.failure.IngotException;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.TransientException;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Gives what the SDK throws, after its own retries, one of our kinds: throttling, server errors and
 * services that were not reached are transient, everything else is refused.
 */
final class ServiceCall {
  /** Client errors by their status that go away by themselves all the same. */
  private static final Set<String> TRANSIENT_CODES =
      Set.of("RequestTimeout", "RequestTimeTooSkewed", "ExecutionLimitExceeded");

  private ServiceCall() {}

  /**
   * Makes a call.
   *
   * @param doing verb and thing, as they follow "Cannot" in a message
   */
  static <T> T to(String doing, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkServiceException e) {
      throw answered(doing, e);
    } catch (SdkClientException e) {
      throw new TransientException(
          "Cannot %s: the service was not reached (%s). Try again.".formatted(doing, reason(e)), e);
    }
  }

  private static IngotException answered(String doing, SdkServiceException e) {
    if (e.isThrottlingException()
        || e.statusCode() >= 500
        || e.statusCode() == 429
        || TRANSIENT_CODES.contains(code(e))) {
      return new TransientException(
          "Cannot %s: the service is busy (%s). Try again.".formatted(doing, reason(e)), e);
    }
    return new RefusedException(
        "Cannot %s: the service refused (%s). Check the function's role and settings."
            .formatted(doing, reason(e)),
        e);
  }

  private static String code(SdkServiceException e) {
    return e instanceof AwsServiceException aws && aws.awsErrorDetails() != null
        ? String.valueOf(aws.awsErrorDetails().errorCode())
        : "";
  }

  private static String reason(Exception e) {
    return String.valueOf(e.getMessage()).strip();
  }
}

package io.ingot.functions.aws;

import io.ingot.core.failure.FileRefusedException;
import io.ingot.core.ledger.FileVersion;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What S3 answers about one object and not about the service. An object under a customer's KMS key
 * without {@code kms:Decrypt}, or with an explicit deny, is answered with 403; one under a key that
 * the client sends with each request (SSE-C) with 400.
 */
final class Unreadable {
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final int BAD_REQUEST = 400;

  /** Codes of the two that go away by themselves, or are about the caller and not the object. */
  private static final Set<String> OF_THE_CALL =
      Set.of(
          "RequestTimeout",
          "RequestTimeTooSkewed",
          "ExpiredToken",
          "InvalidToken",
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "AuthorizationHeaderMalformed");

  private Unreadable() {}

  /** The refusal of the file, or what was thrown if it is not about the file. */
  static RuntimeException of(FileVersion file, S3Exception e) {
    String code =
        e.awsErrorDetails() == null ? "" : String.valueOf(e.awsErrorDetails().errorCode());
    if (OF_THE_CALL.contains(code)) {
      return e;
    }
    return switch (e.statusCode()) {
      case NOT_FOUND ->
          new FileRefusedException(
              file.toString(), "it is gone: this version was deleted for good", e);
      case FORBIDDEN, BAD_REQUEST ->
          new FileRefusedException(
              file.toString(),
              "it may not be read: encryption key or rights (S3 answers %d)"
                  .formatted(e.statusCode()),
              e);
      default -> e;
    };
  }
}

package io.ingot.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.failure.FileRefusedException;
import io.ingot.core.ledger.FileVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

class UnreadableTest {
  private static final FileVersion FILE = new FileVersion("landing", "a.csv", "v1");

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied, it may not be read: encryption key or rights (S3 answers 403)",
    "403, , it may not be read: encryption key or rights (S3 answers 403)",
    "400, InvalidRequest, it may not be read: encryption key or rights (S3 answers 400)",
    "404, NoSuchVersion, it is gone: this version was deleted for good"
  })
  void answerAboutAnObject_refusesThatFile(int status, String code, String reason) {
    assertThat(Unreadable.of(FILE, answered(status, code)))
        .isInstanceOfSatisfying(
            FileRefusedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e)
                  .hasMessage(
                      "Cannot read s3://landing/a.csv?versionId=v1: %s. Correct the cause, then run ./ingot redrive FILE."
                          .formatted(reason));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "400, RequestTimeout",
    "400, ExpiredToken",
    "403, InvalidAccessKeyId",
    "403, SignatureDoesNotMatch",
    "500, InternalError",
    "503, SlowDown"
  })
  void answerAboutTheCallOrTheService_refusesNoFile(int status, String code) {
    S3Exception e = answered(status, code);

    assertThat(Unreadable.of(FILE, e)).isSameAs(e);
  }

  @Test
  void answerWithoutDetails_isJudgedByItsStatus() {
    var e = (S3Exception) S3Exception.builder().statusCode(403).build();

    assertThat(Unreadable.of(FILE, e)).isInstanceOf(FileRefusedException.class);
  }

  private static S3Exception answered(int status, String code) {
    return (S3Exception)
        S3Exception.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
  }
}

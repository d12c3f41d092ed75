package io.ingot.functions.aws;

import io.ingot.core.failure.TransientException;
import io.ingot.core.port.WorkStore;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The work bucket.
 *
 * <p>Writes are conditional ({@code If-None-Match: *}). A write whose answer was lost is repeated
 * by the SDK and then answered as taken; whoever is told so reads what is there.
 */
public final class S3WorkStore implements WorkStore {
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;
  private static final int TRIES = 10;

  private final S3Client client;
  private final String bucket;

  public S3WorkStore(S3Client client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Boolean> written = ServiceCall.to("write " + uri(key), () -> tryPut(key, content));
      if (written.isPresent()) {
        return written.orElseThrow();
      }
    }
    throw new TransientException(
        "Cannot write %s: others write it at the same time (%d tries). Try again."
            .formatted(uri(key), TRIES));
  }

  /** Empty if another write of the key was under way, so that S3 could not tell. */
  private Optional<Boolean> tryPut(String key, byte[] content) {
    try {
      client.putObject(
          r -> r.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.fromBytes(content));
      return Optional.of(true);
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED) {
        return Optional.of(false);
      }
      if (e.statusCode() == CONFLICT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** {@inheritDoc} Without the right to list the bucket, S3 refuses what does not exist. */
  @Override
  public Optional<byte[]> get(String key) {
    return ServiceCall.to(
        "read " + uri(key),
        () -> {
          try {
            return Optional.of(
                client.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArray());
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public String root() {
    return "s3://" + bucket;
  }

  @Override
  public String uri(String key) {
    return root() + "/" + key;
  }
}

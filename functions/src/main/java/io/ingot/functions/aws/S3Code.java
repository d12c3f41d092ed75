package io.ingot.functions.aws;

import io.ingot.core.failure.RefusedException;
import io.ingot.core.plan.Sha256;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The bucket of the job jars. Each jar has a key made of its content, and none is ever deleted: job
 * runs may be working with it, and a rollback may want it back. Which of them belongs to the
 * definitions that are deployed stands beside them, because neither the state machine of a running
 * execution nor a published function version would say so after another deploy.
 */
public final class S3Code {
  private static final String CURRENT = "jobs/current";

  private final S3Client client;
  private final String bucket;
  private final S3WorkStore objects;

  public S3Code(S3Client client, String bucket) {
    this.client = client;
    this.bucket = bucket;
    this.objects = new S3WorkStore(client, bucket);
  }

  /**
   * Publishes the jar of a deploy. One that is there already is left alone.
   *
   * @return its URI
   */
  public String publish(byte[] jar) {
    String key = "jobs/" + Sha256.hex(jar) + ".jar";
    objects.putIfAbsent(key, jar);
    String uri = objects.uri(key);
    ServiceCall.to(
        "write " + objects.uri(CURRENT),
        () -> client.putObject(r -> r.bucket(bucket).key(CURRENT), RequestBody.fromString(uri)));
    return uri;
  }

  /** URI of the jar of the last deploy. */
  public String jar() {
    return objects
        .get(CURRENT)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElseThrow(
            () ->
                new RefusedException(
                    "Cannot plan an attempt: %s does not say which jar is deployed. Deploy the stack again."
                        .formatted(objects.uri(CURRENT))));
  }
}

package io.ingot.functions.aws;

import io.ingot.core.failure.TransientException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.plan.Sha256;
import io.ingot.core.port.Copies;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

/**
 * Copies of file versions in the work bucket, made inside S3. One version has one address, so a
 * copy that is there already is taken as it is. It stays until its batch is settled.
 */
public final class S3Copies implements Copies {
  private static final int NOT_FOUND = 404;

  /** The most that one CopyObject copies, in bytes. */
  private static final long LARGEST_COPY = 5_000_000_000L;

  private static final long PART = 500_000_000L;
  private static final int MOST_PARTS = 10_000;

  private static final String PREFIX = "copies/";

  /** The most keys of one DeleteObjects. */
  private static final int MOST_DELETED = 1000;

  private final S3Client client;
  private final String bucket;
  private final long largestCopy;
  private final long part;

  /**
   * Makes them.
   *
   * @param bucket the work bucket
   */
  public S3Copies(S3Client client, String bucket) {
    this(client, bucket, LARGEST_COPY, PART);
  }

  S3Copies(S3Client client, String bucket, long largestCopy, long part) {
    this.client = client;
    this.bucket = bucket;
    this.largestCopy = largestCopy;
    this.part = part;
  }

  /** Where the copy of a version is; it is made if it is not there. */
  String copy(FileItem file) {
    String key = key(file.file());
    return ServiceCall.to(
        "copy " + file.file(),
        () -> {
          if (!exists(key, file.size())) {
            try {
              make(file, key);
            } catch (S3Exception e) {
              throw Unreadable.of(file.file(), e);
            }
          }
          return "s3://" + bucket + "/" + key;
        });
  }

  @Override
  public void delete(Collection<String> addresses) {
    String here = "s3://" + bucket + "/";
    List<ObjectIdentifier> keys =
        addresses.stream()
            .filter(a -> a.startsWith(here + PREFIX))
            .map(a -> ObjectIdentifier.builder().key(a.substring(here.length())).build())
            .toList();
    for (int from = 0; from < keys.size(); from += MOST_DELETED) {
      List<ObjectIdentifier> some = keys.subList(from, Math.min(keys.size(), from + MOST_DELETED));
      ServiceCall.to("delete copies in " + here, () -> delete(some));
    }
  }

  private boolean delete(List<ObjectIdentifier> keys) {
    var answer = client.deleteObjects(r -> r.bucket(bucket).delete(d -> d.objects(keys)));
    answer.errors().stream()
        .findFirst()
        .ifPresent(
            e -> {
              throw new TransientException(
                  "Cannot delete s3://%s/%s: %s (%d of %d copies failed). Try again."
                      .formatted(
                          bucket, e.key(), e.message(), answer.errors().size(), keys.size()));
            });
    return true;
  }

  private static String key(FileVersion file) {
    return PREFIX
        + Sha256.hex(file.toString().getBytes(StandardCharsets.UTF_8))
        + "/"
        + SparkPath.safeName(file.key());
  }

  /** Whether it is there, as a whole. */
  private boolean exists(String key, long size) {
    try {
      return client.headObject(r -> r.bucket(bucket).key(key)).contentLength() == size;
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private void make(FileItem file, String key) {
    if (file.size() > largestCopy) {
      makeInParts(file, key);
      return;
    }
    client.copyObject(
        r ->
            r.sourceBucket(file.file().bucket())
                .sourceKey(file.file().key())
                .sourceVersionId(file.file().version())
                .destinationBucket(bucket)
                .destinationKey(key)
                // Copying tags would need the right to read them.
                .taggingDirective(TaggingDirective.REPLACE));
  }

  private void makeInParts(FileItem file, String key) {
    long size = Math.max(part, (file.size() + MOST_PARTS - 1) / MOST_PARTS);
    int count = Math.toIntExact((file.size() + size - 1) / size);
    String upload = client.createMultipartUpload(r -> r.bucket(bucket).key(key)).uploadId();
    try {
      List<CompletedPart> parts =
          InParallel.map(
              IntStream.range(0, count).boxed().toList(),
              i -> copyPart(file, key, upload, i + 1, i * size, size));
      client.completeMultipartUpload(
          r -> r.bucket(bucket).key(key).uploadId(upload).multipartUpload(m -> m.parts(parts)));
    } catch (RuntimeException e) {
      abort(key, upload, e);
      throw e;
    }
  }

  private void abort(String key, String upload, RuntimeException why) {
    try {
      client.abortMultipartUpload(r -> r.bucket(bucket).key(key).uploadId(upload));
    } catch (RuntimeException e) {
      why.addSuppressed(e);
    }
  }

  private CompletedPart copyPart(
      FileItem file, String key, String upload, int number, long from, long size) {
    long last = Math.min(from + size, file.size()) - 1;
    var copied =
        client.uploadPartCopy(
            r ->
                r.sourceBucket(file.file().bucket())
                    .sourceKey(file.file().key())
                    .sourceVersionId(file.file().version())
                    .copySourceRange("bytes=" + from + "-" + last)
                    .destinationBucket(bucket)
                    .destinationKey(key)
                    .uploadId(upload)
                    .partNumber(number));
    return CompletedPart.builder().partNumber(number).eTag(copied.copyPartResult().eTag()).build();
  }
}

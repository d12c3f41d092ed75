package io.ingot.functions.aws;

import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.plan.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

/**
 * Copies of file versions in the work bucket, made inside S3. One version has one address, so a
 * copy that is there already is taken as it is.
 */
final class S3Copies {
  private static final int NOT_FOUND = 404;

  /** The most that one CopyObject copies, in bytes. */
  private static final long LARGEST_COPY = 5_000_000_000L;

  private static final long PART = 500_000_000L;
  private static final int MOST_PARTS = 10_000;

  /** Copies expire a week after they were made (lifecycle of the work bucket). */
  private static final Duration YOUNG = Duration.ofDays(3);

  private final S3Client client;
  private final String bucket;
  private final long largestCopy;
  private final long part;

  S3Copies(S3Client client, String bucket) {
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

  private static String key(FileVersion file) {
    return "copies/"
        + Sha256.hex(file.toString().getBytes(StandardCharsets.UTF_8))
        + "/"
        + SparkPath.safeName(file.key());
  }

  /** Whether it is there, and stays for longer than any job run takes. */
  private boolean exists(String key, long size) {
    try {
      var copy = client.headObject(r -> r.bucket(bucket).key(key));
      return copy.contentLength() == size
          && copy.lastModified().isAfter(Instant.now().minus(YOUNG));
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

package io.ingot.functions.aws;

import io.ingot.core.failure.FileRefusedException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.port.LandedObject;
import io.ingot.core.port.Landing;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The landing bucket. Needs the right to list it: without, S3 refuses what does not exist.
 *
 * <p>Times are cut to seconds: a HEAD answers no finer, a listing might, and the time of an upload
 * must not depend on who asks.
 */
public final class S3Landing implements Landing {
  private static final int NOT_FOUND = 404;
  private static final int DELETE_MARKER = 405;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final Set<String> ARCHIVES = Set.of("GLACIER", "DEEP_ARCHIVE");

  private final S3Client client;
  private final String bucket;
  private final S3Copies copies;

  /**
   * Makes the landing.
   *
   * @param bucket the landing bucket
   * @param workBucket where copies go
   */
  public S3Landing(S3Client client, String bucket, String workBucket) {
    this(client, bucket, new S3Copies(client, workBucket));
  }

  /**
   * A landing that copies larger files part by part, for trying that with small ones.
   *
   * @param largestCopy the most that is copied at once, in bytes
   * @param part size of a part in bytes; S3 takes no less than 5 MiB
   */
  public static S3Landing copyingInParts(
      S3Client client, String bucket, String workBucket, long largestCopy, long part) {
    return new S3Landing(client, bucket, new S3Copies(client, workBucket, largestCopy, part));
  }

  private S3Landing(S3Client client, String bucket, S3Copies copies) {
    this.client = client;
    this.bucket = bucket;
    this.copies = copies;
  }

  @Override
  public boolean versioned(String ofBucket) {
    return ServiceCall.to(
        "read the versioning of bucket " + ofBucket,
        () ->
            client.getBucketVersioning(r -> r.bucket(ofBucket)).status()
                == BucketVersioningStatus.ENABLED);
  }

  @Override
  public Optional<LandedObject> find(FileVersion file) {
    return head(file)
        .map(
            found ->
                new LandedObject(
                    found.versionId() == null
                        ? file
                        : new FileVersion(file.bucket(), file.key(), found.versionId()),
                    found.contentLength(),
                    unquoted(found.eTag()),
                    seconds(found.lastModified()),
                    archived(found)));
  }

  @Override
  public byte[] firstBytes(FileVersion file, int count) {
    return ServiceCall.to(
        "read " + file,
        () -> {
          try {
            return client
                .getObjectAsBytes(
                    r ->
                        r.bucket(file.bucket())
                            .key(file.key())
                            .versionId(file.version())
                            .range("bytes=0-" + (count - 1)))
                .asByteArray();
          } catch (S3Exception e) {
            if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
              return new byte[0];
            }
            throw Unreadable.of(file, e);
          }
        });
  }

  @Override
  public String readable(FileItem file) {
    return isCurrent(file.file()) && SparkPath.readsExactly(file.file().key())
        ? file.file().uri()
        : copies.copy(file);
  }

  /** Whether it is its key's newest version; of a newest that may not be read, nobody can say. */
  private boolean isCurrent(FileVersion file) {
    try {
      return find(new FileVersion(file.bucket(), file.key(), ""))
          .filter(o -> o.file().equals(file))
          .isPresent();
    } catch (FileRefusedException e) {
      return false;
    }
  }

  /** Asks for many at once: a batch has thousands of files, and each answer takes its time. */
  @Override
  public Reading readable(List<FileItem> files) {
    List<Reading> each =
        InParallel.map(
            files,
            f -> {
              Reading one = Reading.empty();
              one.add(f, () -> readable(f));
              return one;
            });
    Reading all = Reading.empty();
    for (Reading one : each) {
      all.uris().putAll(one.uris());
      all.refused().putAll(one.refused());
    }
    return all;
  }

  /**
   * {@inheritDoc} An archived version is shown as archived even while a restored copy of it exists;
   * {@link #find} knows better.
   */
  @Override
  public Stream<LandedObject> list(String prefix) {
    ListObjectVersionsRequest request =
        ListObjectVersionsRequest.builder()
            .bucket(bucket)
            .prefix(prefix)
            .encodingType(EncodingType.URL)
            .build();
    String doing = "list s3://" + bucket + "/" + prefix;
    var newestFirst =
        ServiceCall.to(
            doing, () -> client.listObjectVersionsPaginator(request).versions().iterator());
    var oldestFirst = new OldestFirst<>(newestFirst, ObjectVersion::key);
    return StreamSupport.stream(
        new Spliterators.AbstractSpliterator<>(Long.MAX_VALUE, Spliterator.ORDERED) {
          @Override
          public boolean tryAdvance(Consumer<? super LandedObject> action) {
            Optional<ObjectVersion> next = ServiceCall.to(doing, oldestFirst::next);
            next.ifPresent(version -> action.accept(landed(version)));
            return next.isPresent();
          }
        },
        false);
  }

  private LandedObject landed(ObjectVersion version) {
    return new LandedObject(
        new FileVersion(bucket, version.key(), version.versionId()),
        version.size(),
        unquoted(version.eTag()),
        seconds(version.lastModified()),
        ARCHIVES.contains(String.valueOf(version.storageClassAsString())));
  }

  private Optional<HeadObjectResponse> head(FileVersion file) {
    HeadObjectRequest.Builder request =
        HeadObjectRequest.builder().bucket(file.bucket()).key(file.key());
    if (!file.version().isEmpty()) {
      request.versionId(file.version());
    }
    return ServiceCall.to(
        "find " + file,
        () -> {
          try {
            return Optional.of(client.headObject(request.build()));
          } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND || e.statusCode() == DELETE_MARKER) {
              return Optional.empty();
            }
            throw Unreadable.of(file, e);
          }
        });
  }

  private static boolean archived(HeadObjectResponse object) {
    boolean restored =
        object.restore() != null && object.restore().contains("ongoing-request=\"false\"");
    return !restored
        && (object.archiveStatus() != null
            || ARCHIVES.contains(String.valueOf(object.storageClassAsString())));
  }

  private static String unquoted(String etag) {
    return etag.replace("\"", "");
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}

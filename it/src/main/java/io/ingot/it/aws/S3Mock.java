package io.ingot.it.aws;

import io.ingot.it.Build;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/**
 * S3Mock in a process of its own, one for all of this JVM. It listens on all interfaces, with
 * sample data only.
 */
public final class S3Mock {
  private static S3Mock running;

  private final ServerProcess server;

  private S3Mock(ServerProcess server) {
    this.server = server;
  }

  /** The server, started by the first who asks; it ends with this JVM. */
  public static synchronized S3Mock shared() throws Exception {
    if (running == null) {
      running = start();
    }
    return running;
  }

  private static S3Mock start() throws Exception {
    Path root = Files.createTempDirectory(Files.createDirectories(Build.target()), "s3mock-");
    int port = ServerProcess.freePort();
    return new S3Mock(
        ServerProcess.start(
            "s3mock",
            port,
            List.of(
                "-Dhttp.port=" + port,
                "-Dvectors.http.port=0",
                "-Dvectors.https.port=0",
                "-Dcom.adobe.testing.s3mock.store.root=" + root.toAbsolutePath(),
                "-Dserver.port=0",
                "-jar",
                Build.target().resolve("s3mock/s3mock.jar").toString())));
  }

  public String uri() {
    return server.uri();
  }

  public S3Client client() {
    return TestClients.of(S3Client.builder(), uri()).forcePathStyle(true).build();
  }

  /** Makes a bucket, versioned as in the template, and answers its name. */
  public static String bucket(S3Client client) {
    String name = "bucket-" + UUID.randomUUID();
    bucket(client, name);
    return name;
  }

  /** Makes a bucket, versioned as in the template. */
  public static void bucket(S3Client client, String name) {
    client.createBucket(r -> r.bucket(name));
    client.putBucketVersioning(
        r -> r.bucket(name).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
  }

  /** Deletes every version of every object. */
  public static void empty(S3Client client, String bucket) {
    client
        .listObjectVersionsPaginator(r -> r.bucket(bucket))
        .versions()
        .forEach(
            v -> client.deleteObject(r -> r.bucket(bucket).key(v.key()).versionId(v.versionId())));
  }

  public static byte[] read(S3Client client, String uri) {
    String[] parts = uri.substring("s3://".length()).split("/", 2);
    return client.getObjectAsBytes(r -> r.bucket(parts[0]).key(parts[1])).asByteArray();
  }

  public static String upload(S3Client client, String bucket, String key, byte[] content) {
    return client
        .putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(content))
        .versionId();
  }
}

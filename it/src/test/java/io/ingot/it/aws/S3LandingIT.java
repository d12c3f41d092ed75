package io.ingot.it.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.port.Copies;
import io.ingot.core.port.LandedObject;
import io.ingot.core.port.Landing;
import io.ingot.core.port.LandingContract;
import io.ingot.functions.aws.S3Copies;
import io.ingot.functions.aws.S3Landing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** S3 keeps the landing's contract. */
class S3LandingIT extends LandingContract {
  private static final byte[] ROW = "id\n1\n".getBytes(StandardCharsets.UTF_8);

  private static S3Client client;

  private String bucket;
  private String work;
  private Landing landing;

  @BeforeAll
  static void startServer() throws Exception {
    client = S3Mock.shared().client();
  }

  @BeforeEach
  void makeBuckets() {
    bucket = S3Mock.bucket(client);
    work = S3Mock.bucket(client);
    landing = new S3Landing(client, bucket, work);
  }

  @Override
  protected Landing landing() {
    return landing;
  }

  @Override
  protected String bucket() {
    return bucket;
  }

  @Override
  protected FileVersion upload(String key, byte[] content) {
    return new FileVersion(bucket, key, S3Mock.upload(client, bucket, key, content));
  }

  @Override
  protected byte[] read(String readable) {
    return S3Mock.read(client, readable);
  }

  @Test
  void versioned_ofABucketThatKeepsNoVersions_isFalse() {
    client.createBucket(r -> r.bucket("plain-" + bucket));

    assertThat(landing.versioned("plain-" + bucket)).isFalse();
  }

  @Test
  void find_withoutAVersion_isTheNewest() {
    upload("a.csv", ROW);
    FileVersion newest = upload("a.csv", ROW);

    assertThat(landing.find(new FileVersion(bucket, "a.csv", "")))
        .map(LandedObject::file)
        .contains(newest);
  }

  @Test
  void list_withDeletedObjects_hasTheirVersionsOnly() {
    FileVersion file = upload("a.csv", ROW);
    client.deleteObject(r -> r.bucket(bucket).key("a.csv"));

    assertThat(landing.list("")).extracting(LandedObject::file).containsExactly(file);
    assertThat(landing.find(new FileVersion(bucket, "a.csv", ""))).isEmpty();
  }

  @Test
  void readable_ofTheNewestVersion_isInPlace() throws Exception {
    FileVersion file = upload("rides/data/a b.csv", ROW);

    assertThat(landing.readable(item(file))).isEqualTo("s3://" + bucket + "/rides/data/a b.csv");
  }

  @Test
  void readable_ofAnOlderVersion_isOneCopyWithItsSuffix() throws Exception {
    FileVersion old = upload("rides/data/a.csv.gz", ROW);
    upload("rides/data/a.csv.gz", "other".getBytes(StandardCharsets.UTF_8));

    String copy = landing.readable(item(old));
    assertThat(copy).startsWith("s3://" + work + "/copies/").endsWith("/f-a.csv.gz");
    assertThat(landing.readable(item(old))).isEqualTo(copy);
    assertThat(client.listObjectVersions(r -> r.bucket(work)).versions()).hasSize(1);
  }

  @Test
  void copies_ofASettledBatch_areDeleted_andNothingElse() throws Exception {
    FileVersion old = upload("copies/a.csv", ROW);
    FileVersion newest = upload("copies/a.csv", "other".getBytes(StandardCharsets.UTF_8));
    String copy = landing.readable(item(old));
    Copies copies = new S3Copies(client, work);
    copies.delete(List.of(landing.readable(item(newest)), copy));

    String key = copy.substring(("s3://" + work + "/").length());
    assertThatThrownBy(() -> client.headObject(r -> r.bucket(work).key(key)))
        .isInstanceOf(NoSuchKeyException.class);
    assertThat(client.listObjectVersions(r -> r.bucket(bucket).prefix("copies/a.csv")).versions())
        .hasSize(2);
    assertThat(landing.readable(item(old))).isEqualTo(copy);
    assertThat(read(copy)).isEqualTo(ROW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a[1].csv", "a{b}.csv", "a*.csv", "what?.csv", "x/_a.csv"})
  void readable_ofAKeyThatSparkWouldMisread_isACopy(String key) throws Exception {
    String readable = landing.readable(item(upload(key, ROW)));

    assertThat(readable).startsWith("s3://" + work + "/copies/").endsWith(".csv");
    assertThat(readable.substring("s3://".length())).doesNotContainPattern("[\\[\\]{}*?\\\\]");
    assertThat(read(readable)).isEqualTo(ROW);
  }

  @Test
  void readable_ofAVersionThatIsGone_isRefused() {
    FileVersion gone = new FileVersion(bucket, "a.csv", "nothing");
    upload("a.csv", ROW);
    FileItem item =
        new FileItem("rides", gone, 5, "e", Instant.EPOCH, "", FileState.waiting, 0, "");

    assertThatThrownBy(() -> landing.readable(item))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("Cannot read " + gone);
  }

  @Test
  void readable_ofALargeFile_isCopiedInParts() throws Exception {
    byte[] large = new byte[11 << 20];
    new Random(1).nextBytes(large);
    FileVersion old = upload("large[1].parquet", large);
    Landing inParts = S3Landing.copyingInParts(client, bucket, work, 6 << 20, 5 << 20);

    assertThat(read(inParts.readable(item(old)))).isEqualTo(large);
  }
}

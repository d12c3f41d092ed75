package io.ingot.it.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.failure.TransientException;
import io.ingot.core.port.WorkStore;
import io.ingot.core.port.WorkStoreContract;
import io.ingot.functions.aws.S3WorkStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** S3 keeps the work store's contract. */
class S3WorkStoreIT extends WorkStoreContract {
  private static final byte[] CONTENT = {1, 2, 3};

  private static OneWriteAtATime proxy;
  private static S3Client client;

  private WorkStore store;

  @BeforeAll
  static void startServer() throws Exception {
    proxy = OneWriteAtATime.before(S3Mock.shared().uri());
    client = client(proxy.uri());
  }

  @AfterAll
  static void stopServer() {
    proxy.close();
  }

  @BeforeEach
  void makeStore() {
    store = new S3WorkStore(client, S3Mock.bucket(client));
  }

  @Override
  protected WorkStore store() {
    return store;
  }

  @Override
  protected byte[] read(String uri) {
    return S3Mock.read(client, uri);
  }

  @Test
  void putIfAbsent_meetingAnotherWriteOnce_isRepeated() throws Exception {
    try (FakeAws aws = FakeAws.start()) {
      aws.failNext(409, "ConditionalRequestConflict");

      assertThat(new S3WorkStore(client(aws.uri()), "work").putIfAbsent("a.json", CONTENT))
          .isTrue();
    }
  }

  @Test
  void putIfAbsent_alwaysMeetingAnotherWrite_isTransient() throws Exception {
    try (FakeAws aws = FakeAws.start()) {
      for (int i = 0; i < 40; i++) {
        aws.failNext(409, "ConditionalRequestConflict");
      }

      assertThatThrownBy(
              () -> new S3WorkStore(client(aws.uri()), "work").putIfAbsent("a.json", CONTENT))
          .isInstanceOf(TransientException.class)
          .hasMessage(
              "Cannot write s3://work/a.json: others write it at the same time (10 tries). Try again.");
    }
  }

  @Test
  void uri_ofAKey_isAnS3Uri() {
    assertThat(new S3WorkStore(client, "work").uri("rides/1-1.json"))
        .isEqualTo("s3://work/rides/1-1.json");
  }

  private static S3Client client(String uri) {
    return TestClients.of(S3Client.builder(), uri).forcePathStyle(true).build();
  }
}

package io.ingot.functions.aws;

import io.ingot.core.admit.Admit;
import io.ingot.core.admit.Arrivals;
import io.ingot.core.close.CloseBatch;
import io.ingot.core.definition.Definitions;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.plan.HowToRun;
import io.ingot.core.plan.PlanBatch;
import io.ingot.core.plan.Sizing;
import io.ingot.core.port.JobRuns;
import io.ingot.core.port.Landing;
import io.ingot.core.port.Notifications;
import io.ingot.core.port.WorkStore;
import io.ingot.core.port.Workflow;
import io.ingot.core.sweep.EndedExecutions;
import io.ingot.core.sweep.Sweep;
import java.util.UUID;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Puts the functions' collaborators together on AWS. Credentials come from the SDK's default chain,
 * endpoints of servers on this machine from the SDK's own {@code AWS_ENDPOINT_URL} variables.
 */
public final class AwsParts {
  private static final int BIRTH_LENGTH = 8;

  private final Environment environment;

  public AwsParts(Environment environment) {
    this.environment = environment;
  }

  /** The parts as the environment variables of this process say. */
  public static AwsParts ofProcess() {
    return new AwsParts(Environment.ofProcess());
  }

  /** A random birth id for a pipeline that the ledger does not know yet. */
  public static String birth() {
    return UUID.randomUUID().toString().substring(0, BIRTH_LENGTH);
  }

  public Admit admit() {
    return new Admit(definitions(), ledger(), landing(), notifications());
  }

  public Arrivals arrivals() {
    return new Arrivals(ledger(), workflow());
  }

  public PlanBatch planBatch() {
    return new PlanBatch(
        definitions(),
        ledger(),
        landing(),
        work(),
        workflow(),
        jobRuns(),
        Sizing.DEFAULT,
        new PlanBatch.Deploy(code()::jar, howToRun()));
  }

  public CloseBatch closeBatch() {
    return new CloseBatch(
        definitions(),
        ledger(),
        work(),
        workflow(),
        new S3Copies(s3(), environment.workBucket()),
        howToRun());
  }

  public Sweep sweep() {
    return new Sweep(definitions(), ledger(), landing(), workflow(), admit());
  }

  public EndedExecutions endedExecutions() {
    return new EndedExecutions(ledger(), sweep(), notifications(), howToRun());
  }

  private HowToRun howToRun() {
    return HowToRun.cloud(environment.stateMachineArn());
  }

  /** The landing prefix of some source: one that the function may list. */
  public String anyLanding() {
    return definitions().pipelines().get(0).sources().get(0).landing();
  }

  /** Name of the landing bucket. */
  public String landingBucket() {
    return environment.landingBucket();
  }

  public Definitions definitions() {
    return new PackagedDefinitions().definitions();
  }

  public Ledger ledger() {
    return new DynamoDbLedger(
        configured(DynamoDbClient.builder()).build(), environment.ledgerTable());
  }

  public Landing landing() {
    return new S3Landing(s3(), environment.landingBucket(), environment.workBucket());
  }

  public WorkStore work() {
    return new S3WorkStore(s3(), environment.workBucket());
  }

  /** The bucket of the job jars. */
  public S3Code code() {
    return new S3Code(s3(), environment.codeBucket());
  }

  public Workflow workflow() {
    return new SfnWorkflow(configured(SfnClient.builder()).build(), environment.stateMachineArn());
  }

  public JobRuns jobRuns() {
    return new EmrServerlessJobRuns(
        configured(EmrServerlessClient.builder()).build(), environment.applicationId());
  }

  public Notifications notifications() {
    return new SnsNotifications(configured(SnsClient.builder()).build(), environment.topicArn());
  }

  private S3Client s3() {
    // A server on this machine has no host name per bucket.
    return configured(S3Client.builder()).forcePathStyle(environment.hasS3Endpoint()).build();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder) {
    return builder
        .region(Region.of(environment.region()))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.standardRetryStrategy()));
  }
}

package io.ingot.functions.aws;

import java.util.Map;

/**
 * A function's settings, from its environment variables. Each is asked for by those who need it,
 * and only then has to be there.
 *
 * @param variables environment variables by name
 */
public record Environment(Map<String, String> variables) {
  public Environment {
    variables = Map.copyOf(variables);
  }

  /** The settings of this process. */
  public static Environment ofProcess() {
    return new Environment(System.getenv());
  }

  /** {@code INGOT_LEDGER_TABLE}: name of the ledger's table. */
  public String ledgerTable() {
    return required("INGOT_LEDGER_TABLE");
  }

  /** {@code INGOT_LANDING_BUCKET}: name of the landing bucket. */
  public String landingBucket() {
    return required("INGOT_LANDING_BUCKET");
  }

  /** {@code INGOT_WORK_BUCKET}: name of the work bucket. */
  public String workBucket() {
    return required("INGOT_WORK_BUCKET");
  }

  /** {@code INGOT_CODE_BUCKET}: name of the bucket that holds the job jars. */
  public String codeBucket() {
    return required("INGOT_CODE_BUCKET");
  }

  /** {@code INGOT_STATE_MACHINE_ARN}: ARN of the medallion state machine. */
  public String stateMachineArn() {
    return required("INGOT_STATE_MACHINE_ARN");
  }

  /** {@code INGOT_APPLICATION_ID}: id of the EMR Serverless application. */
  public String applicationId() {
    return required("INGOT_APPLICATION_ID");
  }

  /** {@code INGOT_TOPIC_ARN}: ARN of the topic that people subscribe to. */
  public String topicArn() {
    return required("INGOT_TOPIC_ARN");
  }

  /** {@code INGOT_JOB_JAR}: path of the job jar; by default where the layer puts it. */
  public String jobJar() {
    return variables.getOrDefault("INGOT_JOB_JAR", "/opt/ingot-spark-jobs.jar");
  }

  /** {@code AWS_REGION}, which Lambda sets. */
  String region() {
    return required("AWS_REGION");
  }

  /**
   * Whether S3 is a server on this machine, by the SDK's own variables or, since {@code sam local}
   * passes on only what the template declares, by its options in {@code JAVA_TOOL_OPTIONS}.
   */
  boolean hasS3Endpoint() {
    return variables.containsKey("AWS_ENDPOINT_URL_S3")
        || variables.containsKey("AWS_ENDPOINT_URL")
        || variables.getOrDefault("JAVA_TOOL_OPTIONS", "").contains("-Daws.endpointUrlS3=");
  }

  private String required(String name) {
    String value = variables.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot start the function: environment variable %s is not set. Set it in template.yaml."
              .formatted(name));
    }
    return value;
  }
}
